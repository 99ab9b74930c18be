import fc from 'fast-check';
import { evaluateSectionAssessment } from '../decide/evaluate-section-assessment.ts';
import type { EvaluationFacts } from '../decide/evaluation-facts.ts';
import type { DeliveryState } from '../deliver/delivery-state.ts';
import { diffGradebook } from '../deliver/diff-gradebook.ts';
import { NOTHING_IN_SIS, type SisState, type WrittenAssignment, type WrittenScore } from '../deliver/sis-state.ts';
import type { UnitRecord } from '../deliver/unit-record.ts';
import { applyEffect } from './apply-effect.ts';
import { passingFacts } from './arbitraries.ts';
import { givenRecord, SECTION } from './given.ts';

/** All of its scores go, each to a student of its own. */
function gradedOnly(facts: EvaluationFacts): EvaluationFacts {
  const seen = new Set<string>();
  const scores = facts.snapshot.scores.filter(({ sisStudentId, points, completion, status }) => {
    const isSent = sisStudentId !== null && (points ?? 0) > 0 && completion === 'graded' && status === 'onTime';
    if (!isSent || seen.has(sisStudentId)) return false;
    return seen.add(sisStudentId).size > 0;
  });
  return { ...facts, snapshot: { ...facts.snapshot, scores } };
}

/** What may hold a unit after it was sent, or not. */
const anySince = fc.constantFrom<(facts: EvaluationFacts) => EvaluationFacts>(
  (facts) => facts,
  (facts) => facts,
  (facts) => ({ ...facts, gradingPeriod: { kind: 'none' } }),
  (facts) => ({ ...facts, gradingPeriod: { kind: 'unknown' } }),
  (facts) => ({ ...facts, today: '2027-06-01' }),
  (facts) => ({ ...facts, rules: { ...facts.rules, paused: true } }),
);

const mostlyNothing = <T extends object>(...others: T[]) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, fc.constantFrom(...others));

const anyCell = mostlyNothing<Partial<WrittenScore>>(
  { doubt: { cause: 'score' } },
  { doubt: { cause: 'lost', carried: [12] } },
  { doubt: { cause: 'restored' } },
  { uncheckedAt: 5 },
  { kept: { seenPoints: 3, seenAt: 1 } },
  { points: null, sentAt: null },
  { sisStudentId: '99999' },
  { scoreId: 'sc-other' },
  { refused: { code: 'SIS_REJECTED', message: '', points: 12, at: 1 } },
);

const anyAssignment = mostlyNothing<Partial<WrittenAssignment>>(
  { doubt: { cause: 'unit' } },
  { doubt: { cause: 'lost', carried: [{}] } },
  { checkedAt: 9 },
  { sisSectionId: '85009' },
  { deletedAt: 4 },
  { assessmentType: 'Other' },
);

const carrying = (carried: object): Partial<DeliveryState> =>
  ({
    intent: { startedAt: 1, revision: 1, carried: [{ at: 1, sectionId: SECTION.sisSectionId, ...carried }] },
  }) as unknown as Partial<DeliveryState>;

const anyDelivery = mostlyNothing<Partial<DeliveryState>>(
  { dueAt: 5 },
  { claim: { owner: 'delivery-1', fence: 1, at: 1 } },
  { redrive: true },
  { repair: 'all' },
  { failure: { code: 'SIS_REJECTED', class: 'unit', message: '', at: 1, revision: 1 } },
  carrying({ fields: {}, scores: [['81001', 12, 'sc-0', 'stu-0']] }),
  carrying({ fields: { title: 'Another' }, scores: [] }),
);

/** Records of units that were sent whole, with at most a little of what keeps one from being at rest. */
export const nearRest: fc.Arbitrary<UnitRecord> = fc
  .record({
    sent: passingFacts.map(gradedOnly),
    since: anySince,
    cell: anyCell,
    which: fc.nat(4),
    assignment: anyAssignment,
    delivery: anyDelivery,
    isElsewhere: fc.boolean(),
    isOneGone: fc.constantFrom(false, false, false, true),
  })
  .map(({ sent, since, cell, which, assignment, delivery, isElsewhere, isOneGone }) => {
    const input = { snapshot: sent.snapshot, decision: evaluateSectionAssessment(sent), sis: NOTHING_IN_SIS };
    const written = applyEffect(input, diffGradebook(input, { redrive: false, retryRefused: false }));
    const scores = written.scores.map((score, index) => (index === which ? { ...score, ...cell } : score));
    const column = written.assignment && { ...written.assignment, ...assignment };
    const elsewhere =
      column === null || !isElsewhere ? [] : [{ assignment: { ...column, sisSectionId: '85002' }, scores }];
    const sis: SisState = { assignment: column, scores, ...(elsewhere.length > 0 && { elsewhere }) };
    const { snapshot } = sent;
    const left = isOneGone ? { ...snapshot, scores: snapshot.scores.slice(1) } : snapshot;
    return givenRecord(since({ ...sent, snapshot: left }), { sis, delivery });
  });
