import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { explainSectionAssessment } from '@passback/domain';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { scoreOf, snapshotOf, STAFF } from '../testing/facts.fixture.ts';
import { seenByOlderVersion } from '../testing/older-version.fixture.ts';
import { World } from '../testing/world.fixture.ts';
import { goThroughLetters, type LetterCounts } from './go-through-letters.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});
afterEach(() => world.close());

/** Written by a newer version: the older one does not know that status. */
const late = (id: string, revision: number) =>
  snapshotOf(id, { revision, title: `Revision ${revision}`, scores: [scoreOf(1, { status: 'late' })] });

const held = (id: string, revision: number, cause: string) =>
  world.eventualUnit('lincoln', id, ({ summary, decision }) => {
    expect(summary).toMatchObject({ state: 'held', reasons: expect.arrayContaining(['REVISION_NOT_READ']) });
    expect(decision.reasons).toContainEqual({ code: 'REVISION_NOT_READ', params: { revision, cause } });
  });

const lettersKept = (count: number) =>
  eventually(async () =>
    expect(await world.messaging.lag('nobody', [topics.deadLetters])).toEqual({ [topics.deadLetters.name]: count }),
  );

const command = (isReplay: boolean): Promise<LetterCounts> =>
  goThroughLetters(world, { isReplay, say: () => undefined });

describe('a revision that only a newer version can read', () => {
  it('holds its unit, which says which revision waits, and the older one is not sent', async () => {
    const older = await world.startRules({ messaging: seenByOlderVersion(world.messaging) });
    await world.send('lincoln', [snapshotOf('1', { revision: 1 })]);
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('due'));
    await world.send('lincoln', [late('1', 2)]);
    const record = await held('1', 2, 'newer');
    expect(record.otus.snapshot.revision).toBe(1);
    expect(explainSectionAssessment(record)).toMatchObject({
      state: 'held',
      reasons: [{ code: 'REVISION_NOT_READ', message: expect.stringContaining('revision 2'), who: 'nobody' }],
    });
    const { runId } = await world.startRun(older, 'lincoln');
    const run = await world.eventualRun('lincoln', runId, 'finished');
    expect(run).toMatchObject({ units: { planned: 0, held: 1 }, reasons: { REVISION_NOT_READ: 1 } });
  });

  it('is taken in by itself once that version is there, and again changes nothing', async () => {
    const older = await world.startRules({ messaging: seenByOlderVersion(world.messaging) });
    await world.send('lincoln', [snapshotOf('1', { revision: 1 }), snapshotOf('2', { revision: 1 })]);
    await world.evaluated('lincoln', 2);
    await world.send('lincoln', [late('1', 2), late('2', 2), late('3', 1)]);
    for (const id of ['1', '2']) await held(id, 2, 'newer');
    // Of a unit that nothing else is known of, too.
    expect((await held('3', 1, 'newer')).otus.snapshot).toMatchObject({ identifier: 'S3', title: 'Revision 1' });
    // Overtaken before the newer version is there.
    await world.send('lincoln', [snapshotOf('2', { revision: 3 })]);
    await world.eventualUnit('lincoln', '2', ({ summary }) => expect(summary.state).toBe('due'));
    await world.stopRules(older);

    const newer = await world.startRules();
    await world.eventualUnit('lincoln', '1', ({ otus, summary }) => {
      expect(otus).toMatchObject({ snapshot: late('1', 2) });
      expect(otus).not.toHaveProperty('unread');
      expect(summary.state).toBe('due');
    });
    await world.eventualUnit('lincoln', '3', ({ summary, otus }) => {
      expect(summary.state).toBe('due');
      expect(otus.snapshot).toEqual(late('3', 1));
    });
    expect((await world.unit('lincoln', '2')).otus.snapshot.revision).toBe(3);
    const before = await world.ledger.sectionAssessments.scan('lincoln', { limit: 10 });
    expect(await command(true)).toEqual({ overtaken: 3 });
    await world.stopRules(newer);
    await world.startRules();
    await world.someTicks();
    expect(await world.ledger.sectionAssessments.scan('lincoln', { limit: 10 })).toEqual(before);
  });

  it('is taken in of staff, too', async () => {
    const older = await world.startRules({ messaging: seenByOlderVersion(world.messaging) });
    const staff = [
      ...STAFF,
      { userId: 'teacher-3', role: 'coTeacher', sisUserId: null, inPassbackGroup: true },
    ] as const;
    await world.sendStaff('lincoln', 2, staff);
    await lettersKept(1);
    await world.stopRules(older);
    await world.startRules();
    await eventually(async () =>
      expect(await world.ledger.staff.get('lincoln')).toEqual({ districtId: 'lincoln', revision: 2, staff }),
    );
  });
});

describe('a message that cannot be read by any version', () => {
  const broken = (id: string, revision: number) => {
    const snapshot = { ...snapshotOf(id, { revision }), totalPoints: Number.NaN };
    const value = { districtId: 'lincoln', receivedAtMs: world.clock.now(), snapshot };
    return world.messaging.produce(topics.sectionAssessments, [{ key: `lincoln:${id}`, value }]);
  };

  it('holds its unit until Otus sends a newer one, and waits among the dead letters', async () => {
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1', { revision: 4 })]);
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('due'));
    await broken('1', 5);
    await held('1', 5, 'broken');
    expect(await command(false)).toEqual({ unreadable: 1 });
    await world.send('lincoln', [snapshotOf('1', { revision: 6 })]);
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('due'));
  });

  it('changes nothing where it is older than what is held', async () => {
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1', { revision: 4 })]);
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('due'));
    await broken('1', 3);
    await lettersKept(1);
    expect(await world.unit('lincoln', '1')).toMatchObject({ version: 1, summary: { state: 'due' } });
  });
});

describe('the operator’s command', () => {
  it('gives back what came before its district was known, once however often it is called', async () => {
    await world.startRules();
    await world.send('adams', [snapshotOf('1'), snapshotOf('2')]);
    await lettersKept(2);
    expect(await command(true)).toEqual({ unknownDistrict: 2 });
    await world.addDistrict('adams');
    expect(await command(false)).toEqual({ readable: 2 });
    expect(await world.ledger.sectionAssessments.countByState('adams')).toEqual({});
    // A second may go by before rules knows of the district, and what comes before is put aside again.
    await eventually(async () => {
      await command(true);
      expect(await world.ledger.sectionAssessments.countByState('adams')).toEqual({ due: 2 });
    });
    const before = await world.ledger.sectionAssessments.scan('adams', { limit: 10 });
    expect(await command(true)).not.toHaveProperty('readable');
    expect(await world.ledger.sectionAssessments.scan('adams', { limit: 10 })).toEqual(before);
  });
});
