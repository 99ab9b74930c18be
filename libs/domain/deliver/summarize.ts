import { type Reason, REASON_CODES, type ReasonCode } from '../reasons/reason-codes.ts';
import type { Decision } from '../decide/decision.ts';
import { writtenByStudent } from './assignment-standing.ts';
import { diffGradebook } from './diff-gradebook.ts';
import { presumedSis } from './doubt.ts';
import { LEFT_BEHIND, leftBehind, scoreStanding } from './score-standing.ts';
import type { UnitHits, UnitRecord, UnitState, UnitSummary } from './unit-record.ts';
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
  const scores = scoresByCode(parts, standing);
  const reasons = [...scores.keys()].sort();
  const causes = standing.state === 'inSync' ? reasons : union(parts.previousCauses, reasons);
  const hits: UnitHits = {
    scores: Object.fromEntries(reasons.map((code) => [code, scores.get(code) ?? 0])),
    redrive: hasToRedrive(parts) ? causes : [],
  };
  return { state: standing.state, reasons, causes, hits };
}

/** Whether a redrive would send something, decided as it is. */
function hasToRedrive({ snapshot, decision, sis, delivery }: UnitParts): boolean {
  const input = { snapshot, decision, sis: presumedSis(sis, delivery) };
  return diffGradebook(input, { redrive: true, retryRefused: true }).kind !== 'none';
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
