import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledger } from '@passback/ledger';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { scoreOf, snapshotOf, STAFF } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;
/** Ids of the units that were read page by page, since the last look. */
let read: string[];

beforeEach(async () => {
  world = await World.open();
  read = [];
  onScan = async () => {};
});

afterEach(() => world.close());

/** Comes before a page is read. */
let onScan: () => Promise<void>;

/** The ledger, with what is read of it to plan with. */
function watched(ledger: Ledger): Ledger {
  const { sectionAssessments: store } = ledger;
  const sectionAssessments: Ledger['sectionAssessments'] = {
    ...store,
    async scan(...asked) {
      const records = await store.scan(...asked);
      read.push(...records.map(({ sectionAssessmentId }) => sectionAssessmentId));
      return records;
    },
    async scanForRun(...asked) {
      await onScan();
      const scanned = await store.scanForRun(...asked);
      read.push(...scanned.records.map(({ sectionAssessmentId }) => sectionAssessmentId));
      return scanned;
    },
  };
  return { ...ledger, sectionAssessments };
}

function readSince(): string[] {
  return read.splice(0).sort();
}

/** Two units that PowerSchool has, one that it has without a score that is not graded, and one that is held. */
const UNITS = [
  snapshotOf('held', { gradingScale: 'standards' }),
  snapshotOf('partly', { scores: [scoreOf(1), scoreOf(2, { completion: 'turnedIn' })] }),
  snapshotOf('sent-1'),
  snapshotOf('sent-2'),
];
const NOT_AT_REST = ['held', 'partly'];
const ALL = UNITS.map(({ sectionAssessmentId }) => sectionAssessmentId);

/** Delivers what there is, and waits until the district counts as evaluated with what is known. */
async function delivered(change: Parameters<World['addDistrict']>[1] = {}) {
  await world.addDistrict('lincoln', change);
  const app = await world.startRules({ ledger: watched(world.ledger) });
  await world.send('lincoln', UNITS);
  await world.evaluated('lincoln', UNITS.length);
  world.clock.advance(60_000);
  await eventually(async () => {
    const district = await world.ledger.districts.get('lincoln');
    expect(district?.evaluatedWith).toMatchObject({ settingsVersion: district?.version, staffRevision: 1 });
  });
  const { runId } = await world.startRun(app, 'lincoln');
  await world.eventualRun('lincoln', runId, 'delivering');
  await deliverDue(world, 'lincoln');
  await world.eventualRun('lincoln', runId, 'finished');
  readSince();
  return app;
}

describe('units at rest', () => {
  it('are not read by a run or a preview, which count what they would with all of them', async () => {
    const app = await delivered();
    const counts = { units: { planned: 0, held: 1 }, scores: { held: 3 } };
    const { runId } = await world.startRun(app, 'lincoln');
    expect(await world.eventualRun('lincoln', runId, 'finished')).toMatchObject(counts);
    expect(readSince()).toEqual(NOT_AT_REST);
    const { reasons } = await world.run('lincoln', runId);
    // None is listed, so none is read.
    const preview = await world.preview(app, 'lincoln', { effect: 'held' });
    expect(readSince()).toEqual(NOT_AT_REST);
    const units = { none: 3, held: 1, create: 0, update: 0, scoresOnly: 0 };
    expect(preview).toMatchObject({ units, scores: { held: 3 }, reasons, itemsTruncated: false });
    expect(preview.items).toMatchObject([{ sectionAssessmentId: 'held' }]);
    const listed = await world.preview(app, 'lincoln', { limit: 4 });
    expect(readSince()).toEqual(ALL);
    expect(listed).toMatchObject({ units, scores: preview.scores, reasons });
    expect(listed.items.map(({ sectionAssessmentId: id }) => id)).toEqual(['held', 'partly', 'sent-1', 'sent-2']);
  });

  it('are found by no redrive', async () => {
    const app = await delivered();
    const asked = { dryRun: true, reason: 'TURNED_IN_NOT_GRADED' };
    expect(await world.redrive(app, 'lincoln', asked)).toMatchObject({ units: 0 });
    expect(readSince()).toEqual(NOT_AT_REST);
  });

  it('are read where the date decides them anew, or what they were decided from is not what is known', async () => {
    const app = await delivered({ pastDueAsZero: true });
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'finished');
    expect(readSince()).toEqual(ALL);
  });

  it('are read by a preview that staff comes into', async () => {
    const app = await delivered();
    onScan = async () => {
      onScan = async () => {};
      const staff = STAFF.map((member) => ({ ...member, inPassbackGroup: false }));
      await world.ledger.staff.put({ districtId: 'lincoln', revision: 2, staff });
    };
    expect((await world.preview(app, 'lincoln', { effect: 'held' })).units).toMatchObject({ held: 4, none: 0 });
    expect(readSince()).toEqual([...ALL, ...NOT_AT_REST].sort());
  });

  it('are no more once Otus changed them', async () => {
    const app = await delivered();
    await world.send('lincoln', [snapshotOf('sent-2', { revision: 2, title: 'Another' })]);
    await world.eventualUnit('lincoln', 'sent-2', ({ otus }) => expect(otus.snapshot.revision).toBe(2));
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'delivering');
    expect(readSince()).toEqual([...NOT_AT_REST, 'sent-2']);
    expect(await deliverDue(world, 'lincoln')).toEqual(['sent-2']);
    await world.eventualRun('lincoln', runId, 'finished');
    const again = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', again.runId, 'finished');
    expect(readSince()).toEqual(NOT_AT_REST);
  });
});
