import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LedgerError } from '@passback/ledger';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { DISTRICT } from './testing/units.fixture.ts';
import { World } from './testing/world.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

describe('an outcome that the ledger stored, and whose reply was lost', () => {
  it('is told and kept as an attempt, once', async () => {
    const { sectionAssessments } = world.ledger;
    const recordOutcomes = sectionAssessments.recordOutcomes.bind(sectionAssessments);
    let lost = 0;
    sectionAssessments.recordOutcomes = async (...call) => {
      const result = await recordOutcomes(...call);
      if (lost > 0) return result;
      lost += 1;
      throw new LedgerError('UNAVAILABLE', 'the reply was lost');
    };
    await world.night([
      { id: 's1', scores: { '81001': 7 } },
      { id: 's2', scores: { '81001': 8 } },
    ]);
    await world.start();
    await world.settled();
    await eventually(() => expect(world.outcomes).toHaveLength(2));
    expect(lost).toBe(1);
    const told = world.outcomes.map(({ sectionAssessmentId, state }) => [sectionAssessmentId, state]);
    expect(told.sort()).toEqual([
      ['s1', 'inSync'],
      ['s2', 'inSync'],
    ]);
    for (const id of ['s1', 's2'])
      expect(await world.ledger.attempts.list(DISTRICT, id, 10)).toMatchObject([{ attempt: 1, outcome: 'done' }]);
  });
});
