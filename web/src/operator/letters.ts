import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import type { paths } from '../api/schema.ts';
import { useCommand } from '../parts/use-command.tsx';

type Page = paths['/v1/dead-letters']['get']['responses'][200]['content']['application/json'];
export type Letter = Page['items'][number];
type Results = paths['/v1/dead-letters/replay']['post']['responses'][200]['content']['application/json']['results'];

/** As many as one command takes. */
export const LETTERS_PER_COMMAND = 100;
const KEY = ['dead-letters'] as const;

/** Why a message was put aside. */
const CODES = [
  ...(['UNDECODABLE', 'UNKNOWN_VALUE', 'UNKNOWN_DISTRICT', 'INVARIANT_BROKEN', 'NOT_EVALUABLE'] as const),
  'OTHER',
] as const;

export function codeOf({ code }: Pick<Letter, 'code'>): (typeof CODES)[number] {
  return CODES.find((known) => known === code) ?? 'OTHER';
}

export function useLetters() {
  return useInfiniteQuery({
    queryKey: KEY,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/v1/dead-letters', { params: { query: { ...(pageParam !== '' && { cursor: pageParam }) } as never } }),
      ),
    getNextPageParam: ({ cursor }) => cursor,
  });
}

/** Replaying and dismissing; what came of each letter is told in one sentence. */
export function useLetterCommands(onDone: () => void) {
  const t = useTranslations('deadLetters');
  const queries = useQueryClient();
  const told = ({ results }: { results: Results }): string => {
    onDone();
    void queries.invalidateQueries({ queryKey: KEY });
    const count = (outcome: Results[number]['outcome']) => results.filter((one) => one.outcome === outcome).length;
    return t('came', {
      done: count('done'),
      already: count('already'),
      left: count('notReadable') + count('unknown'),
    });
  };
  const replay = useCommand({
    run: (ids: string[]) => answerOf(api.POST('/v1/dead-letters/replay', { body: { ids } })),
    onDone: told,
  });
  const dismiss = useCommand({
    run: (body: { ids: string[]; reason: string }) => answerOf(api.POST('/v1/dead-letters/dismiss', { body })),
    onDone: told,
  });
  return { replay, dismiss };
}
