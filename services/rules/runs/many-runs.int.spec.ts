import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Messaging } from '@passback/messaging';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { LIMITS } from '../limits.ts';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

/** So many that no plan has room at once. */
const DISTRICTS = Array.from({ length: LIMITS.plans.atOnce * 3 }, (_, index) => `district-${index}`);
/** A clock that does not tick again within a test. */
const NO_TICK_MS = 60_000;

let world: World;

beforeEach(async () => {
  world = await World.open();
  for (const districtId of DISTRICTS) {
    await world.addDistrict(districtId);
    await world.send(districtId, [snapshotOf('1')]);
  }
});

afterEach(() => world.close());

/** The broker, but the first wait of a run for what was accepted before it takes until `release`. */
function laggingOnce(messaging: Messaging) {
  const gate = Promise.withResolvers<boolean>();
  let waits = 0;
  const lagging: Messaging = {
    ensureTopics: (list) => messaging.ensureTopics(list),
    produce: (topic, messages) => messaging.produce(topic, messages),
    consume: (topic, options) => messaging.consume(topic, options),
    lag: (group, list) => messaging.lag(group, list),
    waitUntilConsumed: (...args) => (++waits === 1 ? gate.promise : messaging.waitUntilConsumed(...args)),
    check: () => messaging.check(),
    stop: () => messaging.stop(),
  };
  return { lagging, waits: () => waits, release: () => gate.resolve(true) };
}

it('runs that begin at once are all planned, one after the other, without a tick of the clock', async () => {
  const app = await world.startRules({ tickMs: NO_TICK_MS });
  const started = await Promise.all(DISTRICTS.map((districtId) => world.startRun(app, districtId)));
  for (const [index, districtId] of DISTRICTS.entries())
    expect(await world.eventualRun(districtId, started[index]?.runId ?? '', 'delivering')).toMatchObject({
      units: { planned: 1 },
    });
});

it('nights that come at once are all opened and planned, without another tick of the clock', async () => {
  world.clock.moveTo(Date.parse('2026-11-03T08:00:30Z'));
  await world.startRules({ tickMs: NO_TICK_MS });
  for (const districtId of DISTRICTS) await world.eventualRun(districtId, 'night-2026-11-03', 'delivering');
});

it('runs that wait for what was accepted before them keep no other run waiting', async () => {
  const { lagging, waits, release } = laggingOnce(world.messaging);
  const app = await world.startRules({ messaging: lagging, tickMs: NO_TICK_MS });
  const [last = '', ...others] = DISTRICTS;
  const waiting = await Promise.all(others.map((districtId) => world.startRun(app, districtId)));
  await eventually(async () => expect(waits()).toBe(1));
  const { runId } = await world.startRun(app, last);
  await world.eventualRun(last, runId, 'delivering');
  release();
  for (const [index, districtId] of others.entries())
    await world.eventualRun(districtId, waiting[index]?.runId ?? '', 'delivering');
});

it('a run that waits longer than its lease is planned by another process, and only once', async () => {
  const { lagging, waits, release } = laggingOnce(world.messaging);
  const first = await world.startRules({ messaging: lagging });
  const [districtId = ''] = DISTRICTS;
  const { runId } = await world.startRun(first, districtId);
  await eventually(async () => expect(waits()).toBe(1));
  const second = await world.startRules();
  await world.someTicks();
  expect((await world.run(districtId, runId)).state).toBe('planning');
  world.clock.advance(LIMITS.plannerLeaseMs);
  const planned = await world.eventualRun(districtId, runId, 'delivering');
  release();
  await world.stopRules(first);
  expect(await world.run(districtId, runId)).toEqual(planned);
  expect(await deliverDue(world, districtId)).toEqual(['1']);
  await world.eventualRun(districtId, runId, 'finished');
  await world.stopRules(second);
});

it('runs that wait for their turn are handed over at once by a process that is stopped', async () => {
  const first = await world.startRules({ tickMs: NO_TICK_MS });
  const started = await Promise.all(DISTRICTS.map((districtId) => world.startRun(first, districtId)));
  await world.stopRules(first);
  await world.startRules();
  for (const [index, districtId] of DISTRICTS.entries())
    await world.eventualRun(districtId, started[index]?.runId ?? '', 'delivering');
});
