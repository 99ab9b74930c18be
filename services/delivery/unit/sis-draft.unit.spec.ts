import { describe, expect, it } from '@jest/globals';
import {
  type DeliveryState,
  NOTHING_IN_SIS,
  type ScoreWrite,
  type SisState,
  type WrittenScore,
} from '@passback/domain';
import { lostReply, rejected } from '../testing/fake-powerschool.fixture.ts';
import { HOLDS } from '../testing/hold.fixture.ts';
import { recordOf } from '../testing/record.fixture.ts';
import { SisDraft } from './sis-draft.ts';

const ASSIGNMENT = {
  ref: { assignmentId: '501', sectionAssignmentId: '77001' },
  ...{ sisSectionId: '85001', title: 'Mid Term Exam (S1)', dueDate: '2026-11-20', totalPoints: 30 },
  ...{ category: 'Quizzes', assessmentType: 'Quiz', writtenAt: 1, deletedAt: null },
};
const CELL: WrittenScore = {
  ...{ scoreId: 'sc-81001', studentId: 'otus-81001', sisStudentId: '81001' },
  ...{ points: 5, sentAt: 1, kept: null, refused: null },
};
const SENT: SisState = { assignment: ASSIGNMENT, scores: [CELL] };
const OLDER: Partial<DeliveryState> = { intent: { startedAt: 1, revision: 1 } };

const draftOf = (sis: SisState = SENT, delivery: Partial<DeliveryState> = {}) =>
  new SisDraft(recordOf({ id: 's1', scores: { '81001': 5, '81002': 6 } }, delivery, sis));
const resultOf = (draft: SisDraft) => draft.result({ kind: 'done' }, 'update');
const write = (student: string, points: number): ScoreWrite => ({
  ...{ scoreId: `sc-${student}`, studentId: `otus-${student}`, sisStudentId: student, points, cause: 'changed' },
});

it('given nothing done, then what was known is what there is to record', () => {
  expect(resultOf(draftOf())).toEqual({
    ...{ end: { kind: 'done' }, effect: 'update', sis: SENT, isCreateUncertain: false, createAskedAt: null },
    ...{ sent: [], kept: [], refused: [] },
  });
  expect(draftOf().effect()).toEqual({ kind: 'scoresOnly', scores: [write('81002', 6)] });
});

