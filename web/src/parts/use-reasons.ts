import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.ts';
import { useLanguage } from './language.tsx';

/** The closed list of reasons, in the page's language. */
export function useReasons(districtId: string) {
  const language = useLanguage();
  const asked = useQuery({
    queryKey: ['reasons', districtId, language],
    staleTime: Infinity,
    queryFn: () => answerOf(api.GET('/v1/districts/{districtId}/reasons', { params: { path: { districtId } } })),
  });
  return asked.data?.items ?? [];
}
