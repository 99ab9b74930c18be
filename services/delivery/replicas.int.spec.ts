import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { gate, LEASE_MS, World } from './testing/world.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const units = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `s${n + 1}`,
    sectionId: `850${n % 7}`,
    scores: { '81001': n, '81002': n + 0.5 },
  }));

describe('two processes on one ledger', () => {
  it('deliver each unit exactly once', async () => {
    await world.night(units(60));
    await Promise.all([world.start(), world.start()]);
    await world.night(units(60).map((unit) => ({ ...unit, id: `t${unit.id}` })));
    await world.settled();
    expect(world.sis.assignments.size).toBe(120);
    for (let n = 1; n <= 60; n += 1) {
      for (const identifier of [`S${n}`, `TS${n}`]) {
        expect(world.sis.carrying(identifier)).toHaveLength(1);
        expect(world.sis.cells(identifier)).toEqual({ '81001': n - 1, '81002': n - 0.5 });
      }
    }
    expect(world.sis.writes()).toHaveLength(240);
  });

  it.each(['before', 'after'] as const)(
    'make one assignment though a lease ran out while the create was under way (%s it was carried out)',
    async (phase) => {
      await world.night(units(1));
      const first = await world.start();
      const held = gate();
      let isHeld = false;
      world.sis.hook = async (at, { method }) => {
        if (isHeld || at !== phase || method !== 'createAssignment') return;
        isHeld = true;
        await held.opened;
        // The process was frozen: what it had not sent yet is never sent.
        if (phase === 'before') throw new Error('dropped');
      };
      await eventually(() => expect(isHeld).toBe(true));
      world.clock.advance(LEASE_MS + 1);
      await world.start();
      await world.settled();
      held.open();
      await first.stop();
      expect(world.sis.carrying('S1')).toHaveLength(1);
      const record = await world.unit('s1');
      expect(record.summary.state).toBe('inSync');
      expect(record.sis.assignment?.ref).toEqual(world.sis.carrying('S1')[0]?.ref);
    },
  );

  it('write nothing more once their lease is lost', async () => {
    await world.night(units(20));
    await world.start();
    const held = gate();
    world.sis.hook = (phase, { method }) => (phase === 'before' && method === 'writeScores' ? held.opened : undefined);
    await eventually(() => expect(world.sis.writes()).toHaveLength(6));
    // Somebody else's clock is ahead and finds the lease void.
    const stolen = await world.clock.withLeasesAhead(10 * LEASE_MS, () =>
      world.ledger.lanes.acquire('lincoln', 'another', 10 * LEASE_MS),
    );
    await eventually(() =>
      expect(world.logs.map(({ msg }) => msg)).toContain('a lease was lost; the lane stops at once'),
    );
    held.open();
    await world.ledger.lanes.renew('lincoln', stolen?.fence ?? 0, 2 * LEASE_MS);
    expect(world.sis.writes()).toHaveLength(6);
    for (const record of await world.ledger.sectionAssessments.scan('lincoln', { limit: 100 }))
      expect(record.sis.assignment).toBeNull();
    await world.ledger.lanes.release('lincoln', stolen?.fence ?? 0);
    world.clock.advance(3_000);
    await world.settled();
    expect(world.sis.assignments.size).toBe(20);
  });
});

describe('a process that stops in the middle of a night', () => {
  it('lets the units in hand end, gives back the others, and the next one goes on at once', async () => {
    await world.night(units(40));
    const first = await world.start();
    await eventually(() => expect(world.sis.writes().length).toBeGreaterThan(5));
    await first.stop();
    const records = await world.ledger.sectionAssessments.scan('lincoln', { limit: 100 });
    expect(records.filter(({ delivery }) => delivery.claim !== null)).toEqual([]);
    expect((await world.ledger.lanes.get('lincoln'))?.owner).toBeNull();
    // No lease has to run out.
    await world.start();
    await world.settled();
    expect(world.sis.assignments.size).toBe(40);
    expect(world.sis.writes()).toHaveLength(80);
  });

  it.each([
    ['stops', 'at once, though its lease would last for longer than this test', 60_000],
    ['is killed', 'once its lease is over', LEASE_MS],
  ] as const)('and %s leaves the rest to another that waits, %s', async (how, _when, leaseMs) => {
    await world.night(units(40));
    const first = await world.start({}, { DELIVERY_LEASE_MS: leaseMs });
    await eventually(() => expect(world.sis.writes().length).toBeGreaterThan(5));
    await world.start({}, { DELIVERY_LEASE_MS: leaseMs });
    if (how === 'stops') await first.stop();
    else first.kill();
    await world.settled();
    expect(world.sis.assignments.size).toBe(40);
  });

  it('lets go of units whose PowerSchool does not answer, and nothing is doubled', async () => {
    await world.night(units(6));
    const first = await world.start();
    const never = new Promise<void>(() => undefined);
    world.sis.hook = (phase, { method }) => (phase === 'after' && method === 'createAssignment' ? never : undefined);
    await eventually(() => expect(world.sis.assignments.size).toBe(3));
    const stopping = first.stop();
    await eventually(() => expect(world.clock.sleeping).toBeGreaterThan(0));
    // The limit for units in hand passes; their lease does not, because it is kept alive meanwhile.
    for (let passed = 0; passed < 11_000; passed += LEASE_MS / 4) {
      world.clock.advance(LEASE_MS / 4);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await stopping;
    const records = await world.ledger.sectionAssessments.scan('lincoln', { limit: 100 });
    expect(records.filter(({ delivery }) => delivery.claim !== null)).toEqual([]);
    expect(records.filter(({ delivery }) => delivery.intent !== null)).toHaveLength(3);
    expect(records.every(({ delivery }) => delivery.dueAt !== null && delivery.attempt === 0)).toBe(true);
    world.sis.hook = () => undefined;
    await world.start();
    await world.settled();
    expect(world.sis.assignments.size).toBe(6);
  });
});
