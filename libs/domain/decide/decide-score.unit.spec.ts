import { describe, expect, it } from '@jest/globals';
import type { Completion, Score, ScoreStatus } from '../facts/section-assessment.ts';
import { codes, evaluate, givenScore } from '../testing/given.ts';

function decide(score: Partial<Score>, ...given: Parameters<typeof evaluate>) {
  const [unit, facts] = given;
  const decision = evaluate({ ...unit, scores: [givenScore(1, score)] }, facts).scores[0];
  if (decision === undefined) throw new Error('one score in, one out');
  return {
    verdict: decision.verdict,
    points: decision.points,
    reasons: codes(decision.reasons),
    notices: codes(decision.notices),
  };
}

const sent = (points: number, ...notices: string[]) => ({ verdict: 'send', points, reasons: [], notices });
const held = (...reasons: string[]) => ({ verdict: 'hold', points: null, reasons, notices: [] });
const NOT_GRADED = ['notStarted', 'inProgress', 'turnedIn'] as const satisfies readonly Completion[];
const ANY_COMPLETION = [...NOT_GRADED, 'graded'] as const;

describe('status Graded passes', () => {
  it.each([0, 26.5, 30])('given %d graded points, then they are sent', (points) => {
    expect(decide({ points })).toEqual(sent(points));
  });
});

describe('Turned In (items still to grade) does not', () => {
  it.each(['onTime', 'late'] as const)(
    'given turned in %s, also with points of some items, then it is held',
    (status) => {
      expect(decide({ completion: 'turnedIn', status, points: 12 })).toEqual(held('TURNED_IN_NOT_GRADED'));
    },
  );
});

describe('not started, in progress', () => {
  it.each(['notStarted', 'inProgress'] as const)('given %s, then it is held and never 0', (completion) => {
    expect(decide({ completion, points: null })).toEqual(held('NOT_SUBMITTED'));
    expect(decide({ completion, status: 'late', points: 3 })).toEqual(held('NOT_SUBMITTED'));
  });
});

describe('the statuses Excused, Excluded, Missing, Late … are never sent', () => {
  it.each([
    ['excused', 'STATUS_EXCUSED'],
    ['excluded', 'STATUS_EXCLUDED'],
  ] as const)('given %s, whatever its completion and points, then it is held as %s only', (status, code) => {
    for (const completion of ANY_COMPLETION) {
      for (const points of [null, 0, 12, -1]) expect(decide({ completion, status, points })).toEqual(held(code));
    }
  });

  it.each(['missing', 'late'] as const)(
    'given %s with graded points, then the points are sent, and a notice',
    (status) => {
      expect(decide({ status, points: 12 })).toEqual(sent(12, 'STATUS_NOT_SENT'));
      expect(decide({ status, points: 0 })).toEqual(sent(0, 'STATUS_NOT_SENT'));
    },
  );

  it.each(NOT_GRADED)('given missing and %s, then it is held as missing', (completion) => {
    expect(decide({ completion, status: 'missing', points: 12 })).toEqual(held('STATUS_MISSING'));
  });

  it('given missing, graded and no points, then it is held as missing', () => {
    expect(decide({ status: 'missing', points: null })).toEqual(held('STATUS_MISSING'));
  });
});

