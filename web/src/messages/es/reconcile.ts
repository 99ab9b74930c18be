import type { reconcile as en } from '../en/reconcile.ts';
import type { Words } from '../words.ts';

export const reconcile: Words<typeof en> = {
  title: 'Comparar con PowerSchool',
};
