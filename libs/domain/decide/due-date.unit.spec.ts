import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, localDate } from '../dates/local-date.ts';
import { anyFacts } from '../testing/arbitraries.ts';
import { givenUnit } from '../testing/given.ts';
import { sectionAssessmentDueDate } from './due-date.ts';

const CHICAGO = 'America/Chicago';

describe('specified when assigning: as specified', () => {
  it('given a due date, when sent, then it is that date', () => {
    expect(sectionAssessmentDueDate(givenUnit({ dueDate: '2026-11-20' }), CHICAGO)).toBe('2026-11-20');
  });
});

describe('not specified: assigned date + 7 days; where there is no assigned date, creation date + 7 days', () => {
  it('given an assigned date, when sent, then it counts from there', () => {
    const unit = givenUnit({ dueDate: null, createdAt: '2026-11-02T15:00:00Z', assignedAt: '2026-11-03T15:00:00Z' });
    expect(sectionAssessmentDueDate(unit, CHICAGO)).toBe('2026-11-10');
  });

  it('given no assigned date, when sent, then it counts from the creation', () => {
    const unit = givenUnit({ dueDate: null, createdAt: '2026-11-02T15:00:00Z', assignedAt: null });
    expect(sectionAssessmentDueDate(unit, CHICAGO)).toBe('2026-11-09');
  });

  it('given an instant that is the day before in the district, when sent, then the days are added to that day', () => {
    const unit = givenUnit({ dueDate: null, assignedAt: '2026-11-01T04:30:00Z' });
    expect(sectionAssessmentDueDate(unit, CHICAGO)).toBe('2026-11-07');
    expect(sectionAssessmentDueDate(unit, 'UTC')).toBe('2026-11-08');
  });
});

describe('Plus (+) assessment: Submission Date + 7 days, always', () => {
  it('given a due date as well, when sent, then it does not count', () => {
    const unit = givenUnit({ kind: 'plus', submissionDate: '2026-11-10', dueDate: '2026-12-01' });
    expect(sectionAssessmentDueDate(unit, CHICAGO)).toBe('2026-11-17');
  });

  it('given a Submission Date in the past, when sent, then it is allowed', () => {
    expect(sectionAssessmentDueDate(givenUnit({ kind: 'plus', submissionDate: '2025-12-28' }), CHICAGO)).toBe(
      '2026-01-04',
    );
  });

  it('given no Submission Date, then there is no due date', () => {
    expect(sectionAssessmentDueDate(givenUnit({ kind: 'plus', dueDate: '2026-11-20' }), CHICAGO)).toBeNull();
  });
});

it('follows the table for any unit', () => {
  fc.assert(
    fc.property(anyFacts, ({ snapshot, rules: { timeZone } }) => {
      const { kind, submissionDate, dueDate, assignedAt, createdAt } = snapshot;
      const fromPlus = submissionDate === null ? null : addDays(submissionDate, 7);
      const fromStart = addDays(localDate(assignedAt ?? createdAt, timeZone), 7);
      expect(sectionAssessmentDueDate(snapshot, timeZone)).toBe(kind === 'plus' ? fromPlus : (dueDate ?? fromStart));
    }),
  );
});
