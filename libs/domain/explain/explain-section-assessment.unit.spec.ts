import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryFailure } from '../deliver/delivery-state.ts';
import { diffGradebook } from '../deliver/diff-gradebook.ts';
import { NOTHING_IN_SIS, type SisState, type WrittenScore } from '../deliver/sis-state.ts';
import type { Score } from '../facts/section-assessment.ts';
import { applyEffect } from '../testing/apply-effect.ts';
import { anyRecord } from '../testing/arbitraries.ts';
import { givenFacts, givenRecord, givenScore, Q2 } from '../testing/given.ts';
import { explainSectionAssessment } from './explain-section-assessment.ts';

type Given = Parameters<typeof givenFacts>;

function sentBefore(...given: Given): SisState {
  const { otus, decision } = givenRecord(givenFacts(...given));
  const input = { snapshot: otus.snapshot, decision, sis: NOTHING_IN_SIS };
  return applyEffect(input, diffGradebook(input, { redrive: false, retryRefused: false }));
}

const SENT = sentBefore();
const SENT_AT = '2026-11-13T07:03:00.000Z';
const DELETED = { ...SENT, assignment: SENT.assignment && { ...SENT.assignment, deletedAt: Date.parse(SENT_AT) } };
const UNIT_REFUSED: DeliveryFailure = {
  code: 'SIS_REJECTED',
  class: 'unit',
  message: 'The term is locked',
  at: 1,
  revision: 7,
};
const UNREACHABLE: DeliveryFailure = { ...UNIT_REFUSED, code: 'SIS_UNAVAILABLE', class: 'transient', message: '502' };

function explain(given: Given = [], stored: Parameters<typeof givenRecord>[1] = {}) {
  return explainSectionAssessment(givenRecord(givenFacts(...given), stored));
}

/** The first score of a unit whose two scores were sent as 21 and 22. */
function explainFirst(
  score: Partial<Score>,
  stored: Parameters<typeof givenRecord>[1] = { sis: SENT },
  unit: Given[0] = {},
) {
  const [first] = explain([{ ...unit, scores: [givenScore(1, score), givenScore(2)] }], stored).scores;
  if (first === undefined) throw new Error('two scores in, two out');
  return first;
}

function withFirstCell(changes: Partial<WrittenScore>): { sis: SisState } {
  return { sis: { ...SENT, scores: SENT.scores.map((cell, index) => (index === 0 ? { ...cell, ...changes } : cell)) } };
}

const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);

describe('the points of a score', () => {
  it('are those that go: past-due work that was not handed in shows the 0 that the district asked for', () => {
    const missing = { scores: [givenScore(1, { completion: 'notStarted', points: null })], dueDate: '2026-11-11' };
    expect(explain([missing, { rules: { pastDueAsZero: true } }]).scores).toMatchObject([{ state: 'due', points: 0 }]);
    expect(explain([missing]).scores).toMatchObject([{ state: 'held', points: null }]);
  });
});

