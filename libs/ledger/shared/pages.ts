import type { UnitRecord } from '@passback/domain';
import type { Page, SectionAssessmentStore } from '../port/section-assessments.ts';

/** Units of one page, where nothing is said: about 5 MB. */
const UNITS_A_PAGE = 500;

export interface UnitScan {
  /** Begins after this id. */
  readonly after?: string | null;
  readonly unitsAPage?: number;
  readonly maxUnits?: number;
  readonly isCancelled?: () => boolean;
}

/** Pages of a district's units in id order, until there are no more, `maxUnits` were read, or the caller went away. */
export async function* scanUnits(
  store: Pick<SectionAssessmentStore, 'scan'>,
  districtId: string,
  { after = null, unitsAPage = UNITS_A_PAGE, maxUnits = Infinity, isCancelled = () => false }: UnitScan = {},
): AsyncGenerator<UnitRecord[]> {
  let last = after ?? undefined;
  for (let read = 0; read < maxUnits && !isCancelled();) {
    const limit = Math.min(unitsAPage, maxUnits - read);
    const page = await store.scan(districtId, { ...(last === undefined ? {} : { after: last }), limit });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    read += page.length;
    last = page.at(-1)?.sectionAssessmentId;
  }
}

/** All items of a list that is given page by page. */
export async function* allOf<T>(
  read: (page: { cursor?: string; limit: number }) => Promise<Page<T>>,
  limit: number,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit, ...(cursor !== undefined && { cursor }) });
    yield* page.items;
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
}
