import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LEASE_MS, World } from '../testing/world.fixture.ts';
import { HOLDS } from '../testing/hold.fixture.ts';
import type { UnitSketch } from '../testing/units.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
  world.sis.areManyReadAtOnce = true;
  await world.start();
});
afterEach(() => world.close());

const UNITS = [1, 2, 3, 4].map((n) => ({
  ...{ id: `s${n}`, identifier: `S${n}`, scores: { '81001': n, '81002': n + 0.5 } },
})) satisfies UnitSketch[];
const EXCUSED = UNITS.map((unit) => ({ ...unit, revision: 2, excused: true }));
const BACK = UNITS.map((unit) => ({ ...unit, revision: 3 }));

async function night(units: readonly UnitSketch[], options: Parameters<World['night']>[1] = {}): Promise<string[]> {
  const before = world.sis.calls.length;
  await world.night(units, options);
  await world.settled();
  return world.sis.calls.slice(before).map(({ method }) => method);
}

const cells = (identifier: string) =>
  [...world.sis.assignments.values()].find(({ title }) => title.includes(identifier))!.cells;
const edit = (identifier: string, student: string, points: number | null): void => {
  const all = cells(identifier);
  all.set(student, { ...all.get(student)!, points });
};
const keptOf = async (id: string) => (await world.unit(id)).sis.scores.map(({ kept }) => kept?.seenPoints ?? null);

describe('units of a section that are in doubt together', () => {
  beforeEach(async () => {
    await night(UNITS);
    await night(EXCUSED);
  });

  it('are looked at in one call where PowerSchool gives several, and an edit is kept', async () => {
    edit('S3', '81001', 29);
    expect(await night(BACK)).toEqual(['scores']);
    expect(await keptOf('s3')).toEqual([29, null]);
    expect(await keptOf('s2')).toEqual([null, null]);
    for (const { id } of UNITS) expect((await world.unit(id)).summary.state).toBe('inSync');
  });

  it('are looked at one by one where it does not', async () => {
    world.sis.areManyReadAtOnce = false;
    expect(await night(BACK)).toEqual(['scores', 'scores', 'scores', 'scores']);
  });

  it('are written only by a look of their own', async () => {
    cells('S2').delete('81001');
    cells('S4').delete('81002');
    const calls = await night(BACK);
    expect(calls.filter((method) => method === 'writeScores')).toHaveLength(2);
    // The section, and each of the two again but for the one that looked at the section itself.
    expect(calls.filter((method) => method === 'scores').length).toBeGreaterThanOrEqual(2);
    expect(world.sis.cells('S2')).toEqual(UNITS[1]!.scores);
    expect(world.sis.cells('S4')).toEqual(UNITS[3]!.scores);
  });

  /** Once the section was looked at, Otus takes a score of this unit back, the teacher clears it, and it is graded as before. */
  const clearedMeanwhile = (unit: (typeof UNITS)[number]) => {
    let isFirst = true;
    world.sis.hook = async (phase, { method }) => {
      if (phase !== 'after' || method !== 'scores' || !isFirst) return;
      isFirst = false;
      const [first, ...others] = Object.entries(unit.scores);
      const scores = Object.fromEntries([[first![0], null], ...others]);
      await world.night([{ ...unit, revision: 4, scores }], { request: false });
      cells(unit.identifier).delete('81001');
      await world.night([{ ...unit, revision: 5 }], { request: false });
    };
  };

  it('stay in doubt where they changed while they waited for their turn', async () => {
    clearedMeanwhile(UNITS[1]!);
    await night(BACK);
    expect((await world.unit('s2')).summary.state).toBe('due');
    await night([{ ...UNITS[1]!, revision: 6 }]);
    expect(world.sis.cells('S2')).toEqual(UNITS[1]!.scores);
  });

  it('are looked at anew where they changed before they were claimed', async () => {
    // More than are claimed at once.
    const more = Array.from({ length: 40 }, (_, n) => ({ ...UNITS[0]!, id: `m${n}`, identifier: `M${n}` }));
    await night(more);
    await night(more.map((unit) => ({ ...unit, revision: 2, excused: true })));
    clearedMeanwhile(more.at(-1)!);
    const calls = await night(more.map((unit) => ({ ...unit, revision: 3 })));
    expect(world.sis.cells('M39')).toEqual(UNITS[0]!.scores);
    expect((await world.unit('m39')).summary.state).toBe('inSync');
    // The section, and the one that changed.
    expect(calls.filter((method) => method === 'scores')).toHaveLength(2);
  });
});

