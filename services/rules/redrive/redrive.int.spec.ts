import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;

beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});

afterEach(() => world.close());

const REJECTED = { code: 'SIS_REJECTED', class: 'unit', message: 'no' } as const;

/** Three units were sent; PowerSchool refused two of them. */
async function afterANight() {
  const app = await world.startRules();
  await world.send('lincoln', [snapshotOf('1'), snapshotOf('2'), snapshotOf('3')]);
  const { runId } = await world.startRun(app, 'lincoln');
  await world.eventualRun('lincoln', runId, 'delivering');
  await deliverDue(world, 'lincoln', ({ sectionAssessmentId }) => (sectionAssessmentId === '3' ? null : REJECTED));
  await world.eventualRun('lincoln', runId, 'finished');
  return app;
}

describe('a redrive', () => {
  it('by cause makes due what that cause hit, and finishes as a run of its own', async () => {
    const app = await afterANight();
    const { units, runId } = await world.redrive(app, 'lincoln', { reason: 'SIS_REJECTED' });
    expect(units).toBe(2);
    expect(await world.eventualRun('lincoln', runId, 'delivering')).toMatchObject({
      ...{ kind: 'redrive', requestedBy: 'spec', units: { planned: 2 } },
      selection: { reason: 'SIS_REJECTED', sectionAssessmentIds: [] },
    });
    expect((await deliverDue(world, 'lincoln')).sort()).toEqual(['1', '2']);
    await world.eventualRun('lincoln', runId, 'finished');
    expect(await world.redrive(app, 'lincoln', { reason: 'SIS_REJECTED' })).toEqual({ units: 0, runId: '' });
  });

  it('counts only, and opens nothing, when it is a dry run', async () => {
    const app = await afterANight();
    const runs = await world.ledger.runs.list('lincoln', 10);
    const counted = await world.redrive(app, 'lincoln', { reason: 'SIS_REJECTED', dryRun: true });
    expect(counted).toEqual({ units: 2, runId: '' });
    // What the ledger sums without going through the units.
    expect(await world.ledger.sectionAssessments.reasonHits('lincoln')).toMatchObject([
      { code: 'SIS_REJECTED', units: 2, redriveUnits: 2 },
    ]);
    expect(await world.ledger.runs.list('lincoln', 10)).toEqual(runs);
    expect((await world.unit('lincoln', '1')).delivery.dueAt).toBeNull();
  });

  it('by ids makes due those of them that have something to send', async () => {
    const app = await afterANight();
    const { units, runId } = await world.redrive(app, 'lincoln', { sectionAssessmentIds: ['2', '3', 'nowhere', '2'] });
    expect(units).toBe(1);
    await world.eventualRun('lincoln', runId, 'delivering');
    expect(await deliverDue(world, 'lincoln')).toEqual(['2']);
    await world.eventualRun('lincoln', runId, 'finished');
  });

  it.each(['check', 'missing'] as const)(
    'that asks for %s makes due the named units that are in sync too, and says so to delivery',
    async (repair) => {
      const app = await afterANight();
      const asked = { sectionAssessmentIds: ['3'], repair };
      expect(await world.redrive(app, 'lincoln', { ...asked, dryRun: true })).toEqual({ units: 1, runId: '' });
      const { units, runId } = await world.redrive(app, 'lincoln', asked);
      expect(units).toBe(1);
      expect(await world.eventualRun('lincoln', runId, 'delivering')).toMatchObject({ selection: { repair } });
      expect((await world.unit('lincoln', '3')).delivery).toMatchObject({
        ...{ runId, redrive: repair !== 'check', repair },
      });
      expect(await deliverDue(world, 'lincoln')).toEqual(['3']);
      await world.eventualRun('lincoln', runId, 'finished');
    },
  );

  it('goes beside a run that is going on', async () => {
    const app = await afterANight();
    await world.send('lincoln', [snapshotOf('4')]);
    const manual = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', manual.runId, 'delivering');
    const { runId } = await world.redrive(app, 'lincoln', { sectionAssessmentIds: ['4'] });
    await world.eventualRun('lincoln', runId, 'delivering');
    expect(await world.unit('lincoln', '4')).toMatchObject({ delivery: { runId, redrive: true } });
    await deliverDue(world, 'lincoln');
    await world.eventualRun('lincoln', runId, 'finished');
    await world.eventualRun('lincoln', manual.runId, 'finished');
  });

  it.each([
    ['a code that is none', 'lincoln', { reason: 'BAD_LUCK' }, status.INVALID_ARGUMENT],
    ['neither reason nor ids', 'lincoln', {}, status.INVALID_ARGUMENT],
    ['a repair by cause', 'lincoln', { reason: 'SIS_REJECTED', repair: 'all' }, status.INVALID_ARGUMENT],
    ['a repair that is none', 'lincoln', { sectionAssessmentIds: ['1'], repair: 'some' }, status.INVALID_ARGUMENT],
    ['both', 'lincoln', { reason: 'SIS_REJECTED', sectionAssessmentIds: ['1'] }, status.INVALID_ARGUMENT],
    ['a district that is not there', 'nowhere', { reason: 'SIS_REJECTED' }, status.NOT_FOUND],
  ])('refuses %s', async (_what, districtId, redrive, code) => {
    const app = await world.startRules();
    await expect(world.redrive(app, districtId, redrive)).rejects.toMatchObject({ code });
  });
});
