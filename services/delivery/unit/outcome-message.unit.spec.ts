import { expect, it } from '@jest/globals';
import { scoreStates, type SisState } from '@passback/domain';
import { recordOf } from '../testing/record.fixture.ts';
import { outcomeMessage } from './outcome-message.ts';
import type { SettledOutcome } from './settle-outcome.ts';

const SIS: SisState = {
  assignment: {
    ref: { assignmentId: '501', sectionAssignmentId: '77001' },
    ...{ sisSectionId: '85001', title: 'Mid Term Exam (S1)', dueDate: '2026-11-20', totalPoints: 30 },
    ...{ category: 'Quizzes', assessmentType: 'Quiz', writtenAt: 1, deletedAt: null },
  },
  scores: [{ sisStudentId: '81001', points: 5, sentAt: 1, kept: null, refused: null }],
};

function settled(...[sketch, delivery]: Parameters<typeof recordOf>): SettledOutcome {
  const record = recordOf(sketch, delivery, SIS);
  return { record, scores: scoreStates(record), write: {} as SettledOutcome['write'] };
}

it('an outcome tells of each score that has one, in ids, states and codes', () => {
  const outcome = settled({ id: 's1', revision: 3, scores: { '81001': 5, '81002': 6, '81003': null } });
  expect(outcomeMessage(outcome, 2, 'trace')).toEqual({
    key: 'lincoln:s1',
    headers: { traceparent: 'trace' },
    value: {
      ...{ districtId: 'lincoln', sectionAssessmentId: 's1', runId: '', identifier: 'S1', revision: 3, attempt: 2 },
      ...{ state: 'due', reason: '' },
      scores: [
        { scoreId: 'sc-81001', outcome: 'sent', reason: '' },
        { scoreId: 'sc-81003', outcome: 'held', reason: 'NOT_SUBMITTED' },
      ],
    },
  });
});

it('an outcome names its run and what it failed on, and no trace where there is none', () => {
  const failure = { code: 'SIS_UNAVAILABLE', class: 'transient', message: '502', at: 1, revision: 1 } as const;
  const message = outcomeMessage(settled({ id: 's1', scores: {} }, { runId: 'night-1', failure }), 1, null);
  expect(message).not.toHaveProperty('headers');
  expect(message.value).toMatchObject({ runId: 'night-1', reason: 'SIS_UNAVAILABLE' });
});