describe('a check of what is in sync', () => {
  beforeEach(() => night(UNITS));

  it('asks for the section’s list and its cells once, however many units it looks at', async () => {
    edit('S4', '81002', 12);
    world.clock.advance(LEASE_MS);
    expect(await night(UNITS, { repair: 'check' })).toEqual(['assignments', 'scores']);
    expect(await keptOf('s4')).toEqual([null, 12]);
    const { checkedAt = 0, writtenAt } = (await world.unit('s1')).sis.assignment!;
    expect(checkedAt).toBeGreaterThan(writtenAt);
  });

  it('asks for an assignment that is not in the list before it calls it deleted', async () => {
    const [, gone] = [...world.sis.assignments.keys()];
    world.sis.assignments.delete(gone!);
    const calls = await night(UNITS, { repair: 'check' });
    expect(calls).toEqual(['assignments', 'scores', 'assignment']);
    expect((await world.unit('s2')).summary).toMatchObject({ state: 'rejected', reasons: ['SIS_ASSIGNMENT_DELETED'] });
  });
});

describe('a check of what only the calendar holds', () => {
  const OVER = UNITS.map((unit) => ({ ...unit, hold: HOLDS.NO_CURRENT_GRADING_PERIOD }));
  const [FIRST] = OVER;
  beforeEach(() => night(UNITS));

  it('finds what a teacher did, and writes nothing', async () => {
    edit('S1', '81001', 29);
    edit('S2', '81002', null);
    await night(OVER, { repair: 'check' });
    expect(world.sis.calls.filter(({ method }) => method === 'writeScores')).toHaveLength(UNITS.length);
    expect(await keptOf('s1')).toEqual([29, null]);
    expect((await world.unit('s2')).sis.scores.map(({ kept }) => kept?.seenPoints)).toEqual([undefined, null]);
    const { summary, sis } = await world.unit('s1');
    expect(summary).toMatchObject({ state: 'inSync', reasons: ['SIS_EDIT_KEPT'] });
    expect(sis.assignment?.checkedAt).toBeDefined();
  });

  it('says no more that an assignment is there that was deleted', async () => {
    world.sis.assignments.delete([...world.sis.assignments.keys()][0]!);
    await night([FIRST!], { repair: 'check' });
    expect((await world.unit('s1')).summary).toMatchObject({ state: 'held' });
    expect((await world.unit('s1')).sis.assignment?.deletedAt).not.toBeNull();
  });

  it('leaves a cell in doubt that would be ours to write, until it may be', async () => {
    cells('S1').set('81001', { sisStudentId: '81001', points: 1, exempt: true });
    await night([FIRST!], { repair: 'check' });
    expect((await world.unit('s1')).sis.scores[0]?.kept).toMatchObject({ exempt: true });
    cells('S1').delete('81001');
    await night([FIRST!], { repair: 'check' });
    expect(world.sis.cells('S1')).toEqual({ '81002': 1.5 });
    expect((await world.unit('s1')).summary.state).toBe('held');
    await night([{ ...UNITS[0]!, revision: 2 }]);
    expect(world.sis.cells('S1')).toEqual(UNITS[0]!.scores);
    expect((await world.unit('s1')).summary).toMatchObject({ state: 'inSync', reasons: [] });
  });

  it('is no look at what a rule holds', async () => {
    const held = UNITS.map((unit) => ({ ...unit, hold: HOLDS.NOT_IN_FINAL_GRADE }));
    expect(await night(held, { repair: 'check' })).toEqual([]);
  });
});
