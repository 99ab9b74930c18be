import { type Reason, REASON_CODES, type ReasonCode } from '../reasons/reason-codes.ts';
import type { Decision } from '../decide/decision.ts';
import { writtenByStudent } from './assignment-standing.ts';
import { type DiffInput, diffGradebook } from './diff-gradebook.ts';
import { markDoubt, presumedSis } from './doubt.ts';
import type { Effect } from './effect.ts';
import { LEFT_BEHIND, leftBehind, scoreStanding } from './score-standing.ts';
import { tallyUnit } from './tally-unit.ts';
import { AT_REST, type UnitHits, type UnitRecord, type UnitState, type UnitSummary } from './unit-record.ts';
import { type UnitParts, type UnitStanding, unitStanding } from './unit-standing.ts';

export interface SummaryParts extends UnitParts {
  /** `summary.causes` of the record before this write; empty for a new one. */
  readonly previousCauses: readonly ReasonCode[];
}

/**
 * What lists, counts and redrives go by. `reasons`: the unit's holds, what delivery failed on, and the codes of its scores, each
 * once, sorted. Notices are not among them (those scores went), nor is `WAITING_FOR_NIGHT` (the state says it).
 * `causes` gathers reasons until the unit is in sync; then it keeps only those that still stand, so it never outgrows the codes.
 */
export function summarize(parts: SummaryParts): UnitSummary {
  const standing = unitStanding(parts);
  const scores = sortedByCode(scoresByCode(parts, standing));
  const reasons = [...scores.keys()];
  const causes = standing.state === 'inSync' ? reasons : union(parts.previousCauses, reasons);
  return { state: standing.state, reasons, causes, hits: hitsOf(parts, standing, scores, causes) };
}

function hitsOf(
  { snapshot, decision, sis, delivery }: UnitParts,
  { state }: UnitStanding,
  scores: ReadonlyMap<ReasonCode, number>,
  causes: readonly ReasonCode[],
): UnitHits {
  const input = { snapshot, decision, sis: presumedSis(sis, delivery) };
  // What a redrive would send, decided as it is; a run that is none sends no more than that.
  const effect = diffGradebook(input, { redrive: true, retryRefused: true });
  if (state === 'inSync' && scores.size === 0 && effect.kind === 'none' && isAtRest(input, effect)) return AT_REST;
  return { scores: Object.fromEntries(scores), redrive: effect.kind === 'none' ? [] : causes };
}

/** Whether a run counts nothing of it either, and its decision raises no doubt that is not stored. */
function isAtRest(input: DiffInput, effect: Effect): boolean {
  if (markDoubt(input.sis, input.snapshot, input.decision) !== input.sis) return false;
  const tally = tallyUnit(input, effect);
  const counted = tally.send + tally.keep + tally.held + tally.unitReasons.length;
  return tally.effect === 'none' && counted === 0 && Object.keys(tally.scoreReasons).length === 0;
}

/** Those of the reasons of a unit's summary that keep back all of it, not scores of its own. */
export function unitCodes({ otus: { snapshot }, ...parts }: UnitRecord): ReadonlySet<ReasonCode> {
  return codesOfAll(parts, unitStanding({ ...parts, snapshot }));
}

function codesOfAll({ decision }: Pick<UnitParts, 'decision'>, { state, obstacle }: UnitStanding): Set<ReasonCode> {
  const codes = new Set<ReasonCode>();
  // What holds a unit that is in PowerSchool as it was sent keeps nothing from it.
  if (state !== 'inSync') for (const { code } of decision.reasons) codes.add(code);
  if (obstacle !== null) codes.add(obstacle.code);
  if (isEmptyClass(state, decision)) codes.add('NOT_SUBMITTED');
  return codes;
}

/** Each code with the scores that have it; a code of the unit is had by all of its scores. */
function scoresByCode(parts: UnitParts, standing: UnitStanding): Map<ReasonCode, number> {
  const { decision, delivery } = parts;
  const { state, assignment } = standing;
  const sis = presumedSis(parts.sis, delivery);
  const all = decision.scores.length;
  const scores = new Map([...codesOfAll(parts, standing)].map((code) => [code, all] as const));
  const written = assignment.kind === 'there' ? writtenByStudent(sis) : null;
  for (const score of decision.scores) {
    const before = written?.get(score.sisStudentId);
    const { state: scoreState, reasons } = scoreStanding(score, before, decision.reasons.length);
    const isUnits = scoreState === 'held' && state === 'inSync';
    addScores(scores, isUnits ? reasons.slice(decision.reasons.length) : reasons, 1, all);
  }
  const left = written === null ? 0 : leftBehind(decision, sis).length;
  if (left > 0) addScores(scores, LEFT_BEHIND.reasons, left, all + left);
  return scores;
}

function sortedByCode(scores: ReadonlyMap<ReasonCode, number>): Map<ReasonCode, number> {
  return new Map([...scores].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Held with nobody in it: no score can say why, so the unit does. */
export function isEmptyClass(state: UnitState, decision: Decision): boolean {
  return state === 'held' && decision.verdict === 'send' && decision.scores.length === 0;
}

/** Adds to each code, once where it stands there twice; a code that all have already stays so. */
function addScores(scores: Map<ReasonCode, number>, reasons: readonly Reason[], count: number, most: number): void {
  for (const code of new Set(reasons.map((reason) => reason.code)))
    scores.set(code, Math.min(most, (scores.get(code) ?? 0) + count));
}

const KNOWN_CODES: ReadonlySet<string> = new Set(REASON_CODES);

/** Codes of an older release that are no longer known are dropped. */
function union(previous: readonly ReasonCode[], now: readonly ReasonCode[]): readonly ReasonCode[] {
  if (previous.length === 0) return now;
  return [...new Set([...previous.filter((code) => KNOWN_CODES.has(code)), ...now])].sort();
}
