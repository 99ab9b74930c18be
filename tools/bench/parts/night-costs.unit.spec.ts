import { expect, it } from '@jest/globals';
import { ledgerCosts, readsPerUnit } from './night-costs.ts';

it('divides calls of the ledger by step, and names what else there is most of', () => {
  const counts = {
    'ledger sectionAssessments.load': 3,
    'ledger sectionAssessments.scanForRun': 2,
    'ledger sectionAssessments.recordEvaluations': 5,
    'ledger sectionAssessments.claimDeliveries': 30,
    'ledger attempts.append': 1,
    'ledger runs.get': 2,
    'ledger paces.reserve': 8,
    'command find': 3,
    'command update': 7,
  };
  expect(ledgerCosts(counts, 100).map(({ what, value, detail, aim }) => [what, value, aim?.met ?? detail])).toEqual([
    ['ledger calls per new unit: evaluations', 0.1, true],
    ['ledger calls per new unit: claims', 0.3, false],
    ['ledger calls per new unit: outcomes', 0, true],
    ['ledger calls per new unit: attempts', 0.01, true],
    ['ledger calls per new unit: all others', 0.1, 'paces.reserve 0.08, runs.get 0.02'],
    ['MongoDB commands per new unit', 0.1, 'update 0.07, find 0.03'],
  ]);
});

it('says nothing of a ledger that was not counted, and of commands where there are none', () => {
  expect(ledgerCosts({}, 100)).toEqual([]);
  expect(ledgerCosts({ 'ledger runs.get': 1 }, 100)).toHaveLength(5);
});

it('gives each read of PowerSchool its reason, and counts neither writes nor tokens', () => {
  const byRoute = {
    'GET /ws/v1/section/{id}/section_enrollment': 5,
    'GET /ws/elsewhere': 1,
    'POST /ws/xte/assignment_score': 10,
    'POST /oauth/access_token': 1,
    'PUT /ws/xte/score': 100,
  };
  expect(readsPerUnit(byRoute, 100)).toEqual([
    ['reads per new unit: GET /ws/v1/section/{id}/section_enrollment', 0.05, 'who is enrolled, once a section'],
    ['reads per new unit: GET /ws/elsewhere', 0.01, 'no reason is known'],
    ['reads per new unit: POST /ws/xte/assignment_score', 0.1, 'cells as they are, before they are written over'],
  ]);
});