describe('a unit', () => {
  it('that was sent says what PowerSchool was given', () => {
    expect(explain([], { sis: SENT })).toMatchObject({
      identifier: 'S130545',
      title: 'Mid Term Exam',
      state: 'inSync',
      reasons: [],
      notices: [],
      decidedFor: '2026-11-12',
      nextAttemptAt: null,
      desired: {
        title: 'Mid Term Exam (S130545)',
        dueDate: '2026-11-20',
        category: 'Quizzes',
        totalPoints: 30,
        gradingPeriod: Q2,
      },
      sis: {
        assignmentId: '501',
        sectionAssignmentId: '77001',
        title: 'Mid Term Exam (S130545)',
        dueDate: '2026-11-20',
        category: 'Quizzes',
        totalPoints: 30,
        writtenAt: SENT_AT,
        deletedAt: null,
      },
      scores: [
        {
          scoreId: 'sc-1',
          studentId: 'otus-stu-1',
          state: 'sent',
          points: 21,
          reasons: [],
          sentAt: SENT_AT,
          sentPoints: 21,
        },
        { state: 'sent', points: 22 },
      ],
    });
  });

  it('that was sent goes on to tell what is to be noticed while nothing but the calendar holds it', () => {
    const above = { scores: [givenScore(1, { points: 31 })] };
    const sis = sentBefore(above);
    const unknown = { gradingPeriod: { kind: 'unknown' } } as const;
    expect(explain([above, unknown], { sis })).toMatchObject({
      ...{ state: 'inSync', notices: [{ code: 'GRADING_PERIOD_UNKNOWN' }, { code: 'ABOVE_TOTAL' }] },
      scores: [{ state: 'sent', notices: [{ code: 'ABOVE_TOTAL' }] }],
    });
    expect(explain([above, unknown]).scores).toMatchObject([{ state: 'held', notices: [] }]);
  });

  it('that passes waits for the night, and so do its scores', () => {
    const explanation = explain([], { delivery: { dueAt: Date.parse(SENT_AT) } });
    expect(explanation).toMatchObject({ state: 'due', sis: null, nextAttemptAt: SENT_AT });
    expect(codes(explanation.reasons)).toEqual(['WAITING_FOR_NIGHT']);
    expect(explanation.scores).toMatchObject([
      { state: 'due', reasons: [{ code: 'WAITING_FOR_NIGHT' }], sentAt: null, sentPoints: null },
      { state: 'due', reasons: [{ code: 'WAITING_FOR_NIGHT' }] },
    ]);
  });

  it('that is being sent says so', () => {
    const { state, reasons } = explain([], { delivery: { claim: { owner: 'delivery-1', fence: 1, at: 1 } } });
    expect(state).toBe('sending');
    expect(reasons).toMatchObject([{ code: 'WAITING_FOR_NIGHT', message: 'It is being sent at this moment.' }]);
  });

  it('that is held says every reason, in words with its dates, on the unit and on each score', () => {
    const explanation = explain([{ dueDate: '2026-12-24', includeInFinalGrade: false }]);
    expect(explanation.state).toBe('held');
    expect(codes(explanation.reasons)).toEqual(['NOT_IN_FINAL_GRADE', 'DUE_DATE_OUTSIDE_PERIOD']);
    expect(explanation.reasons[1]?.message).toContain(
      '2026-12-24 is after the current grading period of the class, Q2',
    );
    for (const score of explanation.scores)
      expect(score).toMatchObject({ state: 'held', reasons: explanation.reasons });
  });

  it.each([{ includeInFinalGrade: false }, { withdrawn: true }])(
    'that is held with %j after it was sent says that what PowerSchool has stays',
    (changes) => {
      const before = explain([changes]).reasons[0]?.message;
      const after = explain([changes], { sis: SENT });
      expect(after.reasons[0]?.message).toBe(`${before} What PowerSchool already has stays as it is.`);
      expect(after.scores[0]).toMatchObject({ state: 'held', sentAt: SENT_AT, sentPoints: 21, reasons: after.reasons });
    },
  );

  it('of which no score passes says why on the unit too', () => {
    const scores = [givenScore(1, { completion: 'turnedIn' }), givenScore(2, { completion: 'turnedIn' })];
    const explanation = explain([{ scores }]);
    expect(explanation.state).toBe('held');
    expect(codes(explanation.reasons)).toEqual(['TURNED_IN_NOT_GRADED']);
    expect(codes(explain([{ scores: [] }]).reasons)).toEqual(['NOT_SUBMITTED']);
  });

  it('that PowerSchool refused is rejected with its words, and so is each score that did not go', () => {
    const explanation = explain([{ scores: [givenScore(1), givenScore(2), givenScore(3)] }], {
      sis: SENT,
      delivery: { failure: UNIT_REFUSED },
    });
    expect(explanation.state).toBe('rejected');
    expect(explanation.reasons).toMatchObject([
      { code: 'SIS_REJECTED', message: expect.stringContaining('The term is locked') },
    ]);
    expect(explanation.scores.map(({ state }) => state)).toEqual(['sent', 'sent', 'rejected']);
    expect(explanation.scores[2]?.reasons).toEqual(explanation.reasons);
  });

  it('that is tried again names the failure; what went stays sent', () => {
    const explanation = explain([], { delivery: { failure: UNREACHABLE, dueAt: 5 } });
    expect(explanation.state).toBe('retrying');
    expect(codes(explanation.reasons)).toEqual(['SIS_UNAVAILABLE']);
    expect(explanation.scores).toMatchObject([
      { state: 'due', reasons: [{ code: 'SIS_UNAVAILABLE' }] },
      { state: 'due', reasons: [{ code: 'SIS_UNAVAILABLE' }] },
    ]);
  });

  it('that was deleted in PowerSchool says so for every score, also one that was sent', () => {
    const explanation = explain([], { sis: DELETED });
    expect(explanation).toMatchObject({ state: 'rejected', sis: { deletedAt: SENT_AT } });
    expect(explanation.scores).toMatchObject([
      { state: 'rejected', reasons: [{ code: 'SIS_ASSIGNMENT_DELETED' }], sentAt: SENT_AT },
      { state: 'rejected' },
    ]);
  });
});

