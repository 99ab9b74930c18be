import type { OtusPart, UnitRecord } from '@passback/domain';
import type { EvaluationWrite } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { unitPage } from '../runs/unit-pages.ts';

export interface Rebase {
  /** None: all units of the district. */
  readonly sectionAssessmentIds: readonly string[];
  /** Counts only. */
  readonly dryRun: boolean;
}

/**
 * Lets units whose revisions went back go on from where Otus is now: what it sends next is taken, if its revision is not older than the
 * last one that came. Nothing else changes, and what was ignored has to be sent again. Returns how many these are; those that are
 * re-based already are none of them. Throws when the ledger is away or others keep writing the same units.
 */
export async function rebaseUnits(
  context: Pick<RulesContext, 'ledger' | 'clock'>,
  districtId: string,
  { sectionAssessmentIds, dryRun }: Rebase,
  isCancelled: () => boolean,
): Promise<number> {
  const selection = { reason: null, sectionAssessmentIds };
  let units = 0;
  let cursor: string | null = null;
  do {
    const page = await unitPage(context.ledger, districtId, selection, cursor);
    const meant = page.records.filter(({ otus }) => otus.wentBack !== undefined);
    if (!dryRun) await rebaseAll(context, districtId, meant);
    units += meant.length;
    cursor = page.cursor;
  } while (cursor !== null && !isCancelled());
  return units;
}

async function rebaseAll(
  { ledger, clock }: Pick<RulesContext, 'ledger' | 'clock'>,
  districtId: string,
  records: readonly UnitRecord[],
): Promise<void> {
  let open = records;
  for (let tries = 0; tries < LIMITS.conflictTries; tries += 1) {
    const writes = open.flatMap((record) => rebasing(record, clock.now()) ?? []);
    if (writes.length === 0) return;
    const { conflicts } = await ledger.sectionAssessments.recordEvaluations(writes);
    const moved = conflicts.map(({ sectionAssessmentId }) => sectionAssessmentId);
    open = moved.length === 0 ? [] : await ledger.sectionAssessments.load(districtId, moved);
  }
  if (open.length > 0) throw new Error(`units of ${districtId} that are to be re-based keep being written by others`);
}

/** Null where it did not go back, or no longer: something newer came meanwhile. */
function rebasing(record: UnitRecord, changedAt: number): EvaluationWrite | null {
  const { districtId, sectionAssessmentId, version, decision, summary } = record;
  // What could not be read has a revision of before, too.
  const { wentBack, unread: _unread, ...held } = record.otus;
  if (wentBack === undefined) return null;
  const snapshot = { ...held.snapshot, revision: wentBack.revision - 1 };
  const otus: OtusPart = { ...held, snapshot, rebasedAt: changedAt };
  return { districtId, sectionAssessmentId, expectedVersion: version, otus, decision, summary, changedAt };
}
