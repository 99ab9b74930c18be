import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Messaging, MessagingError } from '@passback/messaging';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { snapshotOf } from './testing/facts.fixture.ts';
import { World } from './testing/world.fixture.ts';

let world: World;

beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});

afterEach(() => world.close());

async function readiness(probePort: number): Promise<{ ready: boolean; checks: Record<string, string> }> {
  const response = await fetch(`http://127.0.0.1:${probePort}/readyz`);
  return (await response.json()) as { ready: boolean; checks: Record<string, string> };
}

/** The broker as this service sees it while `isAway()`. */
function brokerThatIsAway(messaging: Messaging, isAway: () => boolean): Messaging {
  const orThrow = <T>(work: () => Promise<T>): Promise<T> =>
    isAway() ? Promise.reject(new MessagingError('UNAVAILABLE', 'the broker is away')) : work();
  return {
    ensureTopics: (list) => orThrow(() => messaging.ensureTopics(list)),
    produce: (topic, messages) => orThrow(() => messaging.produce(topic, messages)),
    consume: (topic, options) => orThrow(() => messaging.consume(topic, options)),
    lag: (group, list) => orThrow(() => messaging.lag(group, list)),
    waitUntilConsumed: (group, list, timeoutMs) => orThrow(() => messaging.waitUntilConsumed(group, list, timeoutMs)),
    check: () => orThrow(() => messaging.check()),
    stop: () => messaging.stop(),
  };
}

it('starts without the broker, says that it is not ready, and goes on once the broker is there', async () => {
  let isAway = true;
  const app = await world.startRules({ messaging: brokerThatIsAway(world.messaging, () => isAway) });
  await world.send('lincoln', [snapshotOf('1')]);
  expect(await readiness(app.probePort)).toEqual({
    ready: false,
    checks: { ledger: 'ok', messaging: 'failed', consumers: 'failed' },
  });
  isAway = false;
  await world.evaluated('lincoln', 1);
  await eventually(async () => expect((await readiness(app.probePort)).ready).toBe(true));
});

it('finishes a run that was begun while the broker was there and planned when it was back', async () => {
  let isAway = false;
  const app = await world.startRules({ messaging: brokerThatIsAway(world.messaging, () => isAway) });
  await world.send('lincoln', [snapshotOf('1', { gradingScale: 'standards' })]);
  await world.evaluated('lincoln', 1);
  isAway = true;
  const { runId } = await world.startRun(app, 'lincoln');
  await world.someTicks();
  expect(await world.run('lincoln', runId)).toMatchObject({ state: 'planning' });
  isAway = false;
  expect(await world.eventualRun('lincoln', runId, 'finished')).toMatchObject({ units: { planned: 0, held: 1 } });
});
