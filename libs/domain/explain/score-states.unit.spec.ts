import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diffGradebook } from '../deliver/diff-gradebook.ts';
import { NOTHING_IN_SIS } from '../deliver/sis-state.ts';
import { applyEffect } from '../testing/apply-effect.ts';
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

it('do not call a score sent that an attempt may have written over, of which nobody recorded the end', () => {
  const facts = givenFacts();
  const { otus, decision } = givenRecord(facts);
  const input = { snapshot: otus.snapshot, decision, sis: NOTHING_IN_SIS };
  const sis = applyEffect(input, diffGradebook(input, { redrive: false, retryRefused: false }));
  const [first] = decision.scores;
  const row = [first?.sisStudentId ?? '', 1, first?.scoreId ?? '', first?.studentId ?? ''] as const;
  const carried = [{ at: 1, sectionId: otus.snapshot.section.sisSectionId ?? '', fields: {}, scores: [row] }];
  const delivery = { intent: { startedAt: 1, revision: 1, carried } };
  const states = (record: Parameters<typeof scoreStates>[0]) => scoreStates(record).map(({ state }) => state);
  expect(states(givenRecord(facts, { sis }))).toEqual(['sent', 'sent']);
  expect(states(givenRecord(facts, { sis, delivery }))).toEqual(['due', 'sent']);
});

it('say of what passes and is not there yet that it waits for the night', () => {
  const record = givenRecord(givenFacts());
  expect(scoreStates(record).map(({ state, code }) => [state, code])).toEqual([
    ['due', 'WAITING_FOR_NIGHT'],
    ['due', 'WAITING_FOR_NIGHT'],
  ]);
});
