import { describe, expect, it } from '@jest/globals';
import { givenAssignment } from '../testing/given.ts';
import { judgedCell, refusedCell, sentCell, settledFields } from './cell-steps.ts';
import { EMPTY_CELL } from './decide-cell.ts';
import type { WrittenScore } from './sis-state.ts';

const TARGET = { scoreId: 'sc-1', studentId: 'stu-1', sisStudentId: '81001', points: 10 };
const BEFORE: WrittenScore = { ...TARGET, points: 8, sentAt: 1, kept: null, refused: null };
const REFUSAL = { code: 'STUDENT_NOT_ENROLLED', message: 'left' } as const;
const REFUSED = { ...REFUSAL, points: 9, at: 1 };
const EDIT = { seenPoints: 3, seenAt: 2 };

it('given that PowerSchool took a score, then nothing of before is left', () => {
  expect(sentCell(TARGET, 5)).toEqual({ ...TARGET, sentAt: 5, kept: null, refused: null });
});

describe('a score that PowerSchool refused', () => {
  it('is nothing but refused where nothing was accepted before', () => {
    const refused = { ...REFUSAL, points: 10, at: 5 };
    expect(refusedCell(TARGET, REFUSAL, undefined, 5)).toEqual({
      ...TARGET,
      ...{ points: null, sentAt: null, kept: null, refused },
    });
  });

  it('leaves what was accepted before as it was', () => {
    const before = { ...BEFORE, kept: EDIT };
    expect(refusedCell(TARGET, REFUSAL, before, 5)).toEqual({ ...before, refused: { ...REFUSAL, points: 10, at: 5 } });
  });
});

describe('a cell that was judged', () => {
  const inDoubt: WrittenScore = { ...BEFORE, doubt: { cause: 'unit' }, uncheckedAt: 3, refused: REFUSED };
  const settled = { ...TARGET, sentAt: 1, kept: null, refused: null };

  it('and holds what is wanted is as sent, when it was sent', () => {
    expect(judgedCell(TARGET, 'asItIs', { points: 10, exempt: false }, { ...inDoubt, kept: EDIT }, 5)).toEqual(settled);
  });

  it('and holds what is wanted though nothing was sent is as sent now', () => {
    const never = { ...BEFORE, points: null, sentAt: null };
    expect(judgedCell(TARGET, 'asItIs', { points: 10, exempt: false }, never, 5)).toEqual({ ...settled, sentAt: 5 });
    expect(judgedCell(TARGET, 'asItIs', { points: 10, exempt: false }, undefined, 5)).toEqual({
      ...settled,
      sentAt: 5,
    });
  });

  it('and that nobody can look at is unchecked since then', () => {
    expect(judgedCell(TARGET, 'unchecked', 'unreadable', inDoubt, 5)).toEqual({ ...settled, uncheckedAt: 5 });
  });

  it('without a look stays as it is, unchecked where it was', () => {
    expect(judgedCell(TARGET, 'asItIs', 'unreadable', inDoubt, 5)).toEqual({ ...settled, uncheckedAt: 3 });
    const edited = { ...BEFORE, kept: EDIT };
    expect(judgedCell(TARGET, 'asItIs', 'unreadable', edited, 5)).toStrictEqual({ ...settled, kept: EDIT });
  });

  it('and holds a teacher’s edit keeps it, since it was first seen', () => {
    const seen = { points: 4, exempt: false };
    expect(judgedCell(TARGET, 'keep', seen, inDoubt, 5)).toEqual({ ...settled, kept: { seenPoints: 4, seenAt: 5 } });
    expect(judgedCell(TARGET, 'keep', seen, { ...BEFORE, kept: EDIT }, 5).kept).toEqual({ seenPoints: 4, seenAt: 2 });
    expect(judgedCell(TARGET, 'keep', EMPTY_CELL, BEFORE, 5).kept).toEqual({ seenPoints: null, seenAt: 5 });
  });

  it('and holds a teacher’s edit was not sent by that', () => {
    const kept = { seenPoints: 4, seenAt: 5 };
    expect(judgedCell(TARGET, 'keep', { points: 4, exempt: false }, undefined, 5)).toEqual({
      ...settled,
      ...{ sentAt: null, kept },
    });
  });
});

describe('the fields of an assignment that was looked at', () => {
  const before = givenAssignment({ title: 'Exam' });
  const fields = { title: 'Final', dueDate: '2026-11-24', totalPoints: 40, category: 'Tests', assessmentType: 'Test' };
  type Names = readonly ('title' | 'category')[];
  const settle = (write: Names, keep: Names = [], there: Names = []) =>
    settledFields({ ...before, doubt: { cause: 'unit' }, keptFields: ['dueDate'] }, fields, { write, keep, there }, 5);

  it('are those that are wanted, and in no doubt', () => {
    expect(settle(['title', 'category'])).toEqual({ ...before, ...fields, writtenAt: 5 });
  });

  it('keep the category where it was neither written nor seen to be there', () => {
    expect(settle(['title'])).toEqual({ ...before, ...fields, category: 'Quizzes', writtenAt: 5 });
    expect(settle([], [], ['category'])).toEqual({ ...before, ...fields, writtenAt: 1 });
  });

  it('were not written anew where all of them were there, and say which stay a teacher’s', () => {
    expect(settle([], ['title'])).toEqual({
      ...{ ...before, ...fields, category: 'Quizzes', writtenAt: 1 },
      keptFields: ['title'],
    });
  });
});
