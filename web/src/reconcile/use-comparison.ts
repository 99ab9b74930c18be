import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { answerOf, api } from '../api/client.ts';
import { useCommand } from '../parts/use-command.tsx';
import { keep, kept } from '../parts/kept.ts';
import { type Comparison, joined, toKeep } from './comparison.ts';

/** An answer comes at least this often, so that it is seen how far it is. */
const STEP_SECONDS = 15;

/** One school or one section; without either the whole district. */
export interface Place {
  readonly schoolId?: string;
  readonly sectionId?: string;
}

/** Reads PowerSchool back, step by step; what was found stays while one looks at other pages, and most of it over a reload. */
export function useComparison(districtId: string, done: string) {
  const queries = useQueryClient();
  const key = ['reconcile', districtId];
  const isWanted = useRef(true);
  const { data: found = null } = useQuery<Comparison | null>({
    queryKey: key,
    queryFn: skipToken,
    initialData: () => kept<Comparison>(key),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const compare = useCommand({
    run: async (place: Place) => {
      isWanted.current = true;
      queries.setQueryData(key, null);
      keep(key, null);
      let after: string | undefined;
      let sum: Comparison | null = null;
      do {
        const body = { ...place, seconds: STEP_SECONDS, ...(after !== undefined && { after }) };
        const call = api.POST('/v1/districts/{districtId}/reconcile', { params: { path: { districtId } }, body });
        const answer = await answerOf(call);
        sum = joined(sum, answer, Date.now());
        queries.setQueryData<Comparison>(key, sum);
        keep(key, toKeep(sum));
        after = answer.nextAfter;
      } while (after !== '' && isWanted.current);
      return sum;
    },
    onDone: () => done,
  });
  return { found, compare, stop: () => (isWanted.current = false) };
}
