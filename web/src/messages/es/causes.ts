import type { causes as en } from '../en/causes.ts';
import type { Words } from '../words.ts';

export const causes: Words<typeof en> = {
  title: 'Qué está retenido y por qué',
};
