import { describe, expect, it } from '@jest/globals';
import { leases, type LedgerUnderTest, newDistrict, NOW, ODD_IDS } from './records.fixture.ts';

export function pacesContract(subject: () => LedgerUnderTest): void {
  const reserve = (districtId: string, lengthMs: number, inMs = 0) =>
    subject().ledger.paces.reserve(districtId, { lengthMs, inMs });

  describe('the time of a PowerSchool', () => {
    it('is given away stretch by stretch, each where the one before ends', async () => {
      const district = newDistrict();
      leases.now = NOW;
      expect(await subject().ledger.paces.get(district)).toBeNull();
      const first = await reserve(district, 1_000);
      expect(first.until - first.from).toBe(1_000);
      // A clock that counts whole milliseconds is up to one further than it says.
      expect([NOW, NOW + 1]).toContain(first.from);
      const second = await reserve(district, 50);
      expect(second).toMatchObject({ from: first.until, until: first.until + 50 });
      leases.now = NOW + 400;
      const third = await reserve(district, 50, 300);
      expect(third).toMatchObject({ from: second.until, until: second.until + 50 });
      expect(await subject().ledger.paces.get(district)).toEqual({ districtId: district, reservedUntil: third.until });
    });

    it('is told from the moment of asking, and never as more than there is', async () => {
      const district = newDistrict();
      leases.now = NOW;
      const askedAt = performance.now();
      const { from, until, beginsInMs, endsInMs } = await reserve(district, 1_000, 200);
      const waitedMs = performance.now() - askedAt;
      for (const [inMs, at] of [
        [beginsInMs, from],
        [endsInMs, until],
      ] as const) {
        expect(Math.abs(inMs - (at - NOW))).toBeLessThanOrEqual(waitedMs + 1);
      }
      expect(beginsInMs).toBeGreaterThanOrEqual(from - NOW);
      expect(endsInMs - beginsInMs).toBeLessThanOrEqual(1_000);
    });

    it('that nobody reserved or used passes, and makes up for nothing', async () => {
      const district = newDistrict();
      leases.now = NOW;
      await reserve(district, 1_000);
      leases.now = NOW + 60_000;
      const { from, until } = await reserve(district, 1_000, 20);
      expect([NOW + 60_020, NOW + 60_021]).toContain(from);
      expect(until - from).toBe(1_000);
    });

    it('reserved by a clock that was set back since keeps nobody waiting', async () => {
      const district = newDistrict();
      leases.now = NOW + 3_600_000;
      await reserve(district, 1_000);
      leases.now = NOW;
      expect((await reserve(district, 50)).from).toBeLessThanOrEqual(NOW + 1);
      expect((await reserve(district, 50)).from).toBeGreaterThanOrEqual(NOW + 50);
    });

    it('is never given to two, however many ask at once', async () => {
      const other = await subject().open();
      try {
        for (const id of ODD_IDS) {
          const district = `${newDistrict()}${id}`;
          leases.now = NOW;
          const given = await Promise.all(
            Array.from({ length: 20 }, (_, caller) =>
              (caller % 2 === 0 ? subject().ledger : other).paces.reserve(district, { lengthMs: 50 + caller, inMs: 0 }),
            ),
          );
          given.sort((one, next) => one.from - next.from);
          for (const [n, { from }] of given.slice(1).entries()) expect(from).toBe(given[n]?.until);
        }
      } finally {
        await other.close();
      }
    });

    it('is given to each district for itself, and not without end', async () => {
      const [one, another] = [newDistrict(), newDistrict()];
      leases.now = NOW;
      await reserve(one, 60_000);
      expect((await reserve(another, 50)).from).toBeLessThanOrEqual(NOW + 1);
      for (const [lengthMs, inMs] of [
        [120_001, 0],
        [50, 120_001],
        [50.5, 0],
        [-1, 0],
      ] as const)
        await expect(reserve(one, lengthMs, inMs)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });
  });
}
