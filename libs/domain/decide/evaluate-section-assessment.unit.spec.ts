import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REASON_CODES } from '../reasons/reason-codes.ts';
import { anyFacts } from '../testing/arbitraries.ts';
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
