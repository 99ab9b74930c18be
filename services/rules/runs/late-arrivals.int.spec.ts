import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TopicDefinition, topics } from '@passback/contracts';
import type { ConsumeOptions, Messaging } from '@passback/messaging';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { LIMITS } from '../limits.ts';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

const SECOND_MS = 1_000;

let world: World;
beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});
afterEach(() => world.close());

/** The broker with a consumer of snapshots that falls behind from `hold` to `release`; runs wait for it in vain. */
function fallingBehind(messaging: Messaging) {
  let gate = Promise.withResolvers<null>();
  gate.resolve(null);
  let isHeld = false;
  const consume = <T>(topic: TopicDefinition<T>, options: ConsumeOptions<T>) =>
    topic.name === topics.sectionAssessments.name
      ? messaging.consume(topic, {
          ...options,
          handle: async (...batch) => {
            await gate.promise;
            return options.handle(...batch);
          },
        })
      : messaging.consume(topic, options);
  const waitUntilConsumed: Messaging['waitUntilConsumed'] = async (...wait) =>
    isHeld ? false : messaging.waitUntilConsumed(...wait);
  const lagging: Messaging = {
    ensureTopics: (list) => messaging.ensureTopics(list),
    produce: (topic, messages) => messaging.produce(topic, messages),
    consume,
    lag: (group, list) => messaging.lag(group, list),
    waitUntilConsumed,
    check: () => messaging.check(),
    stop: () => messaging.stop(),
  };
  return {
    lagging,
    hold(): void {
      gate = Promise.withResolvers();
      isHeld = true;
    },
    release(): void {
      isHeld = false;
      gate.resolve(null);
    },
  };
}

/** A run that began without a new revision of unit 1 and the new unit 2, both received before it; unit 3 came after its start. */
async function runFallenShort() {
  const { lagging, hold, release } = fallingBehind(world.messaging);
  const app = await world.startRules({ messaging: lagging });
  await world.send('lincoln', [snapshotOf('1')]);
  await world.evaluated('lincoln', 1);
  hold();
  await world.send('lincoln', [snapshotOf('1', { revision: 2, title: 'Second' }), snapshotOf('2')]);
  world.clock.advance(SECOND_MS);
  const { runId } = await world.startRun(app, 'lincoln');
  await world.eventualRun('lincoln', runId, 'delivering');
  world.clock.advance(SECOND_MS);
  await world.send('lincoln', [snapshotOf('3')]);
  world.clock.advance(LIMITS.lateArrivalMs);
  expect(await deliverDue(world, 'lincoln')).toEqual(['1']);
  return { runId, release };
}

describe('what was received before a run began, and is evaluated after it', () => {
  it('joins it; the run says how much it began without, and is not finished before that is delivered', async () => {
    const { runId, release } = await runFallenShort();
    await world.someTicks();
    const short = await world.run('lincoln', runId);
    expect(short).toMatchObject({ state: 'delivering', shortfall: { messages: 2, caughtUpAt: null } });
    release();
    await world.evaluated('lincoln', 3);
    expect((await world.unit('lincoln', '3')).delivery).toMatchObject({ dueAt: null, runId: null });
    for (const id of ['1', '2'])
      expect((await world.unit('lincoln', id)).delivery).toMatchObject({ dueAt: expect.any(Number), runId });
    world.clock.advance(LIMITS.runLookedAtMs);
    await eventually(async () =>
      expect((await world.run('lincoln', runId)).shortfall?.caughtUpAt).toEqual(expect.any(Number)),
    );
    expect((await deliverDue(world, 'lincoln')).sort()).toEqual(['1', '2']);
    expect(await world.eventualRun('lincoln', runId, 'finished')).toMatchObject({
      ...{ units: { planned: 2, inSync: 2 }, shortfall: { messages: 2 } },
    });
  });

  it('is not waited for without end, and is delivered all the same', async () => {
    const { runId, release } = await runFallenShort();
    world.clock.advance(LIMITS.lateArrivalsMs);
    expect(await world.eventualRun('lincoln', runId, 'finished')).toMatchObject({
      ...{ units: { planned: 1, inSync: 1 }, shortfall: { messages: 2, caughtUpAt: null } },
    });
    release();
    await world.evaluated('lincoln', 3);
    expect((await deliverDue(world, 'lincoln')).sort()).toEqual(['1', '2']);
  });
});

it('a district that falls behind delays no other’s run', async () => {
  await world.addDistrict('adams');
  const { lagging, hold, release } = fallingBehind(world.messaging);
  const app = await world.startRules({ messaging: lagging });
  await world.send('adams', [snapshotOf('1')]);
  await world.evaluated('adams', 1);
  hold();
  await world.send('lincoln', [snapshotOf('1'), snapshotOf('2')]);
  world.clock.advance(SECOND_MS);
  const { runId } = await world.startRun(app, 'adams');
  await world.eventualRun('adams', runId, 'delivering');
  expect(await deliverDue(world, 'adams')).toEqual(['1']);
  release();
});
