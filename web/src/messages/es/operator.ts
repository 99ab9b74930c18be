import type { operator as en } from '../en/operator.ts';
import type { Words } from '../words.ts';

export const operator: Words<typeof en> = {
  title: 'Distritos',
};
