import { diffGradebook, type Effect, type UnitRecord, type WrittenAssignment } from '@passback/domain';
import { SisError } from '@passback/powerschool';
import type { AttemptFailure, DeliveryResult } from './delivery-result.ts';
import { confirmDeleted } from './confirm-deleted.ts';
import { lookForEdits } from './look-for-edits.ts';
import { placeAssignment } from './place-assignment.ts';
import { sendScores } from './send-scores.ts';
import { lookForTwins } from './settle-twins.ts';
import { MAX_MESSAGE_LENGTH, SisDraft } from './sis-draft.ts';
import { hasOlderIntent, isInterrupted, type LaneTools, NotYet, sectionOf, type UnitInHand } from './unit-in-hand.ts';
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
    if (isInterrupted(error)) return resultOf({ kind: 'givenBack', dueAt: lane.now(), failure: null });
    if (error instanceof NotYet)
      return resultOf({ kind: 'givenBack', dueAt: error.until, failure: notYet(error.message) });
    const failure = failureOf(error);
    if (failure === null) lane.unexpected(error, record);
    return resultOf({ kind: 'failed', failure: failure ?? ourMistake() });
  }
}

/** A column that is found deleted stays so, unless this is a redrive: then it is made again at once. */
async function carryOutSurely(effect: Effect, unit: UnitInHand): Promise<void> {
  try {
    await carryOut(effect, unit);
  } catch (error) {
    if (!(error instanceof SisError) || error.class !== 'deleted') throw error;
    await confirmDeleted(unit, error);
    if (!unit.record.delivery.redrive) throw error;
    await carryOut(effectOn(unit.record, unit.draft.result().sis), unit);
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
    case 'update':
      await lookForTwins(unit);
      return sendScores(unit, placedRef(unit), await updateAssignment(unit, placed(unit), effect));
    case 'scoresOnly': {
      await lookForTwins(unit);
      const isRepair = effect.scores.some(({ cause }) => cause === 'resend');
      const scores = isRepair ? await lookForEdits(unit, placed(unit), effect.scores) : effect.scores;
      return sendScores(unit, placedRef(unit), scores);
    }
  }
}

/** Refused scores are tried again whenever a delivery was asked for: that is at most once a night. */
function effectOn({ otus, decision, delivery }: UnitRecord, sis: UnitRecord['sis']): Effect {
  const { redrive, repair } = delivery;
  const options = { redrive, repair: repair !== null, retryRefused: true };
  return diffGradebook({ snapshot: otus.snapshot, decision, sis }, options);
}

function isPlaced({ otus, sis }: UnitRecord): boolean {
  const { assignment } = sis;
  return assignment?.deletedAt === null && assignment.sisSectionId === otus.snapshot.section.sisSectionId;
}

function placed({ draft }: UnitInHand): WrittenAssignment {
  if (draft.assignment === null) throw new Error('an assignment is to be written to that is not there');
  return draft.assignment;
}

function placedRef(unit: UnitInHand): WrittenAssignment['ref'] {
  return placed(unit).ref;
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
