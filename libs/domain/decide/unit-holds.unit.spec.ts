import { describe, expect, it } from '@jest/globals';
import type { GradingPeriodAnswer, StaffMember } from '../facts/district.ts';
import type { SectionAssessment } from '../facts/section-assessment.ts';
import { codes, evaluate, givenUnit, Q2, TEACHER } from '../testing/given.ts';

const holds = (...given: Parameters<typeof evaluate>) => codes(evaluate(...given).reasons);
const assignedBy = (changes: Partial<StaffMember>) => holds({}, { assigner: { ...TEACHER, ...changes } });

it('given a unit about which everything passes, when decided, then it is sent without a reason', () => {
  const decision = evaluate();
  expect(decision).toMatchObject({ date: '2026-11-12', verdict: 'send', reasons: [] });
  expect(decision.desired).toEqual({
    title: 'Mid Term Exam (S130545)',
    dueDate: '2026-11-20',
    assessmentType: 'Quiz',
    category: 'Quizzes',
    totalPoints: 30,
    gradingPeriod: Q2,
  });
});

describe('who assigned it must be in the “PowerSchool Gradebook Passback” teacher group', () => {
  it.each(['teacher', 'coTeacher', 'admin'] as const)('given a %s outside the group, then it is held', (role) => {
    expect(assignedBy({ role, inPassbackGroup: false })).toEqual(['ASSIGNER_NOT_IN_GROUP']);
  });

  it.each(['teacher', 'coTeacher', 'admin'] as const)('given a %s who joined the group, then it passes', (role) => {
    expect(assignedBy({ role })).toEqual([]);
  });

  it('given somebody whom the staff feed does not have, then it is held', () => {
    expect(holds({}, { assigner: null })).toEqual(['ASSIGNER_NOT_IN_GROUP']);
  });
});

describe('assigned directly by an Otus Administrator who is not in the SIS never passes', () => {
  it('given an administrator without a SIS id, also in the group, then it is held', () => {
    expect(assignedBy({ role: 'admin', sisUserId: null })).toEqual(['ASSIGNER_NOT_IN_SIS']);
  });

  it('given an administrator without either, then both are said', () => {
    expect(assignedBy({ role: 'admin', sisUserId: null, inPassbackGroup: false })).toEqual([
      'ASSIGNER_NOT_IN_GROUP',
      'ASSIGNER_NOT_IN_SIS',
    ]);
  });

  it.each(['teacher', 'coTeacher'] as const)('given a %s in the group without a SIS id, then it passes', (role) => {
    expect(assignedBy({ role, sisUserId: null })).toEqual([]);
  });
});

describe('only a Points Grading Scale', () => {
  it('given a standards-based scale, then it is held', () => {
    expect(holds({ gradingScale: 'standards' })).toEqual(['NOT_POINTS_SCALE']);
  });
});

describe('“Include Score in Final Grade” is on (Plus: the toggle)', () => {
  it('given it is off, then it is held; given it is switched on, then it passes', () => {
    expect(holds({ includeInFinalGrade: false })).toEqual(['NOT_IN_FINAL_GRADE']);
    expect(holds({ includeInFinalGrade: true })).toEqual([]);
  });

  it('given a Plus with the toggle off, then it is held', () => {
    expect(holds({ kind: 'plus', submissionDate: '2026-11-10', includeInFinalGrade: false })).toEqual([
      'NOT_IN_FINAL_GRADE',
    ]);
  });
});

describe('a decimal total score (27.5) does not pass', () => {
  it.each([27.5, 0.5, 9_998.25])('given a total of %d, then it is held', (totalPoints) => {
    expect(holds({ totalPoints })).toEqual(['TOTAL_NOT_WHOLE']);
  });

  it('given 27.0 and a student’s 26.5, then both pass', () => {
    const unit = givenUnit({ totalPoints: 27.0 });
    const decision = evaluate({ totalPoints: 27.0, scores: unit.scores.map((score) => ({ ...score, points: 26.5 })) });
    expect(decision.verdict).toBe('send');
    expect(decision.scores.map(({ points }) => points)).toEqual([26.5, 26.5]);
  });
});