describe('an assignment', () => {
  it('has to be there to be written to', () => {
    expect(() => draftOf(NOTHING_IN_SIS).placed).toThrow('not there');
    expect(draftOf().placed).toBe(ASSIGNMENT);
  });

  it.each<[string, SisState, Partial<DeliveryState>, boolean]>([
    ['where an earlier attempt may have made it', NOTHING_IN_SIS, OLDER, true],
    ['where it was made, and deleted', { ...SENT, assignment: { ...ASSIGNMENT, deletedAt: 1 } }, OLDER, true],
    ['not where it is known to be there', SENT, OLDER, false],
    ['not where there was no earlier attempt', NOTHING_IN_SIS, {}, false],
  ])('may have been made unseen: %s', (_what, sis, delivery, isUncertain) => {
    expect(resultOf(draftOf(sis, delivery)).isCreateUncertain).toBe(isUncertain);
  });

  it('may have been made from when it is asked for until that is settled', () => {
    const draft = draftOf(NOTHING_IN_SIS);
    draft.createAsked(7);
    expect(resultOf(draft)).toMatchObject({ isCreateUncertain: true, createAskedAt: 7 });
    draft.createSettled();
    expect(resultOf(draft).isCreateUncertain).toBe(false);
    draft.createAsked(8);
    draft.assignmentPlaced(ASSIGNMENT);
    expect(resultOf(draft)).toMatchObject({ isCreateUncertain: false, sis: { assignment: ASSIGNMENT, scores: [] } });
  });

  it('that was placed has none of the cells of another one', () => {
    const draft = draftOf();
    draft.assignmentPlaced({ ...ASSIGNMENT, ref: { assignmentId: '9', sectionAssignmentId: '9' } });
    expect(draft.score('81001')).toBeUndefined();
  });

  it('is deleted since it was first seen so, and looked at when all of it was', () => {
    const draft = draftOf();
    draft.allSeen(4);
    draft.assignmentDeleted(5);
    draft.assignmentDeleted(6);
    expect(draft.placed).toEqual({ ...ASSIGNMENT, checkedAt: 4, deletedAt: 5 });
  });

  it('has the twins that were seen last, ten of them at most', () => {
    const draft = draftOf();
    draft.twinsSeen(Array.from({ length: 11 }, (_, n) => `${n}`));
    expect(draft.placed.twins).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    draft.twinsSeen([]);
    expect(draft.placed).not.toHaveProperty('twins');
    const none = draftOf(NOTHING_IN_SIS);
    none.twinsSeen(['1']);
    expect(resultOf(none).sis.assignment).toBeNull();
  });

  it('of another section is put aside', () => {
    const elsewhere = { ...SENT, assignment: { ...ASSIGNMENT, sisSectionId: '9' } };
    const { sis } = resultOf(draftOf(elsewhere));
    expect(sis).toMatchObject({ assignment: null, scores: [], elsewhere: [{ assignment: { sisSectionId: '9' } }] });
    expect(resultOf(draftOf()).sis).not.toHaveProperty('elsewhere');
  });

  it('of a class that is linked to none any more stays as it is known', () => {
    const record = recordOf({ id: 's1', scores: {}, hold: HOLDS.SECTION_NOT_LINKED }, OLDER, SENT);
    const { sis, isCreateUncertain } = resultOf(new SisDraft(record));
    expect(sis).toEqual(SENT);
    expect(isCreateUncertain).toBe(true);
  });
});

describe('a write', () => {
  const carried = { fields: { title: 'Final (S1)' }, scores: [['81002', 6, 'sc-81002', 'otus-81002']] as const };
  const afterFailing = async (error: Error) => {
    const draft = draftOf();
    await expect(draft.writing(carried, () => Promise.reject(error))).rejects.toBe(error);
    return resultOf(draft).sis;
  };

  it('that is done leaves nothing in doubt', async () => {
    const draft = draftOf();
    expect(await draft.writing(carried, async () => 'done')).toBe('done');
    expect(resultOf(draft).sis).toEqual(SENT);
  });

  it('of which nobody knows whether it was carried out leaves in doubt what it carried', async () => {
    for (const error of [lostReply(), new Error('a mistake of ours')]) {
      const { assignment, scores } = await afterFailing(error);
      expect(assignment?.doubt).toEqual({ cause: 'lost', carried: [carried.fields] });
      expect(scores.map(({ sisStudentId, doubt }) => [sisStudentId, doubt?.carried])).toEqual([
        ['81001', undefined],
        ['81002', [6]],
      ]);
    }
  });

  it('that PowerSchool refused leaves everything as it was', async () => {
    expect(await afterFailing(rejected())).toEqual(SENT);
  });
});

