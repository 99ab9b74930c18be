import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyRecord } from '../testing/arbitraries.ts';
import { givenFacts, givenRecord } from '../testing/given.ts';
import { explainSectionAssessment } from './explain-section-assessment.ts';
import { scoreStates } from './score-states.ts';

it('are those of the explanation, each with the first of its reasons', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const { scores } = explainSectionAssessment(record);
      const told = scores.map(({ scoreId, state, reasons }) => ({ scoreId, state, code: reasons[0]?.code ?? null }));
      expect(scoreStates(record)).toEqual(told);
    }),
  );
});

it('say of what passes and is not there yet that it waits for the night', () => {
  const record = givenRecord(givenFacts());
  expect(scoreStates(record).map(({ state, code }) => [state, code])).toEqual([
    ['due', 'WAITING_FOR_NIGHT'],
    ['due', 'WAITING_FOR_NIGHT'],
  ]);
});
