import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Repair } from '@passback/domain';
import type { Method } from '../testing/fake-powerschool.fixture.ts';
import type { UnitSketch } from '../testing/units.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const THREE = { id: 's1', scores: { '81001': 1.5, '81002': 2, '81003': 3.5 } } satisfies UnitSketch;

/** One run with this unit, to its end; answers with the calls that it made. */
async function night(
  [unit]: readonly [UnitSketch],
  options: { redrive?: boolean; repair?: Repair } = {},
): Promise<Method[]> {
  const before = world.sis.calls.length;
  await world.night([unit], options);
  await world.settled();
  return world.sis.calls.slice(before).map(({ method }) => method);
}

describe('cells that PowerSchool does not hold as they were sent', () => {
  const cells = () => [...world.sis.assignments.values()][0]!.cells;
  const edit = (student: string, points: number | null): void => {
    const cell = cells().get(student)!;
    cells().set(student, { ...cell, points });
  };
  beforeEach(async () => {
    await world.start();
    await night([THREE]);
    cells().delete('81001');
    edit('81002', 3);
  });

  it('stay as they are when the unit is redriven', async () => {
    expect(await night([THREE], { redrive: true })).toEqual([]);
    expect(world.sis.cells('S1')).toEqual({ '81002': 3, '81003': 3.5 });
  });

  it('are written again where they are missing by a redrive that repairs that; edits are kept', async () => {
    expect(await night([THREE], { redrive: true, repair: 'missing' })).toEqual(['assignment', 'scores', 'writeScores']);
    expect(world.sis.cells('S1')).toEqual({ '81001': 1.5, '81002': 3, '81003': 3.5 });
    const { sis, delivery, summary } = await world.unit('s1');
    expect(sis.scores.map(({ kept }) => kept?.seenPoints)).toEqual([undefined, 3, undefined]);
    expect(delivery).toMatchObject({ redrive: false, repair: null, tally: { sent: 1, kept: 1 } });
    expect(summary.state).toBe('inSync');
  });

  it('stay where a teacher was seen to have cleared them, unless all is repaired', async () => {
    await night([{ ...THREE, revision: 2, title: 'Final' }]);
    await night([{ ...THREE, revision: 2, title: 'Final' }], { redrive: true, repair: 'missing' });
    expect(world.sis.cells('S1')).toEqual({ '81002': 3, '81003': 3.5 });
    await night([{ ...THREE, revision: 2, title: 'Final' }], { redrive: true, repair: 'all' });
    expect(world.sis.cells('S1')).toEqual(THREE.scores);
    expect((await world.unit('s1')).sis.scores.every(({ kept }) => kept === null)).toBe(true);
  });

  it('are written nowhere twice: a repair of what is as it was sent writes nothing', async () => {
    await night([THREE], { redrive: true, repair: 'all' });
    expect(await night([THREE], { redrive: true, repair: 'all' })).toEqual(['assignment', 'scores']);
  });

  it('are made again with their column where that is found deleted by a redrive that repairs', async () => {
    world.sis.assignments.clear();
    await night([THREE], { redrive: true, repair: 'missing' });
    expect(world.sis.cells('S1')).toEqual(THREE.scores);
    expect((await world.unit('s1')).summary.state).toBe('inSync');
  });
});
