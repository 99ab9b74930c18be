import { describe, expect, it } from '@jest/globals';
import { CLOSED_CIRCUIT } from '../index.ts';
import { leases, type LedgerUnderTest, newDistrict, NOW, ODD_IDS } from './records.fixture.ts';

export function lanesContract(subject: () => LedgerUnderTest): void {
  const lanes = () => subject().ledger.lanes;
  /** The lanes as they are to be had at that time by the ledger's clock. */
  const at = (now: number) => {
    leases.now = now;
    return lanes();
  };
  const condition = {
    circuit: { ...CLOSED_CIRCUIT, state: 'open', code: 'SIS_CREDENTIALS', message: 'invalid_client', openedAt: NOW },
    learnedIntervalMs: 75,
  } as const;

  describe('a lane', () => {
    it('is taken by one, with the next fence each time, and keeps its condition', async () => {
      const district = newDistrict();
      expect(await lanes().get(district)).toBeNull();
      const lane = {
        districtId: district,
        owner: 'pod-1',
        fence: 1,
        leasedUntil: NOW + 1_000,
        circuit: CLOSED_CIRCUIT,
        learnedIntervalMs: 0,
      };
      expect(await at(NOW).acquire(district, 'pod-1', 1_000)).toEqual(lane);
      expect(await at(NOW + 999).acquire(district, 'pod-2', 1_000)).toBeNull();
      expect(await at(NOW + 999).acquire(district, 'pod-1', 1_000)).toBeNull();
      expect(await lanes().recordCondition(district, 1, condition)).toBe(true);
      const next = await at(NOW + 1_000).acquire(district, 'pod-2', 500);
      expect(next).toEqual({ ...lane, owner: 'pod-2', fence: 2, leasedUntil: NOW + 1_500, ...condition });
      expect(await lanes().get(district)).toEqual(next);
    });

    it('is renewed, described and released by its present fence only', async () => {
      const district = newDistrict();
      await at(NOW).acquire(district, 'pod-1', 1_000);
      expect(await at(NOW + 900).renew(district, 1, 1_000)).toBe(true);
      expect(await at(NOW + 1_500).acquire(district, 'pod-2', 1_000)).toBeNull();
      await at(NOW + 1_900).acquire(district, 'pod-2', 1_000);
      expect(await at(NOW + 1_900).renew(district, 1, 1_000)).toBe(false);
      expect(await lanes().recordCondition(district, 1, condition)).toBe(false);
      await lanes().release(district, 1);
      expect(await lanes().get(district)).toMatchObject({ owner: 'pod-2', fence: 2, circuit: CLOSED_CIRCUIT });
    });

    it('is free at once when it is released, and the fence goes on', async () => {
      const district = newDistrict();
      await at(NOW).acquire(district, 'pod-1', 1_000_000);
      await lanes().release(district, 1);
      expect(await lanes().get(district)).toMatchObject({ owner: null, fence: 1 });
      expect(await at(NOW).renew(district, 1, 1_000)).toBe(false);
      expect(await lanes().recordCondition(district, 1, condition)).toBe(false);
      expect(await at(NOW).acquire(district, 'pod-2', 1_000)).toMatchObject({ owner: 'pod-2', fence: 2 });
    });

    it('that nobody ever took can be neither renewed nor released', async () => {
      const district = newDistrict();
      expect(await at(NOW).renew(district, 0, 1_000)).toBe(false);
      await lanes().release(district, 0);
      expect(await lanes().get(district)).toBeNull();
    });

    it('has one winner of twenty at once, when new and when a lease ran out', async () => {
      const other = await subject().open();
      try {
        for (let round = 0; round < 20; round += 1) {
          const district = newDistrict();
          for (const [fence, now] of [
            [1, NOW],
            [2, NOW + 1_000],
          ] as const) {
            leases.now = now;
            const taken = await Promise.all(
              Array.from({ length: 20 }, (_, caller) =>
                (caller % 2 === 0 ? lanes() : other.lanes).acquire(district, `pod-${caller}`, 1_000),
              ),
            );
            const winners = taken.filter((lane) => lane !== null);
            expect(winners).toMatchObject([{ fence }]);
            expect(await lanes().get(district)).toEqual(winners[0]);
          }
        }
      } finally {
        await other.close();
      }
    });

    it('is listed with the others', async () => {
      const districts = ODD_IDS.map((id) => `${newDistrict()}${id}`);
      for (const district of districts) await at(NOW).acquire(district, 'pod-1', 1_000);
      const listed = (await lanes().list()).map(({ districtId }) => districtId);
      expect(listed).toEqual(expect.arrayContaining(districts));
    });
  });
}
