import type { AttemptEnd, AttemptFailure, Effect, ScoreWrite, UnitRecord } from '@passback/domain';
import { SisError } from '@passback/powerschool';
import type { DeliveryResult } from './delivery-result.ts';
import { lookAt } from './look-at-gradebook.ts';
import { placeAssignment } from './place-assignment.ts';
import { sendScores } from './send-scores.ts';
import { MAX_MESSAGE_LENGTH, SisDraft } from './sis-draft.ts';
import { type UnitTools, takeInHand, type UnitInHand } from './unit-in-hand.ts';
import { updateAssignment } from './update-assignment.ts';

/** How long a unit of a paused district waits for the rules to hold it. */
const PAUSED_DELAY_MS = 5_000;
const OUR_MISTAKE = 'Something went wrong on our side; it was logged and is tried again.';
const NO_MORE_THERE = 'PowerSchool no longer has this assignment.';
const DONE: AttemptEnd = { kind: 'done' };

/** A unit as it was claimed, handed back without a request made. */
export function untouched(record: UnitRecord, end: Exclude<AttemptEnd, { kind: 'done' }>): DeliveryResult {
  return new SisDraft(record).result(end, 'none');
}

/**
 * One attempt to bring what PowerSchool holds of a unit to what is desired, from the newest decision: places its assignment, looks at
 * what is in doubt, writes what differs. An attempt that failed is an answer too: it says why, and what of it was done all the same.
 */
export async function deliverSectionAssessment(record: UnitRecord, tools: UnitTools): Promise<DeliveryResult> {
  const draft = new SisDraft(record);
  const effect = draft.effect();
  if (tools.isPaused && (effect.kind !== 'none' || record.decision.verdict === 'send'))
    return untouched(record, { kind: 'givenBack', dueAt: tools.now() + PAUSED_DELAY_MS, failure: null });
  tools.memory.beginRun(record.delivery.runId);
  if (effect.kind === 'none') return draft.result(DONE, effect.kind);
  try {
    return draft.result(await attempt(takeInHand(record, draft, tools), effect), effect.kind);
  } catch (error) {
    if (!(error instanceof SisError)) tools.unexpected(error, record);
    return draft.result(endOf(error, tools), effect.kind);
  }
}

/** Any request may be answered with word that the assignment is gone. */
async function attempt(unit: UnitInHand, effect: Effect): Promise<AttemptEnd> {
  try {
    return await carryOut(unit, effect);
  } catch (error) {
    if (!(error instanceof SisError) || error.class !== 'deleted') throw error;
    return whereGone(unit, error);
  }
}

async function carryOut(unit: UnitInHand, effect: Effect): Promise<AttemptEnd> {
  switch (effect.kind) {
    case 'none':
      return DONE;
    case 'create': {
      const { section, record, tools } = unit;
      const key = `${section.sectionId}\n${record.otus.snapshot.identifier}`;
      const place = await tools.memory.inTurn(key, () => placeAssignment(unit));
      if (place.kind === 'notYet') return notYet(place.until, place.why);
      return place.kind === 'created' ? send(unit, effect.scores) : carryOut(unit, unit.draft.effect());
    }
    case 'update':
    case 'scoresOnly': {
      const sight = await lookAt(unit, effect);
      if (sight === 'gone') return whereGone(unit, null);
      if (sight.assignment !== null) await updateAssignment(unit, sight.assignment);
      return send(unit, sight.toWrite);
    }
  }
}

async function send(unit: UnitInHand, scores: readonly ScoreWrite[]): Promise<AttemptEnd> {
  await sendScores(unit, scores);
  return DONE;
}

/**
 * A column that is found deleted stays so, unless this is a redrive: then its next attempt, at once, makes it again. Not this one: that
 * it was gone has to be on record before another is there, which may have the same id and has none of the cells that are known of. Because
 * it stays so, one odd answer must not decide it: where PowerSchool only `said` so, it is looked at.
 */
async function whereGone(unit: UnitInHand, said: SisError | null): Promise<AttemptEnd> {
  const { draft, tools, record } = unit;
  if (said !== null && !(await isReallyDeleted(unit)))
    return failed({ ...failureOf(said), class: 'transient', code: 'SIS_UNAVAILABLE' });
  draft.assignmentDeleted(tools.now());
  if (record.delivery.redrive) return { kind: 'givenBack', dueAt: tools.now(), failure: null };
  return failed({ ...OF_DELETED, message: said?.message ?? NO_MORE_THERE });
}

/** Whether the unit's assignment is no longer there, or was known not to be; false where nobody can say. */
async function isReallyDeleted({ section, draft, tools }: UnitInHand): Promise<boolean> {
  const { deletedAt, ref } = draft.placed;
  if (deletedAt !== null) return true;
  try {
    return (await tools.gradebook.assignment(section, ref)) === null;
  } catch (error) {
    if (!(error instanceof SisError) || error.class === 'interrupted') throw error;
    return error.class === 'deleted';
  }
}

const OF_DELETED = { class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED', retryAfterMs: null, isOurs: false } as const;

function failed(failure: AttemptFailure): AttemptEnd {
  return { kind: 'failed', failure };
}

function notYet(dueAt: number, message: string): AttemptEnd {
  const failure = { class: 'transient', code: 'SIS_UNAVAILABLE', message, retryAfterMs: null, isOurs: false } as const;
  return { kind: 'givenBack', dueAt, failure };
}

function endOf(error: unknown, tools: UnitTools): AttemptEnd {
  if (error instanceof SisError) {
    // Nobody's failure: the lane had to let go.
    if (error.class === 'interrupted') return { kind: 'givenBack', dueAt: tools.now(), failure: null };
    return failed(failureOf(error));
  }
  const ours = { class: 'transient', code: 'SIS_UNAVAILABLE', retryAfterMs: null, isOurs: true } as const;
  return failed({ ...ours, message: OUR_MISTAKE });
}

function failureOf(error: SisError): AttemptFailure {
  const { code, retryAfterMs } = error;
  return { class: error.class, code, message: error.message.slice(0, MAX_MESSAGE_LENGTH), retryAfterMs, isOurs: false };
}
