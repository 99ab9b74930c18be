import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SisFields, UnitRecord, WrittenAssignment } from '@passback/domain';
import { lostReply } from '../testing/fake-powerschool.fixture.ts';
import { recordOf } from '../testing/record.fixture.ts';
import { NOW, UnitLane } from '../testing/unit-lane.fixture.ts';
import type { UnitSketch } from '../testing/units.fixture.ts';
import { givenAssignment } from '../../../libs/domain/testing/given.ts';
import type { UnitInHand } from './unit-in-hand.ts';
import { updateAssignment } from './update-assignment.ts';

const PROJECTS = { categoryId: '4303', name: 'Projects', active: true };
const AS_SENT = { title: 'Mid Term Exam (S1)', dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301' };
const BY_A_TEACHER = { title: 'Mine', dueDate: '2026-11-23', totalPoints: 20, categoryId: '4303' };

let lane: UnitLane;
beforeEach(() => {
  lane = new UnitLane();
  lane.sis.categoryList.push(PROJECTS);
});

type Written = Partial<WrittenAssignment>;

/** What PowerSchool has, and what is known to have been written before. */
interface Before {
  readonly there?: Partial<typeof AS_SENT>;
  readonly written?: Written;
}

function given(sketch: Partial<UnitSketch>, { there = {}, written = {} }: Before): UnitRecord {
  const assignmentId = lane.sis.place('85001', { ...AS_SENT, ...there });
  const ref = { assignmentId, sectionAssignmentId: `s${assignmentId}` };
  const assignment = givenAssignment({ ref, title: AS_SENT.title, ...written });
  return recordOf({ id: 's1', scores: {}, ...sketch }, {}, { assignment, scores: [] });
}

/** The name that the admin's mapping has for the unit's category. */
function mappedTo(category: string, record: UnitRecord): UnitRecord {
  const { decision } = record;
  return { ...record, decision: { ...decision, desired: { ...decision.desired, category } } };
}

const inPowerSchool = () => [...lane.sis.assignments.values()][0]!;

/** Updates it with what PowerSchool has of it; `categoryId` where that is not what it tells. */
async function update(record: UnitRecord, categoryId: string | null = inPowerSchool().categoryId): Promise<UnitInHand> {
  const unit = lane.hand(record);
  const { ref, title, dueDate, totalPoints } = inPowerSchool();
  await updateAssignment(unit, { ref, title, dueDate, totalPoints, categoryId });
  return unit;
}

describe('the fields of an assignment', () => {
  it.each<[keyof SisFields, Partial<UnitSketch>, Partial<typeof AS_SENT>]>([
    ['title', { title: 'Final' }, { title: 'Final (S1)' }],
    ['dueDate', { dueDate: '2026-11-24' }, { dueDate: '2026-11-24' }],
    ['totalPoints', { totalPoints: 40 }, { totalPoints: 40 }],
    ['category', { assessmentType: 'Test' }, { categoryId: '4302' }],
  ])(
    'of which Otus changed the %s are written in that alone, over what a teacher did',
    async (name, change, written) => {
      const { draft } = await update(given(change, { there: BY_A_TEACHER }));
      expect(inPowerSchool()).toMatchObject({ ...BY_A_TEACHER, ...written });
      expect(lane.methods.filter((method) => method !== 'categories')).toEqual(['updateAssignment']);
      const kept = (['title', 'dueDate', 'totalPoints'] as const).filter((field) => field !== name);
      expect(draft.placed).toMatchObject({ keptFields: kept, writtenAt: NOW });
    },
  );

  it('that Otus changed are on record as written, and the others as a teacher’s', async () => {
    const record = given({ title: 'Final', totalPoints: 40 }, { there: { dueDate: '2026-11-23' } });
    const { draft } = await update(record);
    expect(draft.placed).toEqual({
      ...record.sis.assignment,
      ...{ title: 'Final (S1)', totalPoints: 40, keptFields: ['dueDate'], writtenAt: NOW },
    });
  });

  it('that nobody changed cost no call', async () => {
    const record = given({}, {});
    const { draft } = await update(record);
    expect(lane.methods).toEqual([]);
    expect(draft.placed).toEqual(record.sis.assignment);
  });

  it('are in doubt where the reply to their update was lost: those that it carried, and no cell', async () => {
    const unit = lane.hand(given({ title: 'Final', totalPoints: 40 }, {}));
    const lost = lostReply();
    lane.failOnce('updateAssignment', 'after', () => lost);
    await expect(updateAssignment(unit, { ...inPowerSchool() })).rejects.toBe(lost);
    const { sis } = unit.draft.result({ kind: 'done' }, 'update');
    const carried = [{ title: 'Final (S1)', totalPoints: 40 }];
    expect(sis).toMatchObject({ assignment: { title: AS_SENT.title, doubt: { cause: 'lost', carried } }, scores: [] });
  });

  it('are in the section’s list from then on as they were written', async () => {
    const record = given({ title: 'Final' }, {});
    const { section } = lane.hand(record);
    const titles = async () =>
      (await lane.tools.memory.assignments(section, { fresh: false })).map(({ title }) => title);
    expect(await titles()).toEqual([AS_SENT.title]);
    await update(record);
    expect(await titles()).toEqual(['Final (S1)']);
  });
});

describe('the category of an assignment', () => {
  const lost = (...carried: Partial<SisFields>[]): Written => ({ doubt: { cause: 'lost', carried } });
  const seenMoved: Written = { keptFields: ['category'] };

  it.each<[string, Written]>([
    ['nothing is in doubt', {}],
    ['only its unit’s standing is in doubt', { doubt: { cause: 'unit' } }],
    ['a lost update carried none', lost({ title: AS_SENT.title })],
    ['only another field is known to be a teacher’s', { keptFields: ['title'] }],
  ])('is not asked for, and a teacher’s to move, where %s', async (_what, written) => {
    const { draft } = await update(given({}, { there: { categoryId: '4303' }, written }));
    expect(lane.methods).toEqual([]);
    expect(draft.placed.keptFields).toBeUndefined();
  });

  it.each<[string, string, string, readonly string[] | undefined]>([
    ['as it is where that was carried out', '4302', '4302', undefined],
    ['written where that was not', '4301', '4302', undefined],
    ['a teacher’s where it is yet another one', '4303', '4303', ['category']],
  ])('that a lost update was to move is %s', async (_what, there, after, keptFields) => {
    const written = lost({ title: AS_SENT.title }, { category: 'Tests' });
    const { draft } = await update(given({ assessmentType: 'Test' }, { there: { categoryId: there }, written }));
    expect(inPowerSchool().categoryId).toBe(after);
    expect(draft.placed.keptFields).toEqual(keptFields);
    expect(draft.placed.assessmentType).toBe('Test');
  });

  it.each<[string, Written]>([
    ['a lost update', lost({ category: 'Tests' })],
    ['one that an older ledger does not know of', { doubt: { cause: 'restored' } }],
  ])('that was moved by %s is on record as moved, and moved back with the type', async (_what, written) => {
    const { draft } = await update(given({ assessmentType: 'Test' }, { there: { categoryId: '4302' }, written }));
    expect(draft.placed).toMatchObject({ category: 'Tests', assessmentType: 'Test', writtenAt: 1 });
    await update(recordOf({ id: 's1', scores: {} }, {}, { assignment: draft.placed, scores: [] }));
    expect(inPowerSchool().categoryId).toBe('4301');
  });

  it.each<[string, string, Written, readonly string[] | undefined]>([
    ['an older ledger knows, and a teacher moved, stays', '4303', { doubt: { cause: 'restored' } }, ['category']],
    ['an older ledger knows as it is, is as it was', '4301', { doubt: { cause: 'restored' } }, undefined],
    ['a teacher was seen to have moved stays where it is', '4303', seenMoved, ['category']],
    ['a teacher moved back is nobody’s edit any more', '4301', seenMoved, undefined],
    ['is none of the teacher’s by now is somebody’s edit', '9999', seenMoved, ['category']],
  ])('that %s', async (_what, there, written, keptFields) => {
    const { draft } = await update(given({}, { there: { categoryId: there }, written }));
    expect(lane.methods).toEqual(['categories']);
    expect(draft.placed).toMatchObject({ category: 'Quizzes' });
    expect(draft.placed.keptFields).toEqual(keptFields);
  });

  it('that PowerSchool does not tell is nobody’s edit', async () => {
    const { draft } = await update(given({}, { written: { doubt: { cause: 'restored' } } }), null);
    expect(lane.methods).toEqual([]);
    expect(draft.placed.keptFields).toBeUndefined();
  });

  it.each<[string, string, WrittenAssignment['category'], Written]>([
    ['is wanted', ' Quizzes', 'Tests', { keptFields: ['category'] }],
    ['was written', 'Tests', 'Quizzes ', { doubt: { cause: 'restored' } }],
    ['a lost update carried', 'Tests', 'Projects', lost({ category: ' Quizzes ' }, { category: 'Tests' })],
  ])(
    'counts as the one that %s whatever blanks the mapping has around its name',
    async (_what, wanted, was, before) => {
      const record = given({}, { written: { ...before, category: was } });
      const { draft } = await update(mappedTo(wanted, record));
      // What is wanted is there, or what is there is ours and was moved to what is wanted: no teacher did anything.
      expect(draft.placed.keptFields).toBeUndefined();
    },
  );
});
