import { type SisAssignment, SisError } from '@passback/powerschool';
import { adopt, cellsOfOlderAttempt, recoverCells } from './adopt-assignment.ts';
import { findByIdentifier } from './find-by-identifier.ts';
import { resolveCategory } from './resolve-category.ts';
import { settleTwins } from './settle-twins.ts';
import { hasOlderIntent, isInterrupted, NotYet, type UnitInHand } from './unit-in-hand.ts';
import { asWritten, desiredFields } from './written-assignment.ts';

const MAY_STILL_COME = 'PowerSchool may still be carrying out an earlier request to create it, whose reply was lost.';

/**
 * Sees to it that PowerSchool has exactly one assignment of this unit, in an API that knows no idempotency key: looks for one that
 * carries the identifier before creating (once per section and lane, and afresh where an earlier attempt may have made one), and
 * again when the reply to the create was lost. Where one may still come, it waits before making another, and looks once more after
 * that (docs/adr/0015). `adopted`: it was there, and may differ from what is desired. Throws `NotYet` while it waits.
 */
export async function placeAssignment(unit: UnitInHand): Promise<'created' | 'adopted'> {
  const categoryId = await resolveCategory(unit);
  const [oldest, ...twins] = await findByIdentifier(unit, { fresh: isDoubtful(unit) });
  if (oldest !== undefined) {
    const cells = await cellsOfOlderAttempt(unit, oldest);
    adopt(unit, oldest, { categoryId, twins });
    recoverCells(unit, cells ?? []);
    return 'adopted';
  }
  const mayAnotherCome = hasOlderIntent(unit.record) && !unit.lane.gradebook.isCreateIdempotent;
  if (mayAnotherCome) waitForLateCreate(unit);
  return create(unit, categoryId, mayAnotherCome);
}

function isDoubtful({ record }: UnitInHand): boolean {
  return hasOlderIntent(record) || record.delivery.redrive;
}

/**
 * A process that was killed says no more when it asked. It began no write that could outlast its lease, and this claim waited for the
 * end of that: it was a timeout before the claim at the latest.
 */
function waitForLateCreate({ record: { delivery }, draft, lane }: UnitInHand): void {
  const askedAt = delivery.intent?.createAskedAt ?? (delivery.claim?.at ?? lane.now()) - lane.timeoutMs;
  const until = askedAt + lane.createQuietTimeouts * lane.timeoutMs;
  if (lane.now() >= until) return;
  draft.createAsked(askedAt);
  throw new NotYet(until, MAY_STILL_COME);
}

async function create(unit: UnitInHand, categoryId: string, mayAnotherCome: boolean): Promise<'created' | 'adopted'> {
  const { record, section, draft, lane } = unit;
  draft.createAsked(lane.now());
  try {
    const ref = await lane.gradebook.createAssignment(section, {
      ...desiredFields(unit),
      unitId: record.sectionAssessmentId,
      identifier: record.otus.snapshot.identifier,
      categoryId,
    });
    draft.assignmentPlaced(asWritten(unit, ref));
    return mayAnotherCome ? await settleTwins(unit, ref, categoryId) : 'created';
  } catch (error) {
    if (error instanceof SisError && !error.uncertain) draft.createSettled();
    else lane.memory.forgetAssignments(section);
    if (!(error instanceof SisError && error.uncertain)) throw error;
    return adoptAfterLostReply(unit, categoryId, error);
  }
}

/** Not seen does not mean that it will not appear yet: the attempt fails all the same, and the next one looks again first. */
async function adoptAfterLostReply(unit: UnitInHand, categoryId: string, lost: SisError): Promise<'adopted'> {
  const found = await findByIdentifier(unit, { fresh: true }).catch((error: unknown): SisAssignment[] => {
    if (isInterrupted(error)) throw error;
    return [];
  });
  unit.lane.memory.forgetAssignments(unit.section);
  const [oldest, ...twins] = found;
  if (oldest === undefined) throw lost;
  return adopt(unit, oldest, { categoryId, twins });
}
