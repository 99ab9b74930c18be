import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.ts';
import type { Explanation } from './explanation.ts';

/** Names stay in this page's memory for as long, and nowhere else. */
const KEPT_MS = 5 * 60_000;

export interface StudentNames {
  /** By SIS student id. */
  readonly byId: ReadonlyMap<string, string>;
  /** They are being read; until then the page shows ids. */
  readonly areAwaited: boolean;
  /** They were asked for and are not to be had; the page shows ids. */
  readonly areAway: boolean;
}

/** The names of the students of an assessment's section, read live from PowerSchool. */
export function useStudentNames({ districtId, otus }: Explanation): StudentNames {
  const sectionId = otus.section.sisSectionId;
  const asked = useQuery({
    queryKey: ['students', districtId, sectionId],
    enabled: sectionId !== null,
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
    retry: false,
    queryFn: () =>
      answerOf(
        api.GET('/v1/districts/{districtId}/sections/{sectionId}/students', {
          params: { path: { districtId, sectionId: sectionId ?? '' } },
        }),
      ),
  });
  const byId = new Map(asked.data?.items.map(({ sisStudentId, name }) => [sisStudentId, name]));
  return {
    byId,
    areAwaited: asked.isLoading,
    areAway: asked.isError || (asked.data !== undefined && asked.data.unavailable !== null),
  };
}
