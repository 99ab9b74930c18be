import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { explainSectionAssessment } from '@passback/domain';
import { LIMITS } from '../limits.ts';
import { snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});
afterEach(() => world.close());

const revision = (id: string, number: number, title = `Revision ${number}`) =>
  snapshotOf(id, { revision: number, title });
const wentBack = (id: string, times: number) =>
  world.eventualUnit('lincoln', id, ({ otus }) => expect(otus.wentBack?.times).toBe(times));
const heldRevision = async (id: string) => (await world.unit('lincoln', id)).otus.snapshot.revision;

it('revisions that go back are counted and said, not taken, until an administrator has them re-based', async () => {
  const app = await world.startRules();
  await world.send('lincoln', [revision('1', 9), revision('2', 9), revision('3', 9)]);
  await world.evaluated('lincoln', 3);
  // With its grading period, which may come late: then it is decided once more.
  const third = await world.eventualUnit('lincoln', '3', ({ summary }) => expect(summary.state).toBe('due'));
  world.clock.advance(LIMITS.overtakenWithinMs);
  // As Otus was restored from a backup; of unit 3 the same came again.
  await world.send('lincoln', [revision('1', 5), revision('2', 9, 'Another ninth'), revision('3', 9)]);
  await wentBack('2', 1);
  world.clock.advance(1_000);
  await world.send('lincoln', [revision('1', 6)]);
  const record = await wentBack('1', 2);
  expect(record.otus.snapshot).toEqual(revision('1', 9));
  expect(explainSectionAssessment(record)).toMatchObject({
    ...{ state: 'due', revision: 9 },
    notices: [{ code: 'REVISION_WENT_BACK', message: expect.stringMatching(/revision 6.+revision 9.+2 times/) }],
  });
  expect((await world.unit('lincoln', '3')).version).toBe(third.version);

  expect(await world.rebase(app, 'lincoln', { dryRun: true })).toEqual({ units: 2 });
  expect(await heldRevision('1')).toBe(9);
  expect(await world.rebase(app, 'lincoln', { sectionAssessmentIds: ['1', '3'] })).toEqual({ units: 1 });
  expect(await world.rebase(app, 'lincoln', {})).toEqual({ units: 1 });
  expect(await world.rebase(app, 'lincoln', {})).toEqual({ units: 0 });
  expect(explainSectionAssessment(await world.unit('lincoln', '1')).notices).toEqual([]);
  expect(await heldRevision('3')).toBe(9);

  await world.send('lincoln', [revision('1', 6), revision('2', 9, 'Another ninth')]);
  for (const snapshot of [revision('1', 6), revision('2', 9, 'Another ninth')])
    await world.eventualUnit('lincoln', snapshot.sectionAssessmentId, ({ otus }) =>
      expect(otus.snapshot).toEqual(snapshot),
    );

  // Come again, as by offsets that were reset: what was received before is of the time that Otus went back over.
  world.clock.advance(-LIMITS.overtakenWithinMs);
  await world.send('lincoln', [revision('1', 8)]);
  world.clock.advance(2 * LIMITS.overtakenWithinMs);
  await world.send('lincoln', [revision('1', 7), revision('4', 1)]);
  await world.evaluated('lincoln', 4);
  await world.eventualUnit('lincoln', '1', ({ otus }) => expect(otus.snapshot).toEqual(revision('1', 7)));
});

it('a newer revision ends it, and one that was overtaken on its way is none', async () => {
  await world.startRules();
  await world.send('lincoln', [revision('1', 9)]);
  await world.evaluated('lincoln', 1);
  await world.send('lincoln', [revision('1', 8), revision('2', 1)]);
  await world.evaluated('lincoln', 2);
  expect((await world.unit('lincoln', '1')).version).toBe(1);
  world.clock.advance(LIMITS.overtakenWithinMs);
  await world.send('lincoln', [revision('1', 8)]);
  await wentBack('1', 1);
  await world.send('lincoln', [revision('1', 10)]);
  await world.eventualUnit('lincoln', '1', ({ otus }) => {
    expect(otus.snapshot.revision).toBe(10);
    expect(otus).not.toHaveProperty('wentBack');
  });
});