describe('total outside what PowerSchool takes (≤ 0, or over 9,999)', () => {
  it.each([0, -1, 10_000])('given a total of %d, then it is held', (totalPoints) => {
    expect(holds({ totalPoints })).toEqual(['TOTAL_OUT_OF_RANGE']);
  });

  it.each([1, 9_999])('given a total of %d, then it passes', (totalPoints) => {
    expect(holds({ totalPoints })).toEqual([]);
  });

  it.each([-0.5, 10_000.5])('given %d, which is neither whole nor in range, then both are said', (totalPoints) => {
    expect(holds({ totalPoints })).toEqual(['TOTAL_NOT_WHOLE', 'TOTAL_OUT_OF_RANGE']);
  });
});

describe('due date outside the current grading period does not pass', () => {
  it.each(['2026-10-12', '2026-12-18'])('given %s, an end of the period, then it passes', (dueDate) => {
    expect(holds({ dueDate })).toEqual([]);
  });

  it.each([
    ['2026-10-11', 'early'],
    ['2026-12-19', 'late'],
  ])('given %s, then it is held as %s with both dates', (dueDate, side) => {
    expect(evaluate({ dueDate }).reasons).toEqual([
      {
        code: 'DUE_DATE_OUTSIDE_PERIOD',
        params: { dueDate, side, period: 'Q2', periodStart: '2026-10-12', periodEnd: '2026-12-18' },
      },
    ]);
  });

  it('given a date in a coming period, when that period starts, then it is released', () => {
    const q3 = { name: 'Q3', start: '2027-01-05', end: '2027-03-12' };
    const unit: Partial<SectionAssessment> = { dueDate: '2027-01-20' };
    expect(holds(unit)).toEqual(['DUE_DATE_OUTSIDE_PERIOD']);
    expect(holds(unit, { today: '2027-01-05', gradingPeriod: { kind: 'current', period: q3 } })).toEqual([]);
  });

  it('given a Plus submitted less than 7 days before the end, then its due date is outside', () => {
    expect(holds({ kind: 'plus', submissionDate: '2026-12-11' })).toEqual([]);
    expect(holds({ kind: 'plus', submissionDate: '2026-12-12' })).toEqual(['DUE_DATE_OUTSIDE_PERIOD']);
  });
});

describe('no grading period today at that school', () => {
  it('given summer, then it is held', () => {
    expect(evaluate({}, { gradingPeriod: { kind: 'none' } }).reasons).toEqual([
      { code: 'NO_CURRENT_GRADING_PERIOD', params: { date: '2026-11-12' } },
    ]);
  });

  it('given periods around the day, then the next one is named with its start, or else the last with its end', () => {
    const next = { name: 'Q3', start: '2027-01-04', end: '2027-03-12' };
    const last = { name: 'Q2', start: '2026-10-12', end: '2026-12-18' };
    const params = (gradingPeriod: GradingPeriodAnswer) =>
      evaluate({}, { gradingPeriod, today: '2026-12-25' }).reasons.map(({ code, params: of }) => ({ ...of, code }))[0];
    const code = 'NO_CURRENT_GRADING_PERIOD';
    expect(params({ kind: 'none', next, last })).toEqual({
      ...{ code, date: '2026-12-25', next: 'Q3', nextStart: '2027-01-04' },
    });
    expect(params({ kind: 'none', last })).toEqual({ code, date: '2026-12-25', last: 'Q2', lastEnd: '2026-12-18' });
  });
});

describe('grading periods cannot be had now', () => {
  it('given no answer, then it is held as unknown, not as outside', () => {
    expect(holds({ dueDate: '2020-01-01' }, { gradingPeriod: { kind: 'unknown' } })).toEqual([
      'GRADING_PERIOD_UNKNOWN',
    ]);
  });
});

