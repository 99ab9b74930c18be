import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryState, SisState, UnitRecord, WrittenScore } from '@passback/domain';
import type { Gradebook } from '@passback/powerschool';
import { givenAssignment } from '../../../libs/domain/testing/given.ts';
import { transient } from '../testing/fake-powerschool.fixture.ts';
import { recordOf } from '../testing/record.fixture.ts';
import { NOW, UnitLane } from '../testing/unit-lane.fixture.ts';
import { SectionSights } from './section-sights.ts';
import { sectionOf } from './unit-in-hand.ts';

const CLAIM = { owner: 'delivery-1', fence: 1, at: NOW };
const CHECK: Partial<DeliveryState> = { repair: 'check' };

let lane: UnitLane;
let sights: SectionSights;
/** Of how many assignments the cells were asked for, call by call. */
let asked: number[];
beforeEach(() => {
  lane = new UnitLane();
  lane.sis.areManyReadAtOnce = true;
  asked = [];
  const { gradebook, memory, now } = lane.tools;
  const scores: Gradebook['scores'] = (section, refs) => {
    asked.push(refs.length);
    return gradebook.scores(section, refs);
  };
  sights = new SectionSights({ ...gradebook, scores }, memory, async () => lane.others, now);
});

const look = (record: UnitRecord) => sights.of({ record, section: sectionOf(record.otus.snapshot), tools: lane.tools });

/** What was sent of a unit whose only score has five points. */
interface Sent {
  readonly cell?: Partial<WrittenScore>;
  readonly assignment?: Parameters<typeof givenAssignment>[0];
  readonly delivery?: Partial<DeliveryState>;
  readonly sectionId?: string;
}

const IN_DOUBT: Sent = { cell: { doubt: { cause: 'score' } } };

function unitOf(id: string, { cell, assignment, delivery, sectionId = '85001' }: Sent = IN_DOUBT): UnitRecord {
  const title = `Mid Term Exam (${id.toUpperCase()})`;
  const ref = { assignmentId: id, sectionAssignmentId: id };
  const written: WrittenScore = { sisStudentId: '81001', points: 5, sentAt: 1, kept: null, refused: null, ...cell };
  const sis: SisState = {
    assignment: givenAssignment({ ref, title, sisSectionId: sectionId, ...assignment }),
    scores: [written],
  };
  return recordOf({ id, sectionId, scores: { '81001': 5 } }, { dueAt: NOW, ...delivery }, sis);
}

/** As its turn finds it. */
const claimed = (record: UnitRecord): UnitRecord =>
  record.delivery.claim === null
    ? { ...record, version: record.version + 1, delivery: { ...record.delivery, claim: CLAIM } }
    : record;

/** Whose assignments were looked at with the unit's own, as their turns tell. */
async function seenWith(own: UnitRecord, others: readonly UnitRecord[]): Promise<string[]> {
  lane.others = [own, ...others];
  await look(own);
  lane.others = [];
  const turns = await Promise.all(others.map((other) => look(claimed(other))));
  return others.flatMap(({ sectionAssessmentId }, index) => (turns[index] === null ? [] : sectionAssessmentId));
}

/** The column of a unit, with one cell in it. */
function putInPowerSchool(id: string, points: number): Sent {
  const fields = { title: `Mid Term Exam (${id.toUpperCase()})`, dueDate: '2026-11-20', totalPoints: 30 };
  const assignmentId = lane.sis.place('85001', { ...fields, categoryId: '4301' });
  lane.sis.edit(id.toUpperCase(), '81001', { points });
  return { assignment: { ref: { assignmentId, sectionAssignmentId: assignmentId } } };
}

