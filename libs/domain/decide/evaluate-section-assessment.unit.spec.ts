import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REASON_CODES } from '../reasons/reason-codes.ts';
import { anyFacts } from '../testing/arbitraries.ts';
import { codes, evaluate, givenScore } from '../testing/given.ts';
import { evaluateSectionAssessment } from './evaluate-section-assessment.ts';

it('any valid snapshot gives a decision that holds together', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const decision = evaluateSectionAssessment(facts);
      const order = decision.reasons.map(({ code }) => REASON_CODES.indexOf(code));
      expect(order).toEqual([...new Set(order)].sort((one, other) => one - other));
      expect(decision.verdict).toBe(decision.reasons.length === 0 ? 'send' : 'hold');
      expect(decision.scores.map(({ scoreId }) => scoreId)).toEqual(
        facts.snapshot.scores.map(({ scoreId }) => scoreId),
      );
      for (const score of decision.scores) {
        const isSent = score.verdict === 'send';
        expect(score.points !== null).toBe(isSent);
        expect(score.reasons.length > 0).toBe(!isSent);
        if (isSent) expect(decision.verdict).toBe('send');
        if (score.points !== null) expect(score.points).toBeGreaterThanOrEqual(0);
      }
      if (decision.verdict === 'hold') return;
      expect(decision.desired.category).not.toBeNull();
      expect(decision.desired.dueDate).not.toBeNull();
      expect(decision.desired.gradingPeriod).not.toBeNull();
    }),
    { numRuns: 1_000 },
  );
});

it('sends a student’s cell once at most', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const cells = evaluateSectionAssessment(facts)
        .scores.filter(({ verdict }) => verdict === 'send')
        .map(({ sisStudentId }) => sisStudentId);
      expect(new Set(cells).size).toBe(cells.length);
    }),
  );
});

it('decides the same again, and says nothing that could be changed by who reads it', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const decision = evaluateSectionAssessment(facts);
      expect(evaluateSectionAssessment(structuredClone(facts))).toEqual(decision);
      expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
    }),
  );
});

describe('several students of Otus who point to one of PowerSchool', () => {
  const one = (number: number, changes: Parameters<typeof givenScore>[1] = {}) =>
    givenScore(number, { sisStudentId: '81001', ...changes });
  const none = { completion: 'inProgress', points: null } as const;
  const verdicts = (scores: ReturnType<typeof one>[], holder?: string) =>
    evaluate({ scores }, holder === undefined ? {} : { cellHolder: () => holder }).scores.map(
      ({ scoreId, verdict, reasons, notices }) => [scoreId, verdict, ...codes(reasons), ...codes(notices)].join(' '),
    );
  const sentFirst = ['sc-1 send STUDENT_NOT_LINKED', 'sc-2 hold STUDENT_NOT_LINKED'];
  const sentSecond = ['sc-1 hold STUDENT_NOT_LINKED', 'sc-2 send STUDENT_NOT_LINKED'];

  it('given that none was sent, then the first by id is, whatever the order of the rows', () => {
    expect(verdicts([one(1), one(2)])).toEqual(sentFirst);
    expect(verdicts([one(2), one(1)])).toEqual(sentFirst.toReversed());
    expect(
      evaluate({ scores: [one(1), one(2)] }).scores.map(({ reasons, notices }) => [...reasons, ...notices]),
    ).toEqual([
      [{ code: 'STUDENT_NOT_LINKED', params: { cause: 'holdsShared' } }],
      [{ code: 'STUDENT_NOT_LINKED', params: { cause: 'shared' } }],
    ]);
  });

  it('given that one was sent, then it keeps the cell, as long as it is there', () => {
    expect(verdicts([one(1), one(2)], 'sc-2')).toEqual(sentSecond);
    expect(verdicts([one(1), one(2)], 'sc-9')).toEqual(sentFirst);
    expect(verdicts([one(1), one(2, none)], 'sc-2')).toEqual([
      'sc-1 hold STUDENT_NOT_LINKED',
      'sc-2 hold NOT_SUBMITTED',
    ]);
  });

  it('given one that has no points, then it says so, and the other is sent', () => {
    expect(verdicts([one(1, none), one(2)])).toEqual(['sc-1 hold NOT_SUBMITTED', 'sc-2 send STUDENT_NOT_LINKED']);
    expect(verdicts([one(1, none), one(2, none)])).toEqual(['sc-1 hold NOT_SUBMITTED', 'sc-2 hold NOT_SUBMITTED']);
  });

  it('given a notice of the score itself, then that is said too', () => {
    expect(verdicts([one(1, { status: 'late' }), one(2)])[0]).toBe('sc-1 send STATUS_NOT_SENT STUDENT_NOT_LINKED');
  });

  it('given students who are linked to none, then they share nothing', () => {
    const alone = ['sc-1 hold STUDENT_NOT_LINKED', 'sc-2 hold STUDENT_NOT_LINKED'];
    for (const sisStudentId of [null, ''])
      expect(verdicts([one(1, { sisStudentId }), one(2, { sisStudentId })], 'sc-1')).toEqual(alone);
  });
});

it.each([
  ['before today', { dueDate: '2026-11-11' }, 0],
  ['today', { dueDate: '2026-11-12' }, null],
  ['not known', { kind: 'plus', submissionDate: null }, null],
] as const)('work that was not handed in counts as 0 only where it is past due: due %s', (_when, unit, points) => {
  const scores = [givenScore(1, { completion: 'notStarted', points: null })];
  const [score] = evaluate({ ...unit, scores }, { rules: { pastDueAsZero: true } }).scores;
  expect(score?.points ?? score?.passes ?? null).toBe(points);
});