describe('never invent a number: nothing ungraded becomes 0 (`pastDueAsZero`, off by default)', () => {
  const pastDue = [{ dueDate: '2026-11-11' }, { rules: { pastDueAsZero: true } }] as const;

  it.each([
    ['notStarted', 'onTime'],
    ['inProgress', 'onTime'],
    ['notStarted', 'missing'],
    ['graded', 'missing'],
  ] as const)('given it is on and %s, %s is past due, then 0 is sent; off, it is held', (completion, status) => {
    const score: Partial<Score> = { completion, status, points: null };
    expect(decide(score, ...pastDue)).toMatchObject({ verdict: 'send', points: 0 });
    expect(decide(score, pastDue[0])).toMatchObject({ verdict: 'hold', points: null });
  });

  it('given it is on and due today, then nothing becomes 0 yet', () => {
    const score: Partial<Score> = { completion: 'notStarted', points: null };
    expect(decide(score, { dueDate: '2026-11-12' }, pastDue[1])).toEqual(held('NOT_SUBMITTED'));
  });

  it.each([
    ['notStarted', 'excused', 'STATUS_EXCUSED'],
    ['notStarted', 'excluded', 'STATUS_EXCLUDED'],
    ['turnedIn', 'onTime', 'TURNED_IN_NOT_GRADED'],
    ['turnedIn', 'missing', 'STATUS_MISSING'],
    ['graded', 'onTime', 'SCORE_INVALID'],
  ] as const)('given it is on, %s and %s, then it is held as %s all the same', (completion, status, code) => {
    expect(decide({ completion, status, points: null }, ...pastDue)).toEqual(held(code));
  });

  it('given a student who is not linked, then 0 goes nowhere', () => {
    const score: Partial<Score> = { completion: 'notStarted', points: null, sisStudentId: null };
    expect(decide(score, ...pastDue)).toEqual(held('STUDENT_NOT_LINKED'));
  });
});

describe('student has no SIS id', () => {
  it('given graded points, then it is held for that alone', () => {
    expect(decide({ sisStudentId: null })).toEqual(held('STUDENT_NOT_LINKED'));
    expect(decide({ sisStudentId: '' })).toEqual(held('STUDENT_NOT_LINKED'));
  });

  it('given something else as well, then both are said', () => {
    expect(decide({ sisStudentId: null, completion: 'turnedIn' })).toEqual(
      held('TURNED_IN_NOT_GRADED', 'STUDENT_NOT_LINKED'),
    );
  });

  it('given two students of Otus for one of PowerSchool, then the first that has points is sent and the other told', () => {
    const scores = [
      givenScore(1, { sisStudentId: '81009', completion: 'turnedIn' }),
      givenScore(2, { sisStudentId: '81009' }),
      givenScore(3, { sisStudentId: '81009' }),
    ];
    expect(evaluate({ scores }).scores.map(({ verdict, reasons }) => [verdict, reasons])).toEqual([
      ['hold', [{ code: 'TURNED_IN_NOT_GRADED' }]],
      ['send', []],
      ['hold', [{ code: 'STUDENT_NOT_LINKED', params: { cause: 'shared' } }]],
    ]);
  });
});

describe('points below 0, or not a number', () => {
  it.each([-1, -0.01, Number.NaN, Number.POSITIVE_INFINITY, null])('given %p, then it is held', (points) => {
    expect(decide({ points })).toEqual(held('SCORE_INVALID'));
  });

  it('given minus 0, then 0 is sent', () => {
    expect(decide({ points: -0 }).points).toBe(0);
  });
});

describe('points above the total', () => {
  it('given extra credit, then it is sent with a notice', () => {
    expect(decide({ points: 30.5 })).toEqual(sent(30.5, 'ABOVE_TOTAL'));
    expect(decide({ points: 31, status: 'late' })).toEqual(sent(31, 'STATUS_NOT_SENT', 'ABOVE_TOTAL'));
  });
});

describe('a held unit', () => {
  it('holds every score with the unit’s codes first and the score’s own after them', () => {
    const scores = [
      givenScore(1),
      givenScore(2, { completion: 'turnedIn' }),
      givenScore(3, { status: 'excused' as ScoreStatus, sisStudentId: null }),
      givenScore(4, { points: 31 }),
    ];
    const decision = evaluate({ scores, includeInFinalGrade: false, withdrawn: true });
    const unit = ['NOT_IN_FINAL_GRADE', 'WITHDRAWN'];
    expect(decision.scores.map(({ verdict, points }) => ({ verdict, points }))).toEqual(
      scores.map(() => ({ verdict: 'hold', points: null })),
    );
    expect(decision.scores.map(({ reasons }) => codes(reasons))).toEqual([
      unit,
      [...unit, 'TURNED_IN_NOT_GRADED'],
      [...unit, 'STATUS_EXCUSED', 'STUDENT_NOT_LINKED'],
      unit,
    ]);
    // Of one that would pass; told where it is in PowerSchool all the same.
    expect(decision.scores.map(({ notices }) => codes(notices))).toEqual([[], [], [], ['ABOVE_TOTAL']]);
  });
});
