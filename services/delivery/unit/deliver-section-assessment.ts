import { diffGradebook, type Effect, type UnitRecord } from '@passback/domain';
import { SisError } from '@passback/powerschool';
import type { AttemptFailure, DeliveryResult } from './delivery-result.ts';
import { confirmDeleted } from './confirm-deleted.ts';
import { placeAssignment } from './place-assignment.ts';
import { sendScores } from './send-scores.ts';
import { lookForTwins } from './settle-twins.ts';
import { MAX_MESSAGE_LENGTH, SisDraft } from './sis-draft.ts';
import { hasOlderIntent, Interrupted, type LaneTools, NotYet, sectionOf, type UnitInHand } from './unit-in-hand.ts';
import { updateAssignment } from './update-assignment.ts';

/** How long a unit of a paused district waits for the rules to hold it. */
const PAUSED_DELAY_MS = 5_000;
const OUR_MISTAKE = 'Something went wrong on our side; it was logged and is tried again.';

/** A unit as it was claimed, handed back without a request made. */
export function untouched(
  record: UnitRecord,
  end: Extract<DeliveryResult['end'], { kind: 'givenBack' | 'failed' }>,
): DeliveryResult {
  const isCreateUncertain = hasOlderIntent(record) && !isPlaced(record);
  const nothing = { effect: 'none', sent: [], kept: [], refused: [], createAskedAt: null } as const;
  return { ...nothing, end, sis: record.sis, isCreateUncertain };
}

/**
 * One attempt to bring what PowerSchool holds of a unit to what is desired, from the newest decision. Writes only what differs.
 * An attempt that failed is an answer too: it says why, and what of it was done all the same.
 */
export async function deliverSectionAssessment(record: UnitRecord, lane: LaneTools): Promise<DeliveryResult> {
  const dueAt = lane.now() + PAUSED_DELAY_MS;
  if (lane.isPaused && record.decision.verdict === 'send')
    return untouched(record, { kind: 'givenBack', dueAt, failure: null });
  lane.memory.beginRun(record.delivery.runId);
  const effect = effectOn(record, record.sis);
  const draft = new SisDraft(record.sis, hasOlderIntent(record) && !isPlaced(record));
  const resultOf = (end: DeliveryResult['end']): DeliveryResult => ({ end, effect: effect.kind, ...draft.result() });
  try {
    if (effect.kind !== 'none')
      await carryOutSurely(effect, { record, section: sectionOf(record.otus.snapshot), draft, lane });
    return resultOf({ kind: 'done' });
  } catch (error) {
    if (error instanceof Interrupted) return resultOf({ kind: 'givenBack', dueAt: lane.now(), failure: null });
    if (error instanceof NotYet)
      return resultOf({ kind: 'givenBack', dueAt: error.until, failure: notYet(error.message) });
    const failure = failureOf(error);
    if (failure === null) lane.unexpected(error, record);
    return resultOf({ kind: 'failed', failure: failure ?? ourMistake() });
  }
}

async function carryOutSurely(effect: Effect, unit: UnitInHand): Promise<void> {
  try {
    await carryOut(effect, unit);
  } catch (error) {
    if (!(error instanceof SisError) || error.class !== 'deleted') throw error;
    await confirmDeleted(unit, error);
  }
}

async function carryOut(effect: Effect, unit: UnitInHand): Promise<void> {
  switch (effect.kind) {
    case 'none':
      return;
    case 'create': {
      if ((await placeAssignment(unit)) === 'created') return sendScores(unit, placedRef(unit), effect.scores);
      return carryOut(effectOn(unit.record, unit.draft.result().sis), unit);
    }
    case 'update': {
      await lookForTwins(unit);
      const written = unit.draft.assignment;
      if (written === null) throw new Error('an assignment that was never written is to be updated');
      return sendScores(unit, written.ref, await updateAssignment(unit, written, effect));
    }
    case 'scoresOnly':
      await lookForTwins(unit);
      return sendScores(unit, placedRef(unit), effect.scores);
  }
}

/** Refused scores are tried again whenever a delivery was asked for: that is at most once a night. */
function effectOn({ otus, decision, delivery }: UnitRecord, sis: UnitRecord['sis']): Effect {
  return diffGradebook({ snapshot: otus.snapshot, decision, sis }, { redrive: delivery.redrive, retryRefused: true });
}

function isPlaced({ otus, sis }: UnitRecord): boolean {
  const { assignment } = sis;
  return assignment?.deletedAt === null && assignment.sisSectionId === otus.snapshot.section.sisSectionId;
}

function placedRef({ draft }: UnitInHand) {
  if (draft.assignment === null) throw new Error('scores are to be written into an assignment that is not there');
  return draft.assignment.ref;
}

function failureOf(error: unknown): AttemptFailure | null {
  if (!(error instanceof SisError)) return null;
  const { code, retryAfterMs } = error;
  return { class: error.class, code, message: error.message.slice(0, MAX_MESSAGE_LENGTH), retryAfterMs, isOurs: false };
}

function notYet(message: string): AttemptFailure {
  return { class: 'transient', code: 'SIS_UNAVAILABLE', message, retryAfterMs: null, isOurs: false };
}

function ourMistake(): AttemptFailure {
  return { class: 'transient', code: 'SIS_UNAVAILABLE', message: OUR_MISTAKE, retryAfterMs: null, isOurs: true };
}