describe('a score', () => {
  it('is sent, or kept as a teacher has it, whichever was last', () => {
    const draft = draftOf();
    const score = write('81001', 5);
    draft.cellJudged(score, 'keep', { points: 9, exempt: false }, 3);
    expect(resultOf(draft)).toMatchObject({ sent: [], kept: ['sc-81001'] });
    expect(draft.score('81001')?.kept).toEqual({ seenPoints: 9, seenAt: 3 });
    draft.scoreSent(score, 4);
    expect(resultOf(draft)).toMatchObject({ sent: ['sc-81001'], kept: [] });
    expect(draft.score('81001')).toMatchObject({ points: 5, sentAt: 4, kept: null });
    draft.cellJudged(score, 'unchecked', 'unreadable', 5);
    expect(resultOf(draft)).toMatchObject({ sent: [], kept: ['sc-81001'] });
  });

  it('of which a lost write turns out to have been carried out was sent', () => {
    const judge = (doubt: WrittenScore['doubt']) => {
      const draft = draftOf({ ...SENT, scores: [doubt === undefined ? CELL : { ...CELL, doubt }] });
      draft.cellJudged(write('81001', 5), 'asItIs', { points: 5, exempt: false }, 3);
      return resultOf(draft).sent;
    };
    expect(judge({ cause: 'lost', carried: [5] })).toEqual(['sc-81001']);
    expect(judge({ cause: 'unit' })).toEqual([]);
    expect(judge(undefined)).toEqual([]);
    // Nor one of which nothing was known.
    const never = draftOf({ ...SENT, scores: [] });
    never.cellJudged(write('81001', 5), 'asItIs', { points: 5, exempt: false }, 3);
    expect(resultOf(never)).toMatchObject({ sent: [], sis: { scores: [{ points: 5, sentAt: 3 }] } });
  });

  it('that is ours to write and not now is in doubt, for what it was or for its unit', () => {
    const draft = draftOf({ ...SENT, scores: [CELL, { ...CELL, sisStudentId: '81002', doubt: { cause: 'lost' } }] });
    for (const student of ['81001', '81002', '81003']) draft.cellInDoubt(write(student, 5));
    expect(['81001', '81002', '81003'].map((student) => draft.score(student)?.doubt)).toEqual([
      { cause: 'unit' },
      { cause: 'lost' },
      undefined,
    ]);
  });

  it('that was refused says so, in PowerSchool’s words as far as they are kept', () => {
    const draft = draftOf();
    draft.scoreRefused(write('81002', 6), { code: 'SIS_REJECTED', message: 'n'.repeat(501) }, 3);
    expect(resultOf(draft).refused).toEqual([{ scoreId: 'sc-81002', code: 'SIS_REJECTED' }]);
    expect(draft.score('81002')?.refused).toEqual({
      ...{ code: 'SIS_REJECTED', message: 'n'.repeat(500), points: 6, at: 3 },
    });
  });

  it('that is refused after it was sent says so, and is still there as it was sent', () => {
    const draft = draftOf();
    draft.scoreRefused(write('81001', 6), { code: 'SIS_REJECTED', message: 'no' }, 3);
    expect(draft.score('81001')).toEqual({
      ...{ ...CELL, refused: { code: 'SIS_REJECTED', message: 'no', points: 6, at: 3 } },
    });
  });

  it('that was refused has words whatever others were sent, or were refused without any', () => {
    const silent = { code: 'SIS_REJECTED', message: '', points: 1, at: 1 } as const;
    const scores = Array.from({ length: 30 }, (_, n) => ({ ...CELL, sisStudentId: `${n}`, refused: silent }));
    const draft = draftOf({ ...SENT, scores: [CELL, ...scores] });
    draft.scoreRefused(write('81002', 6), { code: 'SIS_REJECTED', message: 'no' }, 3);
    expect(draft.score('81002')?.refused?.message).toBe('no');
  });

  it('that was refused has words for thirty of them at most, and none where it had none', () => {
    const draft = draftOf(NOTHING_IN_SIS);
    const refuse = (student: string) =>
      draft.scoreRefused(write(student, 1), { code: 'SIS_REJECTED', message: 'no' }, 3);
    for (let student = 1; student <= 31; student += 1) refuse(`${student}`);
    const words = resultOf(draft).sis.scores.map(({ refused }) => refused?.message);
    expect(words).toEqual([...Array.from({ length: 30 }, () => 'no'), '']);
    const wordless = { code: 'SIS_REJECTED', message: '', points: 1, at: 1 } as const;
    const again = draftOf({ ...SENT, scores: [{ ...CELL, refused: wordless }] });
    again.scoreRefused(write('81001', 5), { code: 'SIS_REJECTED', message: 'no' }, 3);
    expect(again.score('81001')?.refused?.message).toBe('');
  });
});
