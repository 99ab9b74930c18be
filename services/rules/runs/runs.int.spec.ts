import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunEvent, topics } from '@passback/contracts';
import { CLOSED_CIRCUIT } from '@passback/ledger';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { LIMITS } from '../limits.ts';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { scoreOf, snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;

beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});

afterEach(() => world.close());

async function collected<T>(topic: Parameters<World['messaging']['consume']>[0]): Promise<T[]> {
  const values: T[] = [];
  await world.messaging.consume(topic as never, {
    group: `rules-spec-${topic.name}`,
    maxBatch: 100,
    handle: async (messages) => {
      values.push(...messages.map(({ value }) => value as T));
      return undefined;
    },
  });
  return values;
}

describe('a run', () => {
  it('takes in what was accepted before it, makes due what has something to send, and finishes when all was attempted', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [
      snapshotOf('held', { gradingScale: 'standards' }),
      snapshotOf('new', { scores: [scoreOf(1), scoreOf(2, { status: 'excused' })] }),
      snapshotOf('refused'),
      snapshotOf('withdrawn', { withdrawn: true }),
    ]);
    const { runId, started } = await world.startRun(app, 'lincoln');
    expect(started).toBe(true);
    expect(await world.eventualRun('lincoln', runId, 'delivering')).toMatchObject({
      ...{ kind: 'manual', date: '2026-11-02', requestedBy: 'spec', planner: null },
      ...{ units: { planned: 2, held: 2 }, scores: { held: 5 } },
      reasons: { NOT_POINTS_SCALE: 1, STATUS_EXCUSED: 1, WITHDRAWN: 1 },
    });
    const failure = { code: 'SIS_REJECTED', class: 'unit', message: 'no' } as const;
    const ids = await deliverDue(world, 'lincoln', ({ sectionAssessmentId: id }) =>
      id === 'refused' ? failure : null,
    );
    expect(ids.sort()).toEqual(['new', 'refused']);
    expect(await world.eventualRun('lincoln', runId, 'finished')).toMatchObject({
      units: { planned: 2, inSync: 1, rejected: 1, retrying: 0, held: 2 },
      scores: { sent: 1, kept: 0, held: 5, rejected: 0 },
      reasons: { NOT_POINTS_SCALE: 1, STATUS_EXCUSED: 1, WITHDRAWN: 1, SIS_REJECTED: 1 },
    });
  });

  it('tells of its beginning, its units and its end', async () => {
    const runs = await collected<RunEvent>(topics.runs as never);
    const requested = await collected<{ runId: string; units: unknown[] }>(topics.deliveries as never);
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1'), snapshotOf('2')]);
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'delivering');
    await deliverDue(world, 'lincoln');
    await world.eventualRun('lincoln', runId, 'finished');
    await eventually(async () => expect(runs.map(({ finished }) => finished?.runId)).toEqual([undefined, runId]));
    expect(runs[0]?.started).toMatchObject({ districtId: 'lincoln', runId, date: '2026-11-02', kind: 'manual' });
    expect(runs[1]?.finished).toMatchObject({ units: { planned: 2, inSync: 2 }, scores: { sent: 4 } });
    expect(requested).toMatchObject([
      { districtId: 'lincoln', runId, units: [{ sectionAssessmentId: '1' }, { sectionAssessmentId: '2' }] },
    ]);
  });

  it('asked for again while it is going on is the same run', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    const asked = await Promise.all(Array.from({ length: 5 }, () => world.startRun(app, 'lincoln')));
    expect(new Set(asked.map(({ runId }) => runId)).size).toBe(1);
    expect(asked.filter(({ started }) => started)).toHaveLength(1);
    const runId = asked[0]?.runId ?? '';
    await world.eventualRun('lincoln', runId, 'delivering');
    expect(await world.startRun(app, 'lincoln')).toEqual({ runId, started: false });
    await deliverDue(world, 'lincoln');
    await world.eventualRun('lincoln', runId, 'finished');
    expect((await world.startRun(app, 'lincoln')).started).toBe(true);
  });

  it('with nothing to send is finished at once', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    const first = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', first.runId, 'delivering');
    await deliverDue(world, 'lincoln');
    await world.eventualRun('lincoln', first.runId, 'finished');
    const before = await world.unit('lincoln', '1');
    const second = await world.startRun(app, 'lincoln');
    expect(await world.eventualRun('lincoln', second.runId, 'finished')).toMatchObject({ units: { planned: 0 } });
    expect(await world.unit('lincoln', '1')).toEqual(before);
  });

  it('leaves a score that was graded after it began to the next one', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    const first = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', first.runId, 'delivering');
    await deliverDue(world, 'lincoln');
    await world.send('lincoln', [snapshotOf('1', { revision: 2, scores: [scoreOf(1, { points: 3 }), scoreOf(2)] })]);
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('due'));
    await world.eventualRun('lincoln', first.runId, 'finished');
    expect((await world.unit('lincoln', '1')).delivery.dueAt).toBeNull();
    const second = await world.startRun(app, 'lincoln');
    expect(await world.eventualRun('lincoln', second.runId, 'delivering')).toMatchObject({ units: { planned: 1 } });
  });

  it('tries a refused unit again, but not one that was deleted in PowerSchool', async () => {
    const app = await world.startRules();
    const refused = { code: 'SIS_REJECTED', class: 'unit', message: 'no' } as const;
    const deleted = { code: 'SIS_ASSIGNMENT_DELETED', class: 'deleted', message: 'gone' } as const;
    const runOnce = async (failing: Parameters<typeof deliverDue>[2]) => {
      const { runId } = await world.startRun(app, 'lincoln');
      await world.eventualRun('lincoln', runId, 'delivering');
      const ids = await deliverDue(world, 'lincoln', failing);
      return { ids: ids.sort(), run: await world.eventualRun('lincoln', runId, 'finished') };
    };
    await world.send('lincoln', [snapshotOf('refused'), snapshotOf('deleted')]);
    await runOnce(({ sectionAssessmentId: id }) => (id === 'refused' ? refused : null));
    await world.send('lincoln', [snapshotOf('deleted', { revision: 2, title: 'Another title' })]);
    const second = await runOnce(({ sectionAssessmentId: id }) => (id === 'refused' ? refused : deleted));
    expect(second.ids).toEqual(['deleted', 'refused']);
    const third = await runOnce(() => null);
    expect(third.ids).toEqual(['refused']);
    expect(third.run).toMatchObject({ units: { planned: 1, inSync: 1 }, reasons: { SIS_ASSIGNMENT_DELETED: 1 } });
  });

  it('says that it is blocked while the circuit to PowerSchool is open', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'delivering');
    const now = world.clock.now();
    const lane = await world.ledger.lanes.acquire('lincoln', 'delivery', 60_000);
    const condition = (isOpen: boolean) =>
      world.ledger.lanes.recordCondition('lincoln', lane?.fence ?? 0, {
        circuit: isOpen
          ? { ...CLOSED_CIRCUIT, state: 'open', code: 'SIS_CREDENTIALS', openedAt: now, probeAt: now }
          : CLOSED_CIRCUIT,
        learnedIntervalMs: 0,
      });
    await condition(true);
    await world.eventualRun('lincoln', runId, 'blocked');
    await condition(false);
    await world.eventualRun('lincoln', runId, 'delivering');
    await world.ledger.lanes.release('lincoln', lane?.fence ?? 0);
    await deliverDue(world, 'lincoln');
    await world.eventualRun('lincoln', runId, 'finished');
  });

  it('is made good for the units that it missed because their grading period could not be had, and for no others', async () => {
    world.gradingPeriods.isDown = true;
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('missed')]);
    const { runId } = await world.startRun(app, 'lincoln');
    expect(await world.eventualRun('lincoln', runId, 'finished')).toMatchObject({
      ...{ units: { planned: 0, held: 1 }, reasons: { GRADING_PERIOD_UNKNOWN: 1 } },
    });
    await world.send('lincoln', [snapshotOf('later')]);
    await world.evaluated('lincoln', 2);
    world.gradingPeriods.isDown = false;
    world.clock.advance(LIMITS.inputsSettleMs);
    await eventually(async () => expect((await world.ledger.districts.get('lincoln'))?.evaluatedWith).not.toBeNull());
    world.clock.advance(LIMITS.unknownPeriodAgainMs);
    await world.eventualUnit('lincoln', 'missed', ({ delivery }) => expect(delivery.dueAt).not.toBeNull());
    await world.eventualUnit('lincoln', 'later', ({ summary }) => expect(summary.state).toBe('due'));
    expect(await deliverDue(world, 'lincoln')).toEqual(['missed']);
  });
});
