import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Method } from '../testing/fake-powerschool.fixture.ts';
import type { UnitSketch } from '../testing/units.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
  await world.start();
});
afterEach(() => world.close());

/** One run over the unit, to its end; answers with the calls that it made. */
async function run(runId: string): Promise<Method[]> {
  const before = world.sis.calls.length;
  await world.night([UNIT], { runId });
  await world.settled();
  return world.sis.calls.slice(before).map(({ method }) => method);
}

const UNIT: UnitSketch = { id: 's1', scores: { '81001': 1, '81002': 2, '81003': 3 } };

describe('what was mended in PowerSchool is seen by the next run, however soon that is', () => {
  it('a category that was activated', async () => {
    world.sis.categoryList = [{ categoryId: '4301', name: 'Quizzes', active: false }];
    await run('night-1');
    expect((await world.unit('s1')).summary.state).toBe('rejected');
    world.sis.categoryList = [{ categoryId: '4301', name: 'Quizzes', active: true }];
    await run('redrive-1');
    expect((await world.unit('s1')).summary.state).toBe('inSync');
  });

  it('a student who is back, and who is asked about before being sent again', async () => {
    world.sis.students = new Set(['81001', '81002', '81003']);
    world.sis.left.add('81002');
    await run('night-1');
    expect(await run('night-2')).toEqual(['enrolledStudents']);
    world.sis.left.delete('81002');
    await run('night-3');
    expect(world.sis.cells('S1')).toEqual({ '81001': 1, '81002': 2, '81003': 3 });
    expect((await world.unit('s1')).summary).toMatchObject({ state: 'inSync', reasons: [] });
  });
});
