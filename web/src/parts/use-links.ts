import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.ts';

const NONE = { jaeger: null, grafana: null, runbook: null };

/** Where traces, metrics and the runbook are, as far as the operator named them. */
export function useLinks() {
  const asked = useQuery({
    queryKey: ['links'],
    staleTime: Infinity,
    queryFn: () => answerOf(api.GET('/v1/links')),
  });
  return asked.data ?? NONE;
}
