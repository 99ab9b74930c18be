import { describe, expect, it } from '@jest/globals';
import { type LedgerUnderTest, newDistrict, NOW, ODD_IDS, run } from './records.fixture.ts';

export function runsContract(subject: () => LedgerUnderTest): void {
  const runs = () => subject().ledger.runs;

  describe('opening a run', () => {
    it('stores it as it is', async () => {
      const night = run(newDistrict(), 'night-2026-11-19');
      expect(await runs().open(night)).toEqual({ opened: true, run: night });
      const stored = await runs().get(night.districtId, night.runId);
      expect(stored).toEqual(night);
      expect(Object.keys(stored!.reasons)).toEqual(['NOT_SUBMITTED', 'odd.code$', '__proto__']);
      expect(await runs().get(night.districtId, 'unknown')).toBeNull();
    });

    it('answers with the run of that id, also when it is finished', async () => {
      const night = run(newDistrict(), 'night-2026-11-19');
      await runs().open(night);
      expect(await runs().open({ ...night, requestedBy: 'another' })).toEqual({ opened: false, run: night });
      const finished = { ...night, state: 'finished', version: 2 } as const;
      await runs().update(finished);
      expect(await runs().open(night)).toEqual({ opened: false, run: finished });
    });

    it.each(['planning', 'delivering', 'blocked'] as const)(
      'answers with another night or manual run that is %s, and beside redrives opens',
      async (state) => {
        const district = newDistrict();
        const night = run(district, 'night-2026-11-19', { state });
        await runs().open(night);
        const manual = run(district, 'manual-1', { kind: 'manual' });
        expect(await runs().open(manual)).toEqual({ opened: false, run: night });
        for (const id of ['redrive-1', 'redrive-2']) {
          expect(await runs().open(run(district, id, { kind: 'redrive' }))).toMatchObject({ opened: true });
        }
        expect(await runs().open(run(newDistrict(), 'manual-1', { kind: 'manual' }))).toMatchObject({ opened: true });
        await runs().update({ ...night, state: 'finished', version: 2 });
        expect(await runs().open(manual)).toEqual({ opened: true, run: manual });
      },
    );

    it('has one winner of twenty that are opened at once, under one id or several', async () => {
      const other = await subject().open();
      try {
        for (let round = 0; round < 20; round += 1) {
          const district = newDistrict();
          const results = await Promise.all(
            Array.from({ length: 20 }, (_, caller) => {
              const opened = caller % 2 === 0 ? runs() : other.runs;
              const runId = round % 2 === 0 ? 'night-1' : `manual-${caller}`;
              return opened.open(run(district, runId, { kind: round % 2 === 0 ? 'night' : 'manual' }));
            }),
          );
          const [winner, ...others] = results.filter(({ opened }) => opened);
          expect(others).toEqual([]);
          expect(results.map((result) => result.run)).toEqual(results.map(() => winner!.run));
        }
      } finally {
        await other.close();
      }
    });

    it('takes ids of any characters', async () => {
      const district = newDistrict();
      for (const id of ODD_IDS) await runs().open(run(district, id, { kind: 'redrive' }));
      for (const id of ODD_IDS) expect(await runs().get(district, id)).toMatchObject({ runId: id });
    });
  });

  describe('updating a run', () => {
    it('replaces it if it still has the version before', async () => {
      const night = run(newDistrict(), 'night-1');
      await runs().open(night);
      const next = { ...night, version: 2, state: 'delivering', planner: null } as const;
      expect(await runs().update(next)).toBe(true);
      expect(await runs().update(next)).toBe(false);
      expect(await runs().update({ ...next, version: 4 })).toBe(false);
      expect(await runs().update({ ...next, runId: 'unknown' })).toBe(false);
      expect(await runs().get(night.districtId, 'night-1')).toEqual(next);
    });

    it('has one winner of twenty', async () => {
      const night = run(newDistrict(), 'night-1');
      await runs().open(night);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, caller) => runs().update({ ...night, version: 2, requestedBy: `${caller}` })),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
    });
  });

  describe('lists of runs', () => {
    it('give the newest first, those that are not finished, and the last night', async () => {
      const district = newDistrict();
      const finished = { state: 'finished' } as const;
      await runs().open(run(district, 'night-2', { ...finished, date: '2026-11-18', startedAt: NOW + 1 }));
      await runs().open(run(district, 'night-1', { ...finished, date: '2026-11-17', startedAt: NOW + 2 }));
      await runs().open(run(district, 'manual-1', { kind: 'manual', date: '2026-11-20', startedAt: NOW + 3 }));
      await runs().open(run(district, 'redrive-1', { kind: 'redrive', startedAt: NOW, date: '2026-11-21' }));
      const ids = (await runs().list(district, 3)).map(({ runId }) => runId);
      expect(ids).toEqual(['manual-1', 'night-1', 'night-2']);
      const unfinished = (await runs().unfinished(1_000)).filter(({ districtId }) => districtId === district);
      expect(unfinished.map(({ runId }) => runId)).toEqual(['redrive-1', 'manual-1']);
      expect(await runs().lastNight(district)).toMatchObject({ runId: 'night-2' });
      expect(await runs().lastNight(newDistrict())).toBeNull();
      expect(await runs().list(district, 0)).toEqual([]);
      await expect(runs().list(district, 1_001)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      await expect(runs().unfinished(1_001)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });

    it('give every district its share of the unfinished: its night, and redrives in turn, whatever one of them has', async () => {
      const [crowding, other] = [newDistrict(), newDistrict()];
      // Older than every other test's runs, so that they alone would fill any list that goes by age.
      const old = NOW - 10_000_000;
      const redrives = Array.from({ length: 1_000 }, (_, index) =>
        run(crowding, `redrive-${String(index).padStart(4, '0')}`, { kind: 'redrive', startedAt: old + index }),
      );
      for (const redrive of redrives) await runs().open(redrive);
      await runs().open(run(other, 'redrive-1', { kind: 'redrive', startedAt: NOW + 50 }));
      await runs().open(run(other, 'night-1', { startedAt: NOW + 100 }));
      const unfinished = await runs().unfinished(1_000);
      expect(unfinished).toHaveLength(1_000);
      expect(unfinished.map(({ startedAt }) => startedAt)).toEqual(
        unfinished.map(({ startedAt }) => startedAt).toSorted((one, two) => one - two),
      );
      const idsOf = (district: string) =>
        unfinished.filter(({ districtId }) => districtId === district).map(({ runId }) => runId);
      expect(idsOf(other)).toEqual(['redrive-1', 'night-1']);
      // What is left is the crowd's, its oldest first.
      expect(idsOf(crowding)).toEqual(redrives.slice(0, idsOf(crowding).length).map(({ runId }) => runId));
      for (const redrive of redrives) await runs().update({ ...redrive, version: 2, state: 'finished' });
    });
  });
}