describe('a score', () => {
  it('that is above the total or late goes with notices, once on the unit', () => {
    const scores = [givenScore(1, { status: 'late' }), givenScore(2, { status: 'late', points: 31 })];
    const explanation = explain([{ scores }]);
    expect(explanation.scores.map(({ notices }) => codes(notices))).toEqual([
      ['STATUS_NOT_SENT'],
      ['STATUS_NOT_SENT', 'ABOVE_TOTAL'],
    ]);
    expect(codes(explanation.notices)).toEqual(['STATUS_NOT_SENT', 'ABOVE_TOTAL']);
  });

  it('that changed in Otus is due, and what was sent before is shown', () => {
    expect(explainFirst({ points: 30 })).toMatchObject({
      state: 'due',
      points: 30,
      sentPoints: 21,
      sentAt: SENT_AT,
      reasons: [{ code: 'WAITING_FOR_NIGHT' }],
    });
  });

  it('that a teacher edited in PowerSchool is kept, with what is there and since when', () => {
    const seenAt = Date.parse('2026-11-14T07:01:00Z');
    const first = explainFirst({}, withFirstCell({ kept: { seenPoints: 5, seenAt } }));
    expect(first).toMatchObject({
      state: 'kept',
      points: 21,
      kept: { sisPoints: 5, seenAt: '2026-11-14T07:01:00.000Z' },
      reasons: [{ code: 'SIS_EDIT_KEPT', message: expect.stringContaining('2026-11-14 07:01 UTC') }],
    });
  });

  it('that nobody can look at is kept, and says that it could not be checked', () => {
    const first = explainFirst({}, withFirstCell({ uncheckedAt: Date.parse(SENT_AT) }));
    expect(first).toMatchObject({ state: 'kept', sentPoints: 21, reasons: [{ code: 'SIS_NOT_CHECKED' }] });
  });

  it('that was not edited carries no `kept`', () => {
    expect(explainFirst({})).not.toHaveProperty('kept');
  });

  it('that PowerSchool refused is rejected with its code and words', () => {
    const refused = { code: 'SIS_REJECTED', message: 'Too many decimals', points: 21, at: 1 } as const;
    expect(explainFirst({}, withFirstCell({ points: null, sentAt: null, refused }))).toMatchObject({
      state: 'rejected',
      reasons: [{ code: 'SIS_REJECTED', message: expect.stringContaining('Too many decimals') }],
      sentAt: null,
    });
  });

  it('that was refused with other points than it has now is due', () => {
    const refused = { code: 'SIS_REJECTED', message: 'Too many decimals', points: 3, at: 1 } as const;
    const first = explainFirst({}, withFirstCell({ points: null, sentAt: null, refused }));
    expect(first).toMatchObject({ state: 'due', reasons: [{ code: 'WAITING_FOR_NIGHT' }] });
  });
});

