import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diffGradebook } from '../deliver/diff-gradebook.ts';
import { NOTHING_IN_SIS, type SisState } from '../deliver/sis-state.ts';
import { type DescribedReason, describeReason } from '../reasons/describe-reason.ts';
import { REASON_CODES } from '../reasons/reason-codes.ts';
import { applyEffect } from '../testing/apply-effect.ts';
import { anyRecord } from '../testing/arbitraries.ts';
import { givenFacts, givenRecord, givenScore } from '../testing/given.ts';
import { explainSectionAssessment } from './explain-section-assessment.ts';
import type { UnitExplanation } from './unit-explanation.ts';

const ENGLISH_WORDS = /(?<!\p{L})(the|and|is|it|not|was|are|this|of|to|as)(?!\p{L})/iu;
/** The name of what is on a screen of Otus, or what PowerSchool said. */
const QUOTED = /“[^”]*”/g;
const SENTENCES = new Set(['message', 'fix']);
const SENT = givenSent();

function everyReasonOf({ reasons, notices, scores }: UnitExplanation): DescribedReason[] {
  return [...reasons, ...notices, ...scores.flatMap((score) => [...score.reasons, ...score.notices])];
}

it('an explanation in Spanish has no English sentence, and is otherwise the same', () => {
  const said = new Set<string>();
  fc.assert(
    fc.property(anyRecord, (record) => {
      const english = explainSectionAssessment(record);
      const spanish = explainSectionAssessment(record, 'es');
      expect(withoutSentences(spanish)).toEqual(withoutSentences(english));
      for (const { code, message, fix } of everyReasonOf(spanish)) {
        said.add(code);
        expect(`${message} ${fix}`.replace(QUOTED, '')).not.toMatch(ENGLISH_WORDS);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(said.size).toBeGreaterThan(REASON_CODES.length / 2);
});

it('a hold that comes after something was sent says in Spanish too that it stays', () => {
  const { reasons, scores } = explainSectionAssessment(
    givenRecord(givenFacts({ withdrawn: true }), { sis: SENT }),
    'es',
  );
  const { message } = describeReason({ code: 'WITHDRAWN' }, 'es');
  expect(reasons.map((reason) => reason.message)).toEqual([
    `${message} Lo que PowerSchool ya tiene se queda como está.`,
  ]);
  for (const score of scores) expect(score.reasons).toEqual(reasons);
});

it('a student who was taken out, and a revision that went back, are told of in Spanish too', () => {
  const later = givenRecord(givenFacts({ scores: [givenScore(1)] }), { sis: SENT });
  const wentBack = { revision: 5, times: 2, since: 0, lastAt: 1 };
  const { notices, scores } = explainSectionAssessment({ ...later, otus: { ...later.otus, wentBack } }, 'es');
  const params = { revision: 5, times: 2, held: 7, since: '1970-01-01T00:00:00.000Z' };
  expect(notices).toEqual([describeReason({ code: 'REVISION_WENT_BACK', params }, 'es')]);
  expect(scores[1]?.reasons).toEqual([
    describeReason({ code: 'SENT_THEN_CLEARED', params: { cause: 'removed' } }, 'es'),
  ]);
});

it('a second assignment of the same identifier is told of in Spanish too', () => {
  const assignment = SENT.assignment && { ...SENT.assignment, twins: ['502'] };
  const { notices } = explainSectionAssessment(givenRecord(givenFacts(), { sis: { ...SENT, assignment } }), 'es');
  expect(notices).toEqual([describeReason({ code: 'SIS_DUPLICATE_ASSIGNMENT' }, 'es')]);
});

it('the words that tell English do so: every code has one of them in English', () => {
  for (const code of REASON_CODES) {
    const { message, fix } = describeReason({ code });
    expect(`${message} ${fix}`.replace(QUOTED, '')).toMatch(ENGLISH_WORDS);
  }
});

/** What PowerSchool has of a unit whose two scores were sent. */
function givenSent(): SisState {
  const { otus, decision } = givenRecord(givenFacts());
  const input = { snapshot: otus.snapshot, decision, sis: NOTHING_IN_SIS };
  return applyEffect(input, diffGradebook(input, { redrive: false, retryRefused: false }));
}

function withoutSentences(explanation: UnitExplanation): unknown {
  return JSON.parse(JSON.stringify(explanation, (name, value: unknown) => (SENTENCES.has(name) ? '' : value)));
}
