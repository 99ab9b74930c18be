import type { mapping as en } from '../en/mapping.ts';
import type { Words } from '../words.ts';

export const mapping: Words<typeof en> = {
  title: 'Estado de las categorías',
};
