import { writtenByStudent } from '../deliver/assignment-standing.ts';
import { presumedSis } from '../deliver/doubt.ts';
import { LEFT_BEHIND, leftBehind } from '../deliver/score-standing.ts';
import type { ScoreState, UnitRecord } from '../deliver/unit-record.ts';
import { unitStanding } from '../deliver/unit-standing.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import { leftBehindId, stateOf } from './explain-score.ts';

/** A score as its explanation has it, without words. */
export interface ScoreStateOf {
  readonly scoreId: string;
  readonly state: ScoreState;
  /** The first of its reasons; null where it has none. */
  readonly code: ReasonCode | null;
}

/** Where each score of a unit stands, in the order of the explanation: for counts and events, which need no words. */
export function scoreStates({ otus: { snapshot }, decision, delivery, ...record }: UnitRecord): ScoreStateOf[] {
  const sis = presumedSis(record.sis, delivery);
  const standing = unitStanding({ snapshot, decision, sis, delivery });
  const context = { standing, unitReasonCount: decision.reasons.length };
  const written = writtenByStudent(sis);
  const states = decision.scores.map((score): ScoreStateOf => {
    const { state, reasons } = stateOf(score, written.get(score.sisStudentId), context);
    return { scoreId: score.scoreId, state, code: reasons[0]?.code ?? null };
  });
  if (standing.assignment.kind !== 'there') return states;
  const code = LEFT_BEHIND.reasons[0]?.code ?? null;
  return [
    ...states,
    ...leftBehind(decision, sis).map((cell) => ({ scoreId: leftBehindId(cell), state: 'held' as const, code })),
  ];
}
