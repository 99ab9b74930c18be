import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DeliveryRequested, topics } from '@passback/contracts';
import { CLOSED_CIRCUIT } from '@passback/ledger';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { HOUR_MS } from '../testing/clock.fixture.ts';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;
let requested: DeliveryRequested[];

beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
  requested = [];
  await world.messaging.ensureTopics([topics.deliveries]);
  await world.messaging.consume(topics.deliveries, {
    group: 'spec',
    maxBatch: 100,
    handle: async (messages) => {
      requested.push(...messages.map(({ value }) => value));
      return undefined;
    },
  });
});

afterEach(() => world.close());

const told = () => requested.map(({ runId, units, asked }) => ({ runId, units: units.length, asked }));

/** As delivery records it. */
async function circuit(state: 'open' | 'closed'): Promise<void> {
  const lane = await world.ledger.lanes.acquire('lincoln', 'delivery', 60_000);
  const open = { ...CLOSED_CIRCUIT, state: 'open', code: 'SIS_CREDENTIALS', openedAt: world.clock.now() } as const;
  const condition = { circuit: state === 'open' ? open : CLOSED_CIRCUIT, learnedIntervalMs: 0 };
  await world.ledger.lanes.recordCondition('lincoln', lane?.fence ?? 0, condition);
  await world.ledger.lanes.release('lincoln', lane?.fence ?? 0);
}

describe('what delivery is told of a run', () => {
  it('that a person asks for says so with its units, and again whenever somebody asks while it goes on', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1'), snapshotOf('2')]);
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'delivering');
    await eventually(async () => expect(told()).toEqual([{ runId, units: 2, asked: true }]));
    expect(await world.startRun(app, 'lincoln')).toEqual({ runId, started: false });
    await eventually(async () => expect(told().slice(1)).toEqual([{ runId, units: 0, asked: true }]));
  });

  it('that a person asks for says so also where it has nothing to send', async () => {
    const app = await world.startRules();
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'finished');
    await eventually(async () => expect(told()).toEqual([{ runId, units: 0, asked: true }]));
  });

  it('that is a redrive says so', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    await world.evaluated('lincoln', 1);
    const { runId } = await world.redrive(app, 'lincoln', { sectionAssessmentIds: ['1'] });
    await eventually(async () => expect(told()).toEqual([{ runId, units: 1, asked: true }]));
  });

  it('that comes by itself does not, until a person asks for it too', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    await world.evaluated('lincoln', 1);
    world.clock.advance(13 * HOUR_MS);
    const { runId } = await world.eventualRun('lincoln', 'night-2026-11-03', 'delivering');
    await eventually(async () => expect(told()).toEqual([{ runId, units: 1, asked: false }]));
    expect(await world.startRun(app, 'lincoln')).toEqual({ runId, started: false });
    await eventually(async () => expect(told().slice(1)).toEqual([{ runId, units: 0, asked: true }]));
  });
});

it('a run that meets an open circuit waits, is no run of its own for who asks again, and ends when it was delivered', async () => {
  const app = await world.startRules();
  await world.send('lincoln', [snapshotOf('1')]);
  await circuit('open');
  const { runId } = await world.startRun(app, 'lincoln');
  await world.eventualRun('lincoln', runId, 'blocked');
  await world.someTicks();
  expect(await world.run('lincoln', runId)).toMatchObject({ state: 'blocked', finishedAt: null });
  expect(await world.startRun(app, 'lincoln')).toEqual({ runId, started: false });
  await circuit('closed');
  await world.eventualRun('lincoln', runId, 'delivering');
  expect(await deliverDue(world, 'lincoln')).toEqual(['1']);
  expect(await world.eventualRun('lincoln', runId, 'finished')).toMatchObject({ units: { planned: 1, inSync: 1 } });
});
