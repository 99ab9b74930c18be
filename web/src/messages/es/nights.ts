import type { nights as en } from '../en/nights.ts';
import type { Words } from '../words.ts';

export const nights: Words<typeof en> = {
  title: 'Noches',
};
