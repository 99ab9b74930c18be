import type { UnitRecord } from '@passback/domain';
import type { SectionAssessmentStore } from '@passback/ledger';

/** Units of one page: about 5 MB. */
const PAGE = 500;

/** Pages of a district's units in id order, until there are no more, `maxUnits` were read, or the caller went away. */
export async function* scanUnits(
  store: Pick<SectionAssessmentStore, 'scan'>,
  districtId: string,
  options: {
    readonly maxUnits: number;
    readonly isCancelled: () => boolean;
    /** Begins after this id. */
    readonly after?: string | null;
  },
): AsyncGenerator<UnitRecord[]> {
  let after = options.after ?? undefined;
  for (let read = 0; read < options.maxUnits && !options.isCancelled();) {
    const limit = Math.min(PAGE, options.maxUnits - read);
    const page = await store.scan(districtId, { ...(after === undefined ? {} : { after }), limit });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    read += page.length;
    after = page.at(-1)?.sectionAssessmentId;
  }
}
