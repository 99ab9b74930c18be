import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CarriedWrites, DeliveryState, WrittenAssignment, WrittenScore } from '@passback/domain';
import type { SisScore } from '@passback/powerschool';
import { transient } from '../testing/fake-powerschool.fixture.ts';
import { recordOf } from '../testing/record.fixture.ts';
import { NOW, UnitLane } from '../testing/unit-lane.fixture.ts';
import { placeAssignment } from './place-assignment.ts';

const SECTION_ID = '85001';
const COLUMN = { title: 'Mid Term Exam (S1)', dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301' };
const UNIT = { id: 's1', scores: { '81001': 5, '81002': null } };
const CLAIM = { owner: 'delivery-1', fence: 1, at: NOW };
/** What is known of the column once it was taken, where nothing about it is in doubt. */
const TAKEN: WrittenAssignment = {
  ref: { assignmentId: '7001', sectionAssignmentId: 's7001' },
  ...{ sisSectionId: SECTION_ID, title: COLUMN.title, dueDate: COLUMN.dueDate, totalPoints: COLUMN.totalPoints },
  ...{ category: 'Quizzes', assessmentType: 'Quiz', writtenAt: NOW, deletedAt: null },
};

let lane: UnitLane;
beforeEach(() => {
  lane = new UnitLane();
});

/** What an attempt before this one may have written. */
const carried = (changes: Partial<CarriedWrites>): CarriedWrites => ({
  ...{ at: NOW - 1, sectionId: SECTION_ID, fields: {}, scores: [] },
  ...changes,
});
const after = (...writes: readonly CarriedWrites[]): Partial<DeliveryState> => ({
  ...{ claim: CLAIM, intent: { startedAt: NOW - 9, revision: 1, carried: writes } },
});
const AFTER_NONE: Partial<DeliveryState> = { claim: CLAIM, intent: null };
const row = (points: number): CarriedWrites['scores'] => [['81001', points, 'sc-81001', 'otus-81001']];

/** What is known of the unit once it was given the column that is there. */
async function taken(delivery: Partial<DeliveryState> = AFTER_NONE) {
  const unit = lane.hand(recordOf(UNIT, delivery));
  expect(await placeAssignment(unit)).toEqual({ kind: 'adopted' });
  const { sis, sent, kept } = unit.draft.result({ kind: 'done' }, 'create');
  const left = unit.draft.effect();
  return { column: sis.assignment, scores: sis.scores, sent, kept, left };
}

describe('the fields of a column that is taken', () => {
  it('are in no doubt where they are as they are wanted', async () => {
    lane.sis.place(SECTION_ID, COLUMN);
    expect((await taken()).column).toEqual(TAKEN);
  });

  it.each([
    ['title', { title: 'A copy (S1)' }],
    ['due date', { dueDate: '2026-11-21' }],
    ['points', { totalPoints: 31 }],
  ])('are in doubt where its %s is another', async (_field, change) => {
    lane.sis.place(SECTION_ID, { ...COLUMN, ...change });
    expect((await taken()).column).toEqual({ ...TAKEN, doubt: { cause: 'unit' } });
  });

  it('leave it in the category that a teacher moved it to', async () => {
    lane.sis.place(SECTION_ID, { ...COLUMN, categoryId: '4302' });
    expect((await taken()).column).toEqual({ ...TAKEN, keptFields: ['category'] });
  });

  it.each([
    ['title', { title: 'Exam (S1)' }],
    ['due date', { dueDate: '2026-11-19' }],
    ['points', { totalPoints: 20 }],
  ])('are what an attempt before gave it, and what Otus changed since is to be written: %s', async (_field, fields) => {
    lane.sis.place(SECTION_ID, { ...COLUMN, ...fields });
    const { column, left } = await taken(after(carried({ fields })));
    expect(column).toEqual({ ...TAKEN, ...fields });
    expect(left).toMatchObject({ kind: 'update', changed: Object.keys(fields) });
  });

  it('are in doubt where they are not as an attempt before gave them, though they are as they are wanted', async () => {
    lane.sis.place(SECTION_ID, COLUMN);
    const fields = { title: 'Exam (S1)' };
    expect((await taken(after(carried({ fields })))).column).toEqual({ ...TAKEN, ...fields, doubt: { cause: 'unit' } });
  });

  it('are what the last of several attempts gave it', async () => {
    lane.sis.place(SECTION_ID, { ...COLUMN, title: 'Exam (S1)', totalPoints: 20 });
    const first = carried({ at: NOW - 2, fields: { title: 'Test (S1)', totalPoints: 20 } });
    const last = carried({ fields: { title: 'Exam (S1)' } });
    expect((await taken(after(first, last))).column).toEqual({ ...TAKEN, title: 'Exam (S1)', totalPoints: 20 });
  });

  it('leave it to be moved where an attempt before made it in the category of another type', async () => {
    lane.sis.place(SECTION_ID, { ...COLUMN, categoryId: '4302' });
    const { column, left } = await taken(after(carried({ fields: { category: 'Tests' } })));
    expect(column).toEqual({ ...TAKEN, category: 'Tests', assessmentType: '' });
    expect(left).toMatchObject({ kind: 'update', changed: ['category'] });
  });
});

it.each([
  ['of another section', { sectionId: '85002' }],
  ['of this very attempt', { at: NOW }],
])('writes %s say nothing of a column that is taken', async (_what, change) => {
  const id = lane.sis.place(SECTION_ID, COLUMN);
  lane.sis.assignments.get(id)!.cells.set('81001', { sisStudentId: '81001', points: 5, exempt: false });
  const writes = carried({ fields: { title: 'Exam (S1)' }, scores: row(5), ...change });
  const { column, sent } = await taken(after(writes));
  expect(column).toEqual(TAKEN);
  // It is there, and not by us as far as anybody knows.
  expect(sent).toEqual([]);
});

it('all writes that may have been made say something of it where nobody has claimed the unit', async () => {
  lane.sis.place(SECTION_ID, { ...COLUMN, title: 'Exam (S1)' });
  const { column } = await taken({ ...after(carried({ fields: { title: 'Exam (S1)' } })), claim: null });
  expect(column).toEqual({ ...TAKEN, title: 'Exam (S1)' });
});

it('a column whose cells cannot be read now is not taken yet', async () => {
  lane.sis.place(SECTION_ID, COLUMN);
  lane.failOnce('scores', 'before', transient);
  const unit = lane.hand(recordOf(UNIT, AFTER_NONE));
  await expect(placeAssignment(unit)).rejects.toEqual(transient());
  expect(unit.draft.result({ kind: 'done' }, 'create').sis).toEqual({ assignment: null, scores: [] });
});

describe('the cells of a column that is taken', () => {
  const IDS = { scoreId: 'sc-81001', studentId: 'otus-81001', sisStudentId: '81001' };
  const DONE: WrittenScore = { ...IDS, points: 5, sentAt: NOW, kept: null, refused: null };
  const keptAs = (kept: WrittenScore['kept']): WrittenScore => ({
    ...IDS,
    points: 5,
    sentAt: null,
    kept,
    refused: null,
  });
  const TO_WRITE = { kind: 'scoresOnly', scores: [{ ...IDS, points: 5, cause: 'changed' }] };

  async function judged(cell: Partial<SisScore> | null, ...lost: readonly number[]) {
    const id = lane.sis.place(SECTION_ID, COLUMN);
    const before = { sisStudentId: '81001', points: null, exempt: false };
    if (cell !== null) lane.sis.assignments.get(id)!.cells.set('81001', { ...before, ...cell });
    const writes = lost.map((points, n) => carried({ at: NOW - lost.length + n, scores: row(points) }));
    const { column: _column, ...known } = await taken(after(...writes));
    return known;
  }

  it.each<[string, Partial<SisScore> | null, number[]]>([
    ['where it is empty', null, []],
    ['where it is empty though an attempt before may have written it', null, [5]],
    ['where it holds what the first of several may have written', { points: 3 }, [3, 4, 5]],
    ['where it holds what another of them may have written', { points: 4 }, [3, 4, 5]],
    ['whatever it holds where Otus has other points since an attempt before', { points: 9 }, [4]],
  ])('a cell is ours to write %s', async (_where, cell, lost) => {
    expect(await judged(cell, ...lost)).toEqual({ scores: [], sent: [], kept: [], left: TO_WRITE });
  });

  it('a cell that holds what is wanted is done, and was sent where an attempt before may have written it', async () => {
    const done = { scores: [DONE], kept: [], left: { kind: 'none' } };
    expect(await judged({ points: 5 })).toEqual({ ...done, sent: [] });
    lane = new UnitLane();
    expect(await judged({ points: 5 }, 5)).toEqual({ ...done, sent: ['sc-81001'] });
  });

  it.each<[string, Partial<SisScore>, number[], WrittenScore['kept']]>([
    ['where it holds other points', { points: 9 }, [], { seenPoints: 9, seenAt: NOW }],
    ['where it holds none of those that were lost', { points: 9 }, [3, 5], { seenPoints: 9, seenAt: NOW }],
    ['where it is exempt', { points: 5, exempt: true }, [], { seenPoints: null, seenAt: NOW, exempt: true }],
  ])('a cell is a teacher’s and stays %s', async (_where, cell, lost, kept) => {
    expect(await judged(cell, ...lost)).toEqual({
      ...{ scores: [keptAs(kept)], sent: [], kept: ['sc-81001'], left: { kind: 'none' } },
    });
  });

  it('a cell of a student whom Otus has no points for is not looked at', async () => {
    const id = lane.sis.place(SECTION_ID, COLUMN);
    lane.sis.assignments.get(id)!.cells.set('81002', { sisStudentId: '81002', points: 9, exempt: false });
    expect((await taken()).scores).toEqual([]);
  });

  it('a cell is ours to write where this PowerSchool gives no way to read it', async () => {
    lane.sis.areScoresReadable = false;
    expect(await judged({ points: 9 })).toEqual({ scores: [], sent: [], kept: [], left: TO_WRITE });
  });
});