describe('the assessment type goes to the category the admins defined', () => {
  it('given no mapping for the type, then it is held', () => {
    expect(evaluate({ assessmentType: 'Poster' }).reasons).toEqual([
      { code: 'CATEGORY_NOT_MAPPED', params: { assessmentType: 'Poster' } },
    ]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])(
    'given the type %p, which no admin mapped, then it is held',
    (assessmentType) => {
      expect(holds({ assessmentType })).toEqual(['CATEGORY_NOT_MAPPED']);
    },
  );

  it('given a type called constructor that an admin did map, then it passes', () => {
    const decision = evaluate(
      { assessmentType: 'constructor' },
      { rules: { categories: { constructor: 'Projects' } } },
    );
    expect(decision.desired.category).toBe('Projects');
  });

  it('given a mapping to nothing, then it is held', () => {
    expect(holds({}, { rules: { categories: { Quiz: '' } } })).toEqual(['CATEGORY_NOT_MAPPED']);
  });
});

describe('assigned before the district’s effective date', () => {
  const rules = { effectiveDate: '2026-11-03' };

  it('given the day before in the district, then it is held with both dates', () => {
    // 05:59Z is still 23:59 of the 2nd in Chicago.
    expect(evaluate({ assignedAt: '2026-11-03T05:59:59Z' }, { rules }).reasons).toEqual([
      { code: 'BEFORE_EFFECTIVE_DATE', params: { assignedDate: '2026-11-02', effectiveDate: '2026-11-03' } },
    ]);
  });

  it('given the effective date itself, then it passes', () => {
    expect(holds({ assignedAt: '2026-11-03T06:00:00Z' }, { rules })).toEqual([]);
  });

  it('given no assigned date, then the creation counts', () => {
    expect(holds({ assignedAt: null, createdAt: '2026-11-02T15:00:00Z' }, { rules })).toEqual([
      'BEFORE_EFFECTIVE_DATE',
    ]);
  });
});

describe('class not linked to a PowerSchool section', () => {
  it.each(['sisSectionId', 'sisSchoolId', 'sisTeacherId', 'sisTermId'] as const)(
    'given no %s, then it is held, and nothing is said of a grading period that could not be had',
    (field) => {
      const section = { ...givenUnit().section, [field]: null };
      const decision = evaluate({ section, dueDate: '2020-01-01' }, { gradingPeriod: { kind: 'unknown' } });
      expect(codes(decision.reasons)).toEqual(['SECTION_NOT_LINKED']);
      expect(decision.desired.gradingPeriod).toBeNull();
    },
  );

  it('given a known school and a due date outside its period, then both are reported at once', () => {
    const section = { ...givenUnit().section, sisSectionId: null };
    expect(holds({ section, dueDate: '2020-01-01' })).toEqual(['DUE_DATE_OUTSIDE_PERIOD', 'SECTION_NOT_LINKED']);
  });
});

describe('withdrawn (deleted or unassigned in Otus)', () => {
  it('given a withdrawn unit, then it is held', () => {
    expect(holds({ withdrawn: true })).toEqual(['WITHDRAWN']);
  });
});

describe('Plus without a Submission Date', () => {
  it('given none, then it is held, and its due date is not', () => {
    const decision = evaluate({ kind: 'plus' });
    expect(codes(decision.reasons)).toEqual(['NO_SUBMISSION_DATE']);
    expect(decision.desired.dueDate).toBeNull();
  });

  it('given a standard assessment, then none is needed', () => {
    expect(holds({ kind: 'standard', submissionDate: null })).toEqual([]);
  });
});

describe('district paused by an admin', () => {
  it('given a pause, then every unit is held', () => {
    expect(holds({}, { rules: { paused: true } })).toEqual(['DISTRICT_PAUSED']);
  });
});

describe('a newer revision that could not be read', () => {
  it('given one, then what Otus said before is held, with its revision and why', () => {
    const unread = { revision: 8, cause: 'broken', receivedAt: 0 } as const;
    expect(evaluate({}, { unread }).reasons).toEqual([
      { code: 'REVISION_NOT_READ', params: { revision: 8, cause: 'broken' } },
    ]);
  });
});

describe('all holds that apply are reported, not only the first', () => {
  it('in one fixed order', () => {
    const unit: Partial<SectionAssessment> = {
      kind: 'plus',
      gradingScale: 'standards',
      includeInFinalGrade: false,
      totalPoints: -1.5,
      assessmentType: 'Poster',
      withdrawn: true,
    };
    expect(
      holds(unit, {
        assigner: { ...TEACHER, role: 'admin', sisUserId: null, inPassbackGroup: false },
        gradingPeriod: { kind: 'none' },
        rules: { paused: true, effectiveDate: '2027-01-01' },
        unread: { revision: 8, cause: 'newer', receivedAt: 0 },
      }),
    ).toEqual([
      'ASSIGNER_NOT_IN_GROUP',
      'ASSIGNER_NOT_IN_SIS',
      'NOT_POINTS_SCALE',
      'NOT_IN_FINAL_GRADE',
      'TOTAL_NOT_WHOLE',
      'TOTAL_OUT_OF_RANGE',
      'NO_CURRENT_GRADING_PERIOD',
      'CATEGORY_NOT_MAPPED',
      'BEFORE_EFFECTIVE_DATE',
      'WITHDRAWN',
      'NO_SUBMISSION_DATE',
      'DISTRICT_PAUSED',
      'REVISION_NOT_READ',
    ]);
  });
});
