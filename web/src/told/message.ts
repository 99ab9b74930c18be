import { useTranslations } from 'use-intl';
import type { paths } from '../api/schema.ts';

type Answer = paths['/v1/districts/{districtId}/notifications']['get']['responses'][200]['content']['application/json'];
export type Message = Answer['items'][number];
export type Silenced = Answer['silenced'][number];

export const STATE_COLOURS: Readonly<Record<Message['state'], string>> = {
  planned: 'blue',
  sending: 'blue',
  sent: 'green',
  refused: 'red',
  failed: 'red',
  inDoubt: 'yellow',
  dropped: 'gray',
};

/** Whom a message is for, as far as it may be told: never an address. */
export function useRecipient() {
  const t = useTranslations('told.recipients');
  return ({ of, userId, id }: Message['to']): string => t(of, { who: userId ?? id });
}