describe('the units of a section that are due and in doubt', () => {
  it('are looked at in one call, and each has what was seen of it when its turn comes', async () => {
    const [own, mate] = [unitOf('s1', { ...IN_DOUBT, ...putInPowerSchool('s1', 5) }), unitOf('s2')];
    lane.others = [own, mate];
    const seen = await look(own);
    expect(seen).toEqual({
      ...{ assignment: null, seenAt: NOW, isFresh: true },
      cells: new Map([['81001', { sisStudentId: '81001', points: 5, exempt: false }]]),
    });
    lane.now += 5;
    expect(await look(claimed(mate))).toEqual({ cells: new Map(), assignment: null, seenAt: NOW, isFresh: false });
    expect(asked).toEqual([2]);
  });

  it('are looked at one by one where PowerSchool gives the cells of one at a time', async () => {
    lane.sis.areManyReadAtOnce = false;
    lane.others = [unitOf('s1'), unitOf('s2')];
    expect(await look(unitOf('s1'))).toBeNull();
    expect(lane.methods).toEqual([]);
  });

  it('are looked at one by one where it gives no way to read them', async () => {
    lane.sis.areScoresReadable = false;
    lane.others = [unitOf('s1'), unitOf('s2')];
    expect(await look(unitOf('s1'))).toBeNull();
    expect(await look(claimed(unitOf('s2')))).toBeNull();
  });

  it('are looked at by one of them at a time', async () => {
    const units = [unitOf('s1'), unitOf('s2'), unitOf('s3')];
    lane.others = units;
    const all = await Promise.all([look(units[0]!), look(claimed(units[1]!)), look(claimed(units[2]!))]);
    expect(all.map((sight) => sight?.isFresh)).toEqual([true, false, false]);
    expect(asked).toEqual([3]);
  });

  it('wait for no look at another section', async () => {
    const ended: string[] = [];
    const end = async (record: UnitRecord): Promise<void> => {
      await look(record);
      ended.push(record.otus.snapshot.section.sisSectionId!);
    };
    const [slow, quick] = ['85001', '85002'].map((sectionId) => unitOf('s1', { ...IN_DOUBT, sectionId }));
    lane.others = [unitOf('s1'), unitOf('s2')];
    lane.sis.hook = async (phase, { sectionId }) => {
      if (phase === 'after' || sectionId !== '85001') return;
      // Many times as many turns as the other needs for all of its look.
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    await Promise.all([end(slow!), end(quick!)]);
    expect(ended).toEqual(['85002', '85001']);
  });

  it('are looked at by the next of them where PowerSchool failed', async () => {
    lane.others = [unitOf('s1'), unitOf('s2')];
    lane.failOnce('scores', 'before', transient);
    await expect(look(unitOf('s1'))).rejects.toThrow('HTTP 502');
    expect(await look(claimed(unitOf('s2')))).toMatchObject({ isFresh: true });
  });
});

describe('a unit is looked at together', () => {
  /** Whether it is looked at with one that is in doubt, beside a third that is. */
  const isSeen = async (other: UnitRecord): Promise<boolean> => {
    const seen = await seenWith(unitOf('s1'), [other, unitOf('s3')]);
    expect(seen).toContain('s3');
    expect(asked).toEqual([seen.length + 1]);
    return seen.length === 2;
  };

  it.each<[string, Sent]>([
    ['is due at this very moment', IN_DOUBT],
    ['is being delivered beside it', { ...IN_DOUBT, delivery: { claim: CLAIM } }],
    ['has its assignment in doubt, and so its cells', { assignment: { doubt: { cause: 'unit' } } }],
    ['is to be checked', { delivery: CHECK }],
  ])('with one that %s', async (_what, sent) => {
    expect(await isSeen(unitOf('s2', sent))).toBe(true);
  });

  it.each<[string, Sent]>([
    ['is due later', { ...IN_DOUBT, delivery: { dueAt: NOW + 1 } }],
    ['is not due', { ...IN_DOUBT, delivery: { dueAt: null } }],
    ['has nothing to be done', {}],
    ['has only scores that Otus changed', { cell: { points: 4 } }],
    ['is deleted in PowerSchool', { ...IN_DOUBT, assignment: { deletedAt: 1 } }],
    ['is to be made again', { ...IN_DOUBT, assignment: { deletedAt: 1 }, delivery: { redrive: true } }],
    ['stands in another section as yet', { ...IN_DOUBT, assignment: { sisSectionId: '85002' } }],
  ])('and not with one that %s', async (_what, sent) => {
    expect(await isSeen(unitOf('s2', sent))).toBe(false);
  });

  it('with one of which a score is in doubt and another was changed by Otus', async () => {
    const sketch = { id: 's2', scores: { '81001': 5, '81002': 6 } };
    const { sis, delivery } = unitOf('s2');
    expect(await isSeen(recordOf(sketch, delivery, sis))).toBe(true);
  });

  it('with one to which an attempt that was cut off may have written', async () => {
    const carried = [{ at: 1, sectionId: '85001', fields: {}, scores: [['81001', 5, 'sc-81001', 'o']] as const }];
    const cutOff = unitOf('s2', { delivery: { intent: { startedAt: 1, revision: 1, carried } } });
    expect(await isSeen(cutOff)).toBe(true);
  });

  it.each<[string, UnitRecord, UnitRecord[]]>([
    ['its section has no other', unitOf('s1'), []],
    ['no other is in doubt', unitOf('s1'), [unitOf('s2', {})]],
    ['nothing of its own is', unitOf('s1', {}), [unitOf('s2')]],
  ])('and alone where %s', async (_what, own, others) => {
    lane.others = [own, ...others];
    expect(await look(own)).toBeNull();
    expect(lane.methods).toEqual([]);
  });

  it('with 49 others at most', async () => {
    const others = Array.from({ length: 51 }, (_, n) => unitOf(`m${n}`));
    expect(await seenWith(unitOf('s1'), others)).toEqual(others.slice(0, 49).map((one) => one.sectionAssessmentId));
    expect(asked).toEqual([50]);
  });
});

describe('what was seen', () => {
  it('is no more than was asked for: the section’s list tells of assignments that are only checked', async () => {
    const [own, mate] = ['s1', 's2'].map((id) => unitOf(id, { ...putInPowerSchool(id, 5), delivery: CHECK }));
    const inDoubt = unitOf('s3', { ...IN_DOUBT, ...putInPowerSchool('s3', 5) });
    lane.others = [own!, mate!, inDoubt];
    expect(await look(own!)).toMatchObject({ assignment: { title: 'Mid Term Exam (S1)' } });
    expect(await look(claimed(mate!))).toMatchObject({ assignment: { title: 'Mid Term Exam (S2)' } });
    expect(await look(claimed(inDoubt))).toMatchObject({ assignment: null });
    expect(lane.methods).toEqual(['assignments', 'scores']);
  });

  it('is no assignment where the section’s list does not have it', async () => {
    const [own, gone] = ['s1', 's2'].map((id) => unitOf(id, { delivery: CHECK }));
    putInPowerSchool('s3', 5);
    lane.others = [own!, gone!];
    expect(await look(own!)).toMatchObject({ assignment: null });
    expect(await look(claimed(gone!))).toMatchObject({ assignment: null });
    expect(lane.methods).toEqual(['assignments', 'scores']);
  });

  it.each<[string, Sent, Sent]>([
    ['is asked for by one of them alone', { delivery: CHECK }, IN_DOUBT],
    [
      'says too little of assignments that are in doubt',
      { delivery: CHECK, assignment: { doubt: { cause: 'unit' } } },
      { delivery: CHECK, assignment: { doubt: { cause: 'unit' } } },
    ],
    ['is asked for by none of them', IN_DOUBT, IN_DOUBT],
  ])('is the cells alone where the section’s list %s', async (_what, first, second) => {
    const own = unitOf('s1', first);
    lane.others = [own, unitOf('s2', second)];
    expect(await look(own)).toMatchObject({ assignment: null });
    expect(lane.methods).toEqual(['scores']);
  });

  it('counts for the record that it was seen of alone', async () => {
    const mate = unitOf('s2');
    lane.others = [unitOf('s1'), mate];
    await look(unitOf('s1'));
    // It was decided anew before it was claimed.
    expect(await look({ ...claimed(mate), version: mate.version + 2 })).toMatchObject({ isFresh: true });
    expect(asked).toEqual([2, 2]);
  });

  it('is used once', async () => {
    const mate = claimed(unitOf('s2'));
    lane.others = [unitOf('s1'), mate];
    await look(unitOf('s1'));
    expect(await look(mate)).toMatchObject({ isFresh: false });
    expect(await look(mate)).toMatchObject({ isFresh: true });
  });

  it('is kept of so many units at most, and what was seen longest ago goes first', async () => {
    const own = unitOf('s1');
    const mate = unitOf('s2');
    const named = (n: number): UnitRecord => ({ ...mate, sectionAssessmentId: `m${n}` });
    const lookWith = async (numbers: readonly number[]): Promise<void> => {
      lane.others = numbers.map(named);
      await look(own);
    };
    for (let n = 0; n < 2_000; n += 40) await lookWith(Array.from({ length: 40 }, (_, index) => n + index));
    // The first is seen again, and one more than are kept.
    await lookWith([0]);
    await lookWith([2_000]);
    lane.others = [];
    const isKept = async (n: number) => (await look(claimed(named(n)))) !== null;
    const kept = await Promise.all([0, 1, 2, 1_999, 2_000].map(isKept));
    expect(kept).toEqual([true, false, true, true, true]);
  });
});