describe('graded once, sent, then cleared or re-opened in Otus: what PowerSchool has stays, and the teacher is told', () => {
  it.each<[Partial<Score>, string]>([
    [{ completion: 'turnedIn' }, 'TURNED_IN_NOT_GRADED'],
    [{ completion: 'inProgress', points: null }, 'NOT_SUBMITTED'],
    [{ completion: 'notStarted', status: 'missing', points: null }, 'STATUS_MISSING'],
    [{ points: null }, 'SCORE_INVALID'],
  ])('given %j, then that it was sent comes first', (score, code) => {
    const first = explainFirst(score);
    expect(first).toMatchObject({ state: 'held', sentPoints: 21 });
    expect(codes(first.reasons)).toEqual(['SENT_THEN_CLEARED', code]);
    expect(codes(explainFirst(score, {}).reasons)).toEqual([code]);
  });

  it.each<[Partial<Score>, string]>([
    [{ status: 'excused' }, 'STATUS_EXCUSED'],
    [{ status: 'excluded' }, 'STATUS_EXCLUDED'],
  ])('given %j, then that it was sent comes after', (score, code) => {
    expect(codes(explainFirst(score).reasons)).toEqual([code, 'SENT_THEN_CLEARED']);
    expect(codes(explainFirst(score, {}).reasons)).toEqual([code]);
  });

  it('given a unit that is held as well, then all of it is said', () => {
    expect(codes(explainFirst({ completion: 'turnedIn' }, { sis: SENT }, { withdrawn: true }).reasons)).toEqual([
      'SENT_THEN_CLEARED',
      'WITHDRAWN',
      'TURNED_IN_NOT_GRADED',
    ]);
  });

  it('given that PowerSchool never took it, or deleted the assignment, then nothing was sent that could stay', () => {
    expect(codes(explainFirst({ completion: 'turnedIn' }, withFirstCell({ points: null })).reasons)).toEqual([
      'TURNED_IN_NOT_GRADED',
    ]);
    expect(codes(explainFirst({ completion: 'turnedIn' }, { sis: DELETED }).reasons)).toEqual(['TURNED_IN_NOT_GRADED']);
  });
});

it('no score is ever left without a state and, unless it was sent, a reason', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const explanation = explainSectionAssessment(record);
      expect(explanation.state).toBe(record.summary.state);
      const rows = record.otus.snapshot.scores.map(({ scoreId }) => scoreId);
      expect(explanation.scores.slice(0, rows.length).map(({ scoreId }) => scoreId)).toEqual(rows);
      for (const { state, sentPoints } of explanation.scores.slice(rows.length))
        expect({ state, wasSent: sentPoints !== null }).toEqual({ state: 'held', wasSent: true });
      if (explanation.state !== 'inSync') expect(explanation.reasons).not.toEqual([]);
      for (const score of explanation.scores) {
        expect(['held', 'due', 'sent', 'kept', 'rejected']).toContain(score.state);
        expect(score.reasons.length > 0).toBe(score.state !== 'sent');
        if (score.state === 'sent') expect(score.points === score.sentPoints || score.sentPoints === 0).toBe(true);
        if (score.state === 'due') expect(['due', 'sending', 'retrying']).toContain(explanation.state);
        expect('kept' in score).toBe(score.state === 'kept');
      }
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    }),
    { numRuns: 2_000 },
  );
});

it('the summary lists exactly the codes that the explanation gives, apart from waiting', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const { reasons, scores } = explainSectionAssessment(record);
      const said = new Set(codes([...reasons, ...scores.flatMap((score) => score.reasons)]));
      said.delete('WAITING_FOR_NIGHT');
      expect([...said].sort()).toEqual(record.summary.reasons);
    }),
    { numRuns: 1_000 },
  );
});
