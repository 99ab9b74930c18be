import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { RunRecord } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import { DAY_MS, HOUR_MS } from '../testing/clock.fixture.ts';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';
import { NO_SCORES, NO_UNITS } from './run-counts.ts';

let world: World;

beforeEach(async () => {
  world = await World.open();
});

afterEach(() => world.close());

/** A run that a process which is gone has opened. */
function left(districtId: string, runId: string, change: Partial<RunRecord>): RunRecord {
  return {
    ...{ districtId, runId, kind: 'redrive', date: '2026-11-02', state: 'planning', version: 1 },
    ...{ requestedBy: 'spec', startedAt: world.clock.now(), finishedAt: null },
    planner: { owner: 'gone', until: 0, cursor: null },
    selection: null,
    ...{ units: NO_UNITS, scores: NO_SCORES, reasons: {}, traceparent: null },
    ...change,
  };
}

it('a thousand unfinished redrives of one district leave another’s night as it is: planned, delivered and finished', async () => {
  await world.addDistrict('crowding');
  await world.addDistrict('lincoln');
  await world.send('lincoln', [snapshotOf('1')]);
  const before = await world.startRules();
  await world.evaluated('lincoln', 1);
  await world.stopRules(before);
  // All of them older than the night, and held by a process that is slow, so that none ends meanwhile.
  const planner = { owner: 'slow', until: world.clock.now() + DAY_MS, cursor: null };
  for (let number = 0; number < LIMITS.unfinishedRuns; number += 1) {
    const startedAt = world.clock.now() - HOUR_MS + number;
    await world.ledger.runs.open(left('crowding', `redrive-${number}`, { planner, startedAt }));
  }
  const night = left('lincoln', 'night-2026-11-02', { kind: 'night' });
  await world.ledger.runs.open(night);

  await world.startRules();
  await world.eventualRun('lincoln', night.runId, 'delivering');
  expect(await deliverDue(world, 'lincoln')).toEqual(['1']);
  await world.eventualRun('lincoln', night.runId, 'finished');
});
