import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { World } from './testing/world.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

describe('a new unit', () => {
  it('becomes one assignment with its scores, in two writes', async () => {
    await world.night([{ id: 's1', scores: { '81001': 26.5, '81002': 12, '81003': null } }]);
    await world.start();
    await world.settled();
    expect(world.sis.cells('S1')).toEqual({ '81001': 26.5, '81002': 12 });
    expect(world.sis.writes().map(({ method }) => method)).toEqual(['createAssignment', 'writeScores']);
    const record = await world.unit('s1');
    expect(record.summary.state).toBe('inSync');
    expect(record.delivery).toMatchObject({ claim: null, intent: null, failure: null, attempt: 1 });
  });
});
