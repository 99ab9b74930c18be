import { describe, expect, it } from '@jest/globals';
import type { DeliveryState } from '../deliver/delivery-state.ts';
import type { SisState, WrittenAssignment, WrittenScore } from '../deliver/sis-state.ts';
import { describeReason } from '../reasons/describe-reason.ts';
import { givenAssignment, givenFacts, givenRecord, givenScore, givenUnit } from '../testing/given.ts';
import { leftBehindId } from './explain-score.ts';
import { explainSectionAssessment } from './explain-section-assessment.ts';

const SENT_AT = '2026-11-13T07:03:00.000Z';
const SEEN_AT = '2026-11-14T07:01:00.000Z';
const ASSIGNMENT = givenAssignment({ writtenAt: Date.parse(SENT_AT) });
const FIRST: WrittenScore = {
  sisStudentId: '81001',
  points: 21,
  sentAt: Date.parse(SENT_AT),
  kept: null,
  refused: null,
};
const SECOND: WrittenScore = { ...FIRST, sisStudentId: '81002', points: 22 };
const OVER = { gradingPeriod: { kind: 'none' } } as const;

function explain(
  { assignment = {}, scores = [FIRST, SECOND] }: { assignment?: Partial<WrittenAssignment>; scores?: WrittenScore[] },
  given: Parameters<typeof givenFacts> = [],
  delivery: Partial<DeliveryState> = {},
) {
  const sis: SisState = { assignment: { ...ASSIGNMENT, ...assignment }, scores };
  return explainSectionAssessment(givenRecord(givenFacts(...given), { sis, delivery }));
}
const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);

describe('a score', () => {
  it('that was sent is told whole', () => {
    expect(explain({}).scores[0]).toEqual({
      ...{ scoreId: 'sc-1', studentId: 'otus-stu-1', state: 'sent', points: 21, reasons: [], notices: [] },
      ...{ sentAt: SENT_AT, sentPoints: 21 },
    });
  });

  it('of a student who is exempt in PowerSchool says so, and one that was edited does not', () => {
    const seenAt = Date.parse(SEEN_AT);
    const kept = { seenPoints: null, seenAt, exempt: true } as const;
    const [exempt, edited] = explain({
      scores: [
        { ...FIRST, kept },
        { ...SECOND, kept: { seenPoints: 5, seenAt } },
      ],
    }).scores;
    expect(exempt?.kept).toEqual({ sisPoints: null, seenAt: SEEN_AT, exempt: true });
    expect(exempt?.reasons[0]?.message).toContain('exempt in PowerSchool (first seen 2026-11-14 07:01 UTC)');
    expect(edited?.kept).toStrictEqual({ sisPoints: 5, seenAt: SEEN_AT });
    expect(edited?.reasons[0]?.message).toContain('changed in PowerSchool (first seen 2026-11-14 07:01 UTC)');
  });

  it('that is held shows the points that Otus has', () => {
    const scores = [givenScore(1), givenScore(2, { status: 'excused' })];
    const held = explainSectionAssessment(givenRecord(givenFacts({ scores, includeInFinalGrade: false })));
    expect(held.scores.map(({ points }) => points)).toEqual([21, 22]);
  });

  it('that was refused with the points that PowerSchool has is sent', () => {
    const refused = { code: 'SIS_REJECTED', message: 'no', points: 21, at: 1 } as const;
    expect(explain({ scores: [{ ...FIRST, refused }, SECOND] }).scores[0]?.state).toBe('sent');
  });

  it('that nobody can look at is kept, and says so', () => {
    const [score] = explain({ scores: [{ ...FIRST, uncheckedAt: 1 }, SECOND] }).scores;
    expect(score).toMatchObject({ state: 'kept', reasons: [{ code: 'SIS_NOT_CHECKED' }] });
    expect(score).not.toHaveProperty('kept');
  });

  it('that is in doubt, or of which a write hangs in the air, waits', () => {
    const [inDoubt, known] = explain({ scores: [{ ...FIRST, doubt: { cause: 'score' } }, SECOND] }).scores;
    expect([inDoubt?.state, known?.state]).toEqual(['due', 'sent']);
    const scores = [['81001', 21, 'sc-1', 'otus-stu-1']] as const;
    const intent = { startedAt: 1, revision: 7, carried: [{ at: 1, sectionId: '85001', fields: {}, scores }] };
    expect(explain({}, [], { intent }).scores.map(({ state }) => state)).toEqual(['due', 'sent']);
  });

  it('that was judged and never sent shows nothing that was sent', () => {
    const kept = { seenPoints: 5, seenAt: 1 };
    const [score] = explain({ scores: [{ ...FIRST, sentAt: null, kept }, SECOND] }).scores;
    expect(score).toMatchObject({ state: 'kept', sentAt: null, sentPoints: null });
  });

  it('that was refused without words says no words', () => {
    const refused = { code: 'SIS_REJECTED', message: '', points: 21, at: 1 } as const;
    const [score] = explain({ scores: [{ ...FIRST, points: null, refused }, SECOND] }).scores;
    expect(score).toMatchObject({ state: 'rejected', reasons: [describeReason({ code: 'SIS_REJECTED' })] });
  });

  it('that is held by itself says only that where the unit is in PowerSchool as it was sent', () => {
    const scores = [givenScore(1), givenScore(2), givenScore(3, { completion: 'inProgress', points: null })];
    const explanation = explain({}, [{ scores }, OVER]);
    expect(explanation.state).toBe('inSync');
    expect(explanation.scores.map(({ reasons }) => codes(reasons))).toEqual([[], [], ['NOT_SUBMITTED']]);
  });

  it('that changed while the calendar holds its unit is held by that', () => {
    const explanation = explain({}, [{ scores: [givenScore(1, { points: 3 }), givenScore(2)] }, OVER]);
    expect(explanation.state).toBe('held');
    expect(explanation.scores.map(({ state, reasons }) => [state, ...codes(reasons)])).toEqual([
      ['held', 'NO_CURRENT_GRADING_PERIOD'],
      ['sent'],
    ]);
  });

  it('that was edited or refused stays so while nothing but a pause holds its unit', () => {
    const kept = { seenPoints: 5, seenAt: 1 };
    const refused = { code: 'SIS_REJECTED', message: 'no', points: 22, at: 1 } as const;
    const { scores } = explain(
      {
        scores: [
          { ...FIRST, kept },
          { ...SECOND, points: null, refused },
        ],
      },
      [{}, { rules: { paused: true } }],
    );
    expect(scores.map(({ state }) => state)).toEqual(['kept', 'rejected']);
    const [edited] = explain({ scores: [{ ...FIRST, kept }, SECOND] }, [{}, OVER]).scores;
    expect(codes(edited?.reasons ?? [])).toEqual(['SIS_EDIT_KEPT']);
  });
});

