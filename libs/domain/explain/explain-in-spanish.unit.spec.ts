import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DescribedReason, describeReason } from '../reasons/describe-reason.ts';
import { REASON_CODES } from '../reasons/reason-codes.ts';
import { anyRecord } from '../testing/arbitraries.ts';
import { explainSectionAssessment } from './explain-section-assessment.ts';
import type { UnitExplanation } from './unit-explanation.ts';

const ENGLISH_WORDS = /(?<!\p{L})(the|and|is|it|not|was|are|this|of|to|as)(?!\p{L})/iu;
/** The name of what is on a screen of Otus, or what PowerSchool said. */
const QUOTED = /“[^”]*”/g;

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

it('the words that tell English do so: every code has one of them in English', () => {
  for (const code of REASON_CODES) {
    const { message, fix } = describeReason({ code });
    expect(`${message} ${fix}`.replace(QUOTED, '')).toMatch(ENGLISH_WORDS);
  }
});

function withoutSentences(explanation: UnitExplanation): unknown {
  return JSON.parse(JSON.stringify(explanation, (name, value: unknown) => (SENTENCES.has(name) ? '' : value)));
}

const SENTENCES = new Set(['message', 'fix']);
