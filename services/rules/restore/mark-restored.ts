import { allRestored, type EpochMs, summarize, type UnitRecord } from '@passback/domain';
import { type EvaluationWrite, type Ledger, scanUnits } from '@passback/ledger';

/** Times that units are tried whose records move on meanwhile. */
const MAX_TRIES = 10;

export interface Restored {
  /** Units that the ledger has. */
  readonly units: number;
  /** Of these, what is known of PowerSchool is in doubt from now on. */
  readonly marked: number;
}

/**
 * Puts in doubt all that a ledger which was restored from an older copy knows of PowerSchool: what was given since is forgotten, so the
 * next night looks at each of these units before it writes or calls anything sent. What is marked already stays: the second time
 * nothing happens. Throws what the ledger throws, and an error where units move on faster than they can be marked.
 */
export async function markRestored(
  { districts, sectionAssessments }: Pick<Ledger, 'districts' | 'sectionAssessments'>,
  now: () => EpochMs,
): Promise<Restored> {
  let units = 0;
  let marked = 0;
  for (const { settings } of await districts.list()) {
    for await (const page of scanUnits(sectionAssessments, settings.districtId)) {
      marked += await markPage(sectionAssessments, settings.districtId, page, now);
      units += page.length;
    }
  }
  return { units, marked };
}

async function markPage(
  store: Ledger['sectionAssessments'],
  districtId: string,
  page: readonly UnitRecord[],
  now: () => EpochMs,
): Promise<number> {
  let open = page;
  let marked = 0;
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const writes = open.flatMap((record) => inDoubt(record, now()) ?? []);
    if (writes.length === 0) return marked;
    const { conflicts } = await store.recordEvaluations(writes);
    marked += writes.length - conflicts.length;
    if (conflicts.length === 0) return marked;
    const moved = conflicts.map(({ sectionAssessmentId }) => sectionAssessmentId);
    open = await store.load(districtId, moved);
  }
  throw new Error(
    `${open.length} units of ${districtId} are being written all the time: stop the services, and do it again`,
  );
}

/** Null where nothing is known of PowerSchool, or all of that is in doubt already. */
function inDoubt(record: UnitRecord, at: EpochMs): EvaluationWrite | null {
  const { districtId, sectionAssessmentId, version, otus, decision, delivery } = record;
  const { assignment, elsewhere = [] } = record.sis;
  const known = [...(assignment === null ? [] : [assignment]), ...elsewhere.map((section) => section.assignment)];
  if (known.every(({ doubt }) => doubt?.cause === 'restored')) return null;
  const sis = allRestored(record.sis);
  const parts = { snapshot: otus.snapshot, decision, sis, delivery, previousCauses: record.summary.causes };
  return {
    districtId,
    sectionAssessmentId,
    expectedVersion: version,
    decision,
    summary: summarize(parts),
    changedAt: at,
    sis,
  };
}