describe('a score of a student who is no longer there', () => {
  const gone = { scores: [givenScore(1)] };

  it('is told of with what PowerSchool still shows', () => {
    const second = { ...SECOND, scoreId: 'sc-2', studentId: 'otus-stu-2' };
    const [, left] = explain({ scores: [FIRST, second] }, [gone]).scores;
    expect(left).toEqual({
      ...{ scoreId: 'sc-2', studentId: 'otus-stu-2', state: 'held', points: null, notices: [] },
      ...{ reasons: [describeReason({ code: 'SENT_THEN_CLEARED', params: { cause: 'removed' } })] },
      ...{ sentAt: SENT_AT, sentPoints: 22 },
    });
  });

  it('is known by PowerSchool’s id where Otus’s was not kept', () => {
    const [, left] = explain({}, [gone]).scores;
    expect(left).toMatchObject({ scoreId: 'sis:81002', studentId: 'sis:81002' });
    expect(leftBehindId({ sisStudentId: '81002', scoreId: 'sc-2' })).toBe('sc-2');
  });

  it('is not told of where it was never sent, nor where the assignment is not there', () => {
    expect(explain({ scores: [FIRST, { ...SECOND, sentAt: null }] }, [gone]).scores).toHaveLength(1);
    expect(explain({ assignment: { deletedAt: 1 } }, [gone]).scores).toHaveLength(1);
    const section = { ...givenUnit().section, sisSectionId: '85002' };
    expect(explain({}, [{ ...gone, section }]).scores).toHaveLength(1);
  });
});

