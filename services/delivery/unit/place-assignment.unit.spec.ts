import { beforeEach, describe, expect, it } from '@jest/globals';
import { type DeliveryState, NOTHING_IN_SIS, type SisState, type UnitRecord } from '@passback/domain';
import { SisError } from '@passback/powerschool';
import { givenAssignment } from '../../../libs/domain/testing/given.ts';
import { lostReply, type Method, rejected, transient } from '../testing/fake-powerschool.fixture.ts';
import { recordOf } from '../testing/record.fixture.ts';
import { NOW, TIMEOUT_MS, UnitLane } from '../testing/unit-lane.fixture.ts';
import { placeAssignment } from './place-assignment.ts';

const FIELDS = { dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301' };
const UNIT = { id: 's1', scores: { '81001': 5, '81002': 6 } };
const QUIET_MS = 3 * TIMEOUT_MS;
const CLAIM = { owner: 'delivery-1', fence: 1, at: NOW };
/** Nothing was asked for before this claim. */
const FIRST: Partial<DeliveryState> = { claim: CLAIM, intent: { startedAt: NOW, revision: 1 } };
/** An attempt before this claim asked for a create of which nobody knows what became. */
const askedBefore = (createAskedAt?: number, claim: DeliveryState['claim'] = CLAIM): Partial<DeliveryState> => ({
  claim,
  intent: { startedAt: NOW - 9 * QUIET_MS, revision: 1, ...(createAskedAt !== undefined && { createAskedAt }) },
});
/** So long ago that another one may be made. */
const AGAIN = askedBefore(NOW - QUIET_MS);
const BEGUN: Method[] = ['categories', 'assignments'];

const letGo = () => new SisError({ class: 'interrupted', code: 'SIS_UNAVAILABLE', uncertain: true }, 'the lane stops');
const mistake = () => new TypeError('a mistake of ours');
const fails = (error: () => Error) => () => {
  throw error();
};

let lane: UnitLane;
let happenings: { method: Method; n: number; phase: 'before' | 'after'; work: () => void }[];
beforeEach(() => {
  lane = new UnitLane();
  happenings = [];
  lane.sis.hook = (phase, { method }) => {
    const n = lane.methods.filter((one) => one === method).length;
    for (const one of happenings) if (one.method === method && one.n === n && one.phase === phase) one.work();
  };
});

/** What happens before the n-th call of this method is carried out, or after that and before its reply comes. */
const at = (method: Method, n: number, phase: 'before' | 'after', work: () => void) =>
  void happenings.push({ method, n, phase, work });

/** A column that is there under this id. */
function column(assignmentId: string, title = 'Mid Term Exam (S1)'): void {
  const ref = { assignmentId, sectionAssignmentId: `s${assignmentId}` };
  lane.sis.assignments.set(assignmentId, { ref, sectionId: '85001', title, ...FIELDS, cells: new Map() });
}

/** One attempt to place the unit's column: how that ended, what is known of it then, and what was asked of PowerSchool. */
async function attempt(delivery: Partial<DeliveryState> = FIRST, record = recordOf(UNIT, delivery)) {
  const unit = lane.hand(record);
  const before = lane.methods.length;
  const end = await placeAssignment(unit).catch((error: unknown) => error);
  const { sis, isCreateUncertain, createAskedAt } = unit.draft.result({ kind: 'done' }, 'create');
  const { ref, twins } = sis.assignment ?? {};
  return { end, id: ref?.assignmentId, twins, isCreateUncertain, createAskedAt, methods: lane.methods.slice(before) };
}

/** Another unit of Otus that goes by the same identifier. */
const other = (sis: SisState): UnitRecord => recordOf({ ...UNIT, id: 's2', identifier: 'S1' }, {}, sis);
const columnOf = (assignmentId: string, deletedAt: number | null = null) =>
  givenAssignment({ ref: { assignmentId, sectionAssignmentId: `s${assignmentId}` }, deletedAt });
const having = (assignmentId: string, deletedAt?: number): SisState => ({
  ...{ assignment: columnOf(assignmentId, deletedAt), scores: [] },
});
const hadBefore = (assignmentId: string) => ({
  elsewhere: [{ assignment: columnOf(assignmentId), scores: [] }],
});

/** Whether the next unit of the section is told the list as it is then, not as it was read before. */
async function isReadAnew(): Promise<boolean> {
  const before = lane.methods.length;
  await lane.tools.memory.assignments(lane.hand(recordOf(UNIT)).section, { fresh: false });
  return lane.methods.length > before;
}

describe('a unit that was never asked for', () => {
  it('is made where nothing carries its identifier, and the lane remembers it', async () => {
    column('300', 'Another one (S11)');
    expect(await attempt()).toEqual({
      ...{ end: { kind: 'created' }, id: '7001', isCreateUncertain: false, createAskedAt: NOW },
      methods: [...BEGUN, 'createAssignment'],
    });
    expect(lane.sis.assignments.get('7001')).toMatchObject({ title: 'Mid Term Exam (S1)', ...FIELDS });
    expect(await attempt()).toMatchObject({ end: { kind: 'adopted' }, id: '7001', methods: ['scores'] });
  });

  it('is not made where a column carries its identifier: that is taken', async () => {
    column('300');
    expect(await attempt()).toEqual({
      ...{ end: { kind: 'adopted' }, id: '300', isCreateUncertain: false, createAskedAt: null },
      methods: [...BEGUN, 'scores'],
    });
  });

  it.each([
    ['numbers', ['1000', '999'], '999'],
    ['numbers, the oldest first', ['999', '1000'], '999'],
    ['names', ['li-b', 'li-a'], 'li-a'],
    ['names, the oldest first', ['li-a', 'li-b'], 'li-a'],
    ['numbers that no float tells apart', ['9007199254740993', '9007199254740992'], '9007199254740992'],
    ['such numbers, the oldest first', ['9007199254740992', '9007199254740993'], '9007199254740992'],
  ])('takes the oldest of several, whatever their order, and tells of the others: %s', async (_what, ids, oldest) => {
    for (const id of ids) column(id);
    expect(await attempt()).toMatchObject({ id: oldest, twins: ids.filter((id) => id !== oldest) });
  });

  it.each<[string, Partial<DeliveryState>, Method[]]>([
    ['as the lane remembers it', FIRST, ['createAssignment']],
    ['as it is now where the column is to be made again', { ...FIRST, redrive: true }, ['assignments', 'scores']],
    ['as it is now where an attempt before this one may have made it', AGAIN, ['assignments', 'scores']],
  ])('is looked for in the section %s', async (_how, delivery, methods) => {
    await lane.tools.memory.category(lane.hand(recordOf(UNIT)).section, 'Quizzes');
    await isReadAnew();
    column('300');
    expect(await attempt(delivery)).toMatchObject({ methods });
  });
});

describe('a column of another unit with the same identifier', () => {
  beforeEach(() => column('300'));
  const isRefused = async () => {
    const { end, id, methods } = await attempt();
    expect(end).toMatchObject({ class: 'unit', code: 'SIS_DUPLICATE_ASSIGNMENT' });
    expect(id).toBeUndefined();
    expect(methods).not.toContain('createAssignment');
  };

  it.each<[string, SisState]>([
    ['has it', having('300')],
    ['had it before its class was linked elsewhere', { ...having('301'), ...hadBefore('300') }],
    ['had it, and has none where its class is linked now', { ...NOTHING_IN_SIS, ...hadBefore('300') }],
  ])('is not taken, and none is made beside it: the other %s', async (_how, sis) => {
    lane.others = [other(sis)];
    await isRefused();
  });

  it('is not taken where this lane gave it to the other, whether or not the ledger knows that by now', async () => {
    await attempt(FIRST, other(NOTHING_IN_SIS));
    await isRefused();
  });

  it.each<[string, SisState]>([
    ['has none', NOTHING_IN_SIS],
    ['has another one', having('301')],
    ['had it deleted', having('300', 1)],
  ])('is none where the other %s', async (_how, sis) => {
    lane.others = [other(sis)];
    expect(await attempt()).toMatchObject({ end: { kind: 'adopted' }, id: '300' });
  });

  it('is none where the ledger has it as the unit’s own', async () => {
    lane.others = [recordOf(UNIT, {}, having('300'))];
    expect(await attempt()).toMatchObject({ end: { kind: 'adopted' }, id: '300' });
  });

  it('is neither taken nor told of beside those that are free', async () => {
    for (const id of ['302', '301']) column(id);
    lane.others = [other(having('300'))];
    expect(await attempt()).toMatchObject({ id: '301', twins: ['302'] });
  });
});

describe('a create whose reply was lost', () => {
  it('and that was carried out is found at once, beside what else is there by then', async () => {
    at('createAssignment', 1, 'after', () => column('8001'));
    at('createAssignment', 1, 'after', fails(lostReply));
    expect(await attempt()).toMatchObject({
      ...{ end: { kind: 'adopted' }, id: '7001', twins: ['8001'], isCreateUncertain: false },
      methods: [...BEGUN, 'createAssignment', 'assignments', 'scores'],
    });
  });

  it('and that is not seen fails the attempt: it may come yet, and whoever comes next looks', async () => {
    at('createAssignment', 1, 'before', fails(lostReply));
    expect(await attempt()).toMatchObject({
      ...{ end: lostReply(), id: undefined, isCreateUncertain: true, createAskedAt: NOW },
      methods: [...BEGUN, 'createAssignment', 'assignments'],
    });
    expect(await isReadAnew()).toBe(true);
  });

  it.each([
    ['cannot be looked for', () => at('assignments', 2, 'before', fails(transient))],
    ['seems to be another unit’s', () => void (lane.others = [other(having('7001'))])],
  ])('fails the attempt as lost where it %s', async (_what, given) => {
    at('createAssignment', 1, 'after', fails(lostReply));
    given();
    expect(await attempt()).toMatchObject({ end: lostReply(), id: undefined, isCreateUncertain: true });
  });

  it.each([
    ['the lane lets go', letGo],
    ['the mistake is ours', mistake],
  ])('is not looked for where %s; it may have been made, and whoever comes next looks', async (_what, error) => {
    at('createAssignment', 1, 'after', fails(error));
    expect(await attempt()).toMatchObject({
      ...{ end: error(), id: undefined, isCreateUncertain: true, createAskedAt: NOW },
      methods: [...BEGUN, 'createAssignment'],
    });
    expect(await isReadAnew()).toBe(true);
  });

  it.each([
    ['the lane lets go', letGo],
    ['the mistake is ours', mistake],
  ])('and that is being looked for when %s is left at that', async (_what, error) => {
    at('createAssignment', 1, 'after', fails(lostReply));
    at('assignments', 2, 'before', fails(error));
    expect(await attempt()).toMatchObject({ end: error(), id: undefined, isCreateUncertain: true });
  });
});

it('a create that PowerSchool refused was not carried out, and the attempt fails for that', async () => {
  at('createAssignment', 1, 'before', fails(rejected));
  expect(await attempt()).toMatchObject({
    ...{ end: rejected(), id: undefined, isCreateUncertain: false },
    methods: [...BEGUN, 'createAssignment'],
  });
  expect(await isReadAnew()).toBe(false);
});

describe('while a create that was asked for before may still come', () => {
  const LATER = NOW + 70;
  beforeEach(() => void (lane.now = LATER));

  it.each<[string, Partial<DeliveryState>, number]>([
    ['it was asked for', askedBefore(NOW - 10), NOW - 10],
    ['a killed process asked for it at the latest', askedBefore(), NOW - TIMEOUT_MS],
    ['anybody asked for it at the latest', askedBefore(undefined, null), LATER - TIMEOUT_MS],
  ])('none is made until the quiet time has passed since %s', async (_when, delivery, askedAt) => {
    expect(await attempt(delivery)).toMatchObject({
      end: { kind: 'notYet', until: askedAt + QUIET_MS, why: expect.stringContaining('reply was lost') },
      ...{ id: undefined, isCreateUncertain: true, createAskedAt: askedAt, methods: BEGUN },
    });
  });

  it('none is made a moment before that, and one right then', async () => {
    expect(await attempt(askedBefore(LATER - QUIET_MS + 1))).toMatchObject({
      end: { kind: 'notYet', until: LATER + 1 },
    });
    expect(await attempt(askedBefore(LATER - QUIET_MS))).toMatchObject({
      end: { kind: 'created' },
      createAskedAt: LATER,
    });
  });

  it('it is taken once it is there', async () => {
    column('300');
    expect(await attempt(askedBefore(NOW))).toMatchObject({ end: { kind: 'adopted' }, id: '300' });
  });

  it('one is made all the same, and nothing waited or looked for, where two creates are as one', async () => {
    lane = new UnitLane({ isCreateIdempotent: true });
    expect(await attempt(askedBefore(NOW))).toMatchObject({
      ...{ end: { kind: 'created' }, id: '7001', methods: [...BEGUN, 'createAssignment'] },
    });
  });
});

describe('after a create that followed one which may still come', () => {
  const LOOKED: Method[] = [...BEGUN, 'createAssignment', 'assignments'];
  const REMOVED: Method[] = [...LOOKED, 'deleteUnscored'];
  const cameLate = (...ids: readonly string[]) =>
    at('createAssignment', 1, 'after', () => {
      for (const id of ids) column(id);
    });

  it('the section is looked at once more; where no other came, that was it', async () => {
    const { end, id, twins, isCreateUncertain, methods } = await attempt(AGAIN);
    expect({ end, id, twins, isCreateUncertain }).toEqual({
      ...{ end: { kind: 'created' }, id: '7001', twins: undefined, isCreateUncertain: false },
    });
    expect(methods).toEqual(LOOKED);
  });

  it('the one just made goes where the other came, and the next unit of the section looks anew', async () => {
    cameLate('6999');
    expect(await attempt(AGAIN)).toEqual({
      ...{ end: { kind: 'adopted' }, id: '6999', isCreateUncertain: false, createAskedAt: NOW },
      methods: [...REMOVED, 'scores'],
    });
    expect([...lane.sis.assignments.keys()]).toEqual(['6999']);
    expect(await isReadAnew()).toBe(true);
  });

  it('the oldest of several that came is taken, and nothing else than the one just made goes', async () => {
    cameLate('6999', '6998');
    expect(await attempt(AGAIN)).toMatchObject({ end: { kind: 'adopted' }, id: '6998', twins: ['6999'] });
    expect([...lane.sis.assignments.keys()]).toEqual(['6999', '6998']);
  });

  it('the one just made stays the unit’s where somebody entered a score in it, and the others are told of', async () => {
    cameLate('6999', '6998');
    at('deleteUnscored', 1, 'before', () => lane.sis.edit('S1', '81003', { points: 4 }));
    expect(await attempt(AGAIN)).toMatchObject({
      ...{ end: { kind: 'created' }, id: '7001', twins: ['6998', '6999'], isCreateUncertain: false, methods: REMOVED },
    });
    expect(lane.sis.assignments.size).toBe(3);
  });

  it.each(['before', 'after'] as const)('the other is taken where nobody knows whether it went: %s', async (phase) => {
    cameLate('6999', '6998');
    at('deleteUnscored', 1, phase, fails(lostReply));
    expect(await attempt(AGAIN)).toMatchObject({
      ...{ end: { kind: 'adopted' }, id: '6998', twins: ['6999', '7001'], isCreateUncertain: false },
    });
  });

  it('nothing goes where the section cannot be seen', async () => {
    cameLate('6999');
    at('assignments', 2, 'before', fails(transient));
    expect(await attempt(AGAIN)).toMatchObject({
      ...{ end: { kind: 'created' }, id: '7001', isCreateUncertain: false, methods: LOOKED },
    });
  });

  it.each<[string, Method, number, 'before' | 'after', () => Error]>([
    ['the lane lets go of the look', 'assignments', 2, 'before', letGo],
    ['the look is a mistake of ours', 'assignments', 2, 'before', mistake],
    ['the lane lets go of the removal', 'deleteUnscored', 1, 'after', letGo],
    ['the removal is a mistake of ours', 'deleteUnscored', 1, 'after', mistake],
    ['the cells of the other cannot be read', 'scores', 1, 'before', transient],
    ['the lane lets go of the read of those cells', 'scores', 1, 'before', letGo],
  ])('none is the unit’s, and the next attempt looks again, where %s', async (_what, method, n, phase, error) => {
    cameLate('6999');
    at(method, n, phase, fails(error));
    expect(await attempt(AGAIN)).toMatchObject({
      ...{ end: error(), id: undefined, isCreateUncertain: true, createAskedAt: NOW },
    });
    expect(await attempt(askedBefore(NOW))).toMatchObject({ end: { kind: 'adopted' }, id: '6999' });
  });
});
