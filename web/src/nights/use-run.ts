import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answerOf, api } from '../api/client.ts';
import type { Run, RunEvent } from './run.ts';

/** Where no event comes, it is asked again as often. */
const LOOK_AGAIN_MS = 10_000;

/**
 * A run as it stands. While it goes on the console tells of each change; a stream that breaks off is opened again by the browser, and
 * until then the run is asked for.
 */
export function useRun(districtId: string, runId: string) {
  const queries = useQueryClient();
  const asked = useQuery({
    queryKey: ['run', districtId, runId],
    refetchInterval: ({ state }) => (state.data?.state === 'finished' ? false : LOOK_AGAIN_MS),
    queryFn: async (): Promise<Run | RunEvent> => {
      const run = await answerOf(
        api.GET('/v1/districts/{districtId}/runs/{runId}', { params: { path: { districtId, runId } } }),
      );
      // Only an event says how fast it goes: what was said last holds until the next.
      const before = queries.getQueryData<RunEvent>(['run', districtId, runId]);
      return before?.progress === undefined ? run : { ...run, progress: before.progress };
    },
  });
  const goesOn = asked.data !== undefined && asked.data.state !== 'finished';
  useEffect(() => {
    if (!goesOn) return;
    const path = `/v1/districts/${encodeURIComponent(districtId)}/runs/${encodeURIComponent(runId)}/events`;
    const source = new EventSource(path);
    source.addEventListener('run', ({ data }: MessageEvent<string>) => {
      queries.setQueryData(['run', districtId, runId], JSON.parse(data) as RunEvent);
    });
    source.addEventListener('end', () => {
      source.close();
      // What other pages show of the district is from before it.
      void queries.invalidateQueries();
    });
    return () => source.close();
  }, [goesOn, districtId, runId, queries]);
  return asked;
}
