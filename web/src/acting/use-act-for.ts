import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answerOf, api } from '../api/client.ts';
import { SESSION_KEY } from '../parts/session.tsx';

/**
 * Begins to act for a teacher of the district, or ends it with null; the page is then at the district's assessments. `onDone` is called first:
 * what offered it may be gone after that.
 */
export function useActFor(districtId: string, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (userId: string | null) =>
      answerOf(api.POST('/v1/districts/{districtId}/acting', { params: { path: { districtId } }, body: { userId } })),
    onSuccess: async () => {
      onDone();
      await queries.invalidateQueries({ queryKey: SESSION_KEY });
      await navigate({ to: '/d/$districtId/assessments', params: { districtId } });
      // What was read as somebody else is not shown any more.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0], type: 'inactive' });
      await queries.invalidateQueries();
    },
  });
}