describe('a unit', () => {
  it('says whose it is and how its assignment stands', () => {
    const explanation = explain({ assignment: { checkedAt: Date.parse(SEEN_AT), keptFields: ['title'] } });
    expect(explanation).toMatchObject({ districtId: 'lincoln', sectionAssessmentId: 'sa-9001', revision: 7 });
    expect(explanation.sis).toEqual({
      ...{ assignmentId: '501', sectionAssignmentId: '77001', title: 'Mid Term Exam (S130545)' },
      ...{ dueDate: '2026-11-20', category: 'Quizzes', totalPoints: 30, writtenAt: SENT_AT, deletedAt: null },
      ...{ keptFields: ['title'], checkedAt: SEEN_AT },
    });
    const { sis } = explain({});
    expect(sis?.checkedAt).toBe(SENT_AT);
    expect(sis).not.toHaveProperty('keptFields');
  });

  it('is told to have another assignment of its identifier, as long as its own is there', () => {
    const twins = ['502'];
    expect(codes(explain({ assignment: { twins } }).notices)).toEqual(['SIS_DUPLICATE_ASSIGNMENT']);
    expect(explain({ assignment: { twins, deletedAt: 1 } }).notices).toEqual([]);
    expect(codes(explain({ assignment: { twins } }, [{}, OVER]).notices)).toEqual([
      'NO_CURRENT_GRADING_PERIOD',
      'SIS_DUPLICATE_ASSIGNMENT',
    ]);
  });

  it('of which Otus sends older revisions says which, how often and since when', () => {
    const record = givenRecord(givenFacts());
    const wentBack = { revision: 3, times: 2, since: Date.parse(SENT_AT), lastAt: Date.parse(SEEN_AT) };
    const params = { revision: 3, times: 2, held: 7, since: SENT_AT };
    expect(explainSectionAssessment({ ...record, otus: { ...record.otus, wentBack } }).notices).toEqual([
      describeReason({ code: 'REVISION_WENT_BACK', params }),
    ]);
  });

  it('that is in PowerSchool as it was sent has no reason, and is told what holds it beside that', () => {
    const { state, reasons, notices } = explain({}, [{}, OVER]);
    expect({ state, reasons }).toEqual({ state: 'inSync', reasons: [] });
    expect(codes(notices)).toEqual(['NO_CURRENT_GRADING_PERIOD']);
    expect(explain({ scores: [] }, [{ scores: [givenScore(1, { status: 'excused' })] }]).reasons).toEqual([]);
  });

  it('that fails and is being sent again says on what it failed', () => {
    const failure = { code: 'SIS_UNAVAILABLE', class: 'transient', message: '', at: 1, revision: 7 } as const;
    const claim = { owner: 'delivery-1', fence: 1, at: 1 };
    const record = givenRecord(givenFacts(), { delivery: { claim, failure } });
    expect(explainSectionAssessment(record)).toMatchObject({
      ...{ state: 'sending', reasons: [describeReason({ code: 'SIS_UNAVAILABLE' })] },
      scores: [{ state: 'due', reasons: [{ code: 'SIS_UNAVAILABLE' }] }, {}],
    });
  });

  it('that is being sent is told so for each score that waits', () => {
    const claim = { owner: 'delivery-1', fence: 1, at: 1 };
    const { scores } = explainSectionAssessment(givenRecord(givenFacts(), { delivery: { claim } }));
    expect(scores[0]?.reasons).toEqual([describeReason({ code: 'WAITING_FOR_NIGHT', params: { now: 'sending' } })]);
  });

  it('says that what is there stays as long as something is', () => {
    const messageOf = (assignment: Partial<WrittenAssignment>) =>
      explain({ assignment }, [{ withdrawn: true }]).reasons[0]?.message;
    expect(messageOf({})).toContain('stays as it is');
    expect(messageOf({ deletedAt: 1 })).not.toContain('stays as it is');
  });

  it('that has to be looked at again waits, in doubt', () => {
    const explanation = explain({ assignment: { doubt: { cause: 'unit' } } });
    expect(explanation.state).toBe('due');
    expect(codes(explanation.reasons)).toEqual(['WAITING_FOR_NIGHT']);
  });

  it('says each thing once, and two of one kind that differ both', () => {
    const late = [givenScore(1, { status: 'late' }), givenScore(2, { status: 'late' })];
    expect(codes(explain({}, [{ scores: late }]).notices)).toEqual(['STATUS_NOT_SENT']);
    const unlinked = [
      givenScore(1, { sisStudentId: null }),
      givenScore(2, { completion: 'turnedIn', sisStudentId: '81001' }),
      givenScore(3, { completion: 'turnedIn', sisStudentId: '81001' }),
    ];
    const record = givenRecord(givenFacts({ scores: unlinked }));
    expect(codes(explainSectionAssessment(record).reasons)).toEqual(['STUDENT_NOT_LINKED', 'TURNED_IN_NOT_GRADED']);
  });
});
