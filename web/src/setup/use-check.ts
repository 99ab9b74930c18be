import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.ts';
import type { CheckedStep, Found } from './steps.ts';

/** What a step found while this page is open, and when (milliseconds since the epoch). */
interface FoundAt {
  readonly found: Found;
  readonly at: number;
}

/** Takes a step of the setup; what is wrong with asking stands in `check.error`, to be told at the step. */
export function useCheck(districtId: string, step: CheckedStep) {
  const queries = useQueryClient();
  const key = ['setupFound', districtId, step];
  // It is never asked for by itself: each check reads PowerSchool, and one of them writes there.
  const { data } = useQuery<FoundAt>({ queryKey: key, queryFn: skipToken, staleTime: Infinity, gcTime: Infinity });
  const check = useMutation({
    mutationFn: (asked: { readonly sectionId?: string }) =>
      answerOf(
        api.POST('/v1/districts/{districtId}/setup-check', {
          params: { path: { districtId } },
          body: { step, ...asked },
        }),
      ),
    onSuccess: (found) => queries.setQueryData<FoundAt>(key, { found, at: Date.now() }),
    onSettled: () => queries.invalidateQueries({ queryKey: resultsKey(districtId) }),
  });
  return { found: data, check };
}

const resultsKey = (districtId: string) => ['setupResults', districtId];

/** When each step was last tried, by whomever. */
export function useResults(districtId: string) {
  return useQuery({
    queryKey: resultsKey(districtId),
    queryFn: () => answerOf(api.GET('/v1/districts/{districtId}/setup-check', { params: { path: { districtId } } })),
  });
}
