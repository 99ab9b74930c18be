import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunRecord } from '@passback/ledger';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { DAY_MS, HOUR_MS } from '../testing/clock.fixture.ts';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;

beforeEach(async () => {
  world = await World.open();
});

afterEach(() => world.close());

const runs = (districtId: string): Promise<RunRecord[]> => world.ledger.runs.list(districtId, 100);

async function eventualRuns(districtId: string, ids: readonly string[]): Promise<void> {
  await eventually(async () => expect((await runs(districtId)).map(({ runId }) => runId).sort()).toEqual(ids));
}

async function staysWith(districtId: string, ids: readonly string[]): Promise<void> {
  await world.someTicks();
  await eventualRuns(districtId, ids);
}

describe('the night of a district', () => {
  it('begins at its own local time, once per local date', async () => {
    await world.addDistrict('lincoln');
    await world.addDistrict('adams', { timeZone: 'America/Los_Angeles' });
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    await world.evaluated('lincoln', 1);
    expect(await runs('lincoln')).toEqual([]);
    world.clock.moveTo(Date.parse('2026-11-03T07:00:30Z')); // 01:00 in Chicago, 23:00 in Los Angeles
    await world.eventualRun('lincoln', 'night-2026-11-03', 'delivering');
    await deliverDue(world, 'lincoln');
    expect(await world.eventualRun('lincoln', 'night-2026-11-03', 'finished')).toMatchObject({
      ...{ kind: 'night', date: '2026-11-03', requestedBy: 'schedule', units: { planned: 1, inSync: 1 } },
    });
    expect(await runs('adams')).toEqual([]);
    world.clock.moveTo(Date.parse('2026-11-03T09:00:30Z'));
    await eventualRuns('adams', ['night-2026-11-03']);
    await staysWith('lincoln', ['night-2026-11-03']);
  });

  it('asks for a look at what was not seen for long, also where its grading period is over, as no part of the run', async () => {
    await world.addDistrict('lincoln');
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1'), snapshotOf('2', { gradingScale: 'standards' })]);
    await world.evaluated('lincoln', 2);
    world.clock.moveTo(Date.parse('2026-11-03T07:00:30Z'));
    await world.eventualRun('lincoln', 'night-2026-11-03', 'delivering');
    await deliverDue(world, 'lincoln');
    await world.eventualRun('lincoln', 'night-2026-11-03', 'finished');
    world.gradingPeriods.periods = [{ name: 'Q3', start: '2027-01-04', end: '2027-01-30' }];
    world.clock.moveTo(Date.parse('2026-11-03T18:00:00Z'));
    await world.changeSettings('lincoln', { name: 'Lincoln' });
    await world.eventualUnit('lincoln', '1', ({ decision, summary }) =>
      expect([decision.verdict, summary.state]).toEqual(['hold', 'inSync']),
    );
    world.clock.moveTo(Date.parse('2026-11-18T07:00:30Z'));
    expect(await world.eventualRun('lincoln', 'night-2026-11-18', 'finished')).toMatchObject({ units: { planned: 0 } });
    const { delivery } = await world.eventualUnit('lincoln', '1', ({ delivery: { dueAt } }) =>
      expect(dueAt).not.toBeNull(),
    );
    expect(delivery).toMatchObject({ runId: 'check-night-2026-11-18', repair: 'check', redrive: false });
    expect(await deliverDue(world, 'lincoln')).toEqual(['1']);
  });

  it('is not the one before the district was there', async () => {
    await world.addDistrict('lincoln');
    await world.startRules();
    await staysWith('lincoln', []);
  });

  it('that was missed is caught up once, the latest only', async () => {
    await world.addDistrict('lincoln');
    world.clock.advance(3 * DAY_MS);
    await world.startRules();
    await eventualRuns('lincoln', ['night-2026-11-05']);
    await staysWith('lincoln', ['night-2026-11-05']);
  });

  it('is one run over a restart and with two replicas at once', async () => {
    await world.addDistrict('lincoln');
    await world.send(
      'lincoln',
      Array.from({ length: 5 }, (_, index) => snapshotOf(String(index))),
    );
    await world.startRules();
    await world.startRules();
    await world.evaluated('lincoln', 5);
    world.clock.advance(13 * HOUR_MS);
    await world.eventualRun('lincoln', 'night-2026-11-03', 'delivering');
    await world.startRules();
    expect(await deliverDue(world, 'lincoln')).toHaveLength(5);
    await world.eventualRun('lincoln', 'night-2026-11-03', 'finished');
    expect(await deliverDue(world, 'lincoln')).toEqual([]);
    await eventualRuns('lincoln', ['night-2026-11-03']);
  });

  it.each([
    // 2026-11-01: clocks go back at 02:00, so that 01:30 comes twice.
    ['goes back', '2026-10-31T18:00:00Z', '01:30', ['2026-11-01T06:30:30Z', '2026-11-01T07:30:30Z'], '2026-11-01'],
    // 2027-03-14: clocks go forward at 02:00, so that 02:30 does not come.
    ['goes forward', '2027-03-13T18:00:00Z', '02:30', ['2027-03-14T08:30:30Z', '2027-03-14T09:30:30Z'], '2027-03-14'],
  ])('comes once when the clock %s', async (_what, before, nightlyRunAt, instants, date) => {
    world.clock.moveTo(Date.parse(before));
    await world.addDistrict('lincoln', { nightlyRunAt });
    await world.startRules();
    for (const instant of instants) {
      world.clock.moveTo(Date.parse(instant));
      await world.someTicks();
      await eventualRuns('lincoln', [`night-${date}`]);
    }
    world.clock.advance(2 * HOUR_MS);
    await staysWith('lincoln', [`night-${date}`]);
  });

  it('takes over what an older run left: that run ends with what it reached', async () => {
    await world.addDistrict('lincoln');
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'delivering');
    world.clock.advance(13 * HOUR_MS);
    await world.eventualRun('lincoln', 'night-2026-11-03', 'delivering');
    expect(await world.run('lincoln', runId)).toMatchObject({
      ...{ state: 'finished', units: { planned: 1, inSync: 0 } },
    });
    expect(await deliverDue(world, 'lincoln')).toEqual(['1']);
    expect(await world.eventualRun('lincoln', 'night-2026-11-03', 'finished')).toMatchObject({
      units: { planned: 1, inSync: 1 },
    });
  });

  it('that finds a district paused holds everything, and the next one sends it', async () => {
    await world.addDistrict('lincoln', { paused: true });
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    await world.evaluated('lincoln', 1);
    world.clock.advance(13 * HOUR_MS);
    expect(await world.eventualRun('lincoln', 'night-2026-11-03', 'finished')).toMatchObject({
      ...{ units: { planned: 0, held: 1 }, reasons: { DISTRICT_PAUSED: 1 } },
    });
    await world.changeSettings('lincoln', { paused: false });
    world.clock.advance(DAY_MS);
    await world.eventualRun('lincoln', 'night-2026-11-04', 'delivering');
    expect(await deliverDue(world, 'lincoln')).toEqual(['1']);
  });
});
