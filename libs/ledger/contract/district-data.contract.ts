import { describe, expect, it } from '@jest/globals';
import { allOf, DISTRICT_DATA, type DistrictData, type Ledger } from '../index.ts';
import {
  attempt,
  evaluation,
  type LedgerUnderTest,
  newDistrict,
  NOW,
  ODD_IDS,
  run,
  settings,
} from './records.fixture.ts';

/** One of each kind, and five units. */
async function fill(ledger: Ledger, districtId: string): Promise<void> {
  await ledger.districts.put(settings(districtId), { by: 'file', at: NOW });
  await ledger.tokenUses.record({ districtId, token: 'a', at: NOW });
  await ledger.staff.put({ districtId, revision: 1, staff: [] });
  const ids = ['1', '2', '3', '4', '5'].map((id) => `sa-${id}`);
  await ledger.sectionAssessments.recordEvaluations(ids.map((id) => evaluation(districtId, id)));
  await ledger.attempts.append(ids.map((id, index) => attempt(districtId, id, NOW + index)));
  await ledger.runs.open(run(districtId, 'night-2026-11-19'));
  await ledger.gradingPeriods.put({ districtId, schoolId: '100', startYear: 2026, periods: [], fetchedAt: NOW });
  await ledger.lanes.acquire(districtId, 'delivery-1', 1_000);
  await ledger.paces.reserve(districtId, { lengthMs: 50, inMs: 0 });
  const recipient = { hash: 'ab'.repeat(32), of: 'admins' } as const;
  const told = { districtId, date: '2026-11-19', content: {} } as const;
  const times = { dueAt: 2 * NOW, expiresAt: NOW, createdAt: NOW };
  await ledger.notifications.plan([{ notificationId: districtId, channel: 'email', recipient, ...told, ...times }]);
  await ledger.notifications.brief({ ...told, at: NOW, isPlanned: true });
  await ledger.notifications.silence({ districtId, recipient, why: 'bounced', said: '', at: NOW });
}

const counts = async (ledger: Ledger, districtId: string): Promise<Record<DistrictData, number>> =>
  Object.fromEntries(
    await Promise.all(DISTRICT_DATA.map(async (kind) => [kind, await ledger.districtData.count(districtId, kind)])),
  ) as Record<DistrictData, number>;

export function districtDataContract(subject: () => LedgerUnderTest): void {
  describe('a district as a whole', () => {
    it.each(['plain', ...ODD_IDS])('is removed, and no other with it, under the id %j', async (odd) => {
      const { ledger } = subject();
      const own = newDistrict();
      const [district, others] = [`${own}${odd}`, [`${own}${odd}x`, own, `${own}:${odd}`]];
      for (const id of [district, ...others]) await fill(ledger, id);
      const all = await counts(ledger, district);
      expect(Object.values(all).every((count) => count > 0)).toBe(true);
      expect(all.sectionAssessments).toBe(5);
      for (const kind of DISTRICT_DATA) while ((await ledger.districtData.remove(district, kind, 2)) > 0);
      expect(Object.values(await counts(ledger, district))).toEqual(DISTRICT_DATA.map(() => 0));
      expect(await ledger.sectionAssessments.load(district, ['sa-1'])).toEqual([]);
      expect(await ledger.districts.get(district)).toBeNull();
      for (const other of others) expect(await counts(ledger, other)).toEqual(all);
    });

    it('is given page by page, each record once', async () => {
      const { ledger } = subject();
      const district = newDistrict();
      await fill(ledger, district);
      const found: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await ledger.districtData.page(district, 'attempts', { limit: 2, ...(cursor && { cursor }) });
        found.push(...page.items);
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(found).toEqual(['1', '2', '3', '4', '5'].map((id, index) => attempt(district, `sa-${id}`, NOW + index)));
      const { items } = await ledger.districtData.page(district, 'gradingPeriods', { limit: 200 });
      expect(items).toEqual([{ districtId: district, schoolId: '100', startYear: 2026, periods: [], fetchedAt: NOW }]);
      expect((await ledger.districtData.page(district, 'runs', { limit: 1 })).items).toEqual([
        run(district, 'night-2026-11-19'),
      ]);
      const wrong = ledger.districtData.page(district, 'attempts', { limit: 1, cursor: 'x' });
      await expect(wrong).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    });

    it('is given whole where pages end between what is of one unit, one instant or one year', async () => {
      const { ledger } = subject();
      const district = newDistrict();
      const units = [...ODD_IDS, 'sa-1'];
      const attempts = units.flatMap((id) => [NOW, NOW, NOW + 1].map((at, index) => attempt(district, id, at, index)));
      await ledger.attempts.append(attempts);
      const runs = units.map((id) => run(district, id, { kind: 'redrive' }));
      for (const each of runs) await ledger.runs.open(each);
      const years = { districtId: district, periods: [], fetchedAt: NOW };
      const periods = units.flatMap((schoolId) => [2025, 2026].map((startYear) => ({ ...years, schoolId, startYear })));
      for (const each of periods) await ledger.gradingPeriods.put(each);
      const other = `${district}x`;
      await ledger.attempts.append([attempt(other, 'sa-1', NOW)]);
      await ledger.runs.open(run(other, 'night-1'));
      await ledger.gradingPeriods.put({ ...periods[0]!, districtId: other });
      for (const [kind, all] of Object.entries({ attempts, runs, gradingPeriods: periods })) {
        const pages = allOf((page) => ledger.districtData.page(district, kind as 'runs', page), 2);
        const found = await Array.fromAsync(pages);
        expect(found).toHaveLength(all.length);
        expect(found).toEqual(expect.arrayContaining([...all]));
      }
    });

    it.each(['["sa-1"', '[1]', '["sa-1",1,2,3]', 'null', '17'])(
      'takes no cursor %j, which it did not give',
      async (cursor) => {
        const page = subject().ledger.districtData.page(newDistrict(), 'attempts', { limit: 1, cursor });
        await expect(page).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
      },
    );

    it('loses the attempts of one unit alone', async () => {
      const { ledger } = subject();
      const district = newDistrict();
      await fill(ledger, district);
      expect(await ledger.districtData.removeAttempts(district, 'sa-2')).toBe(1);
      expect(await ledger.districtData.count(district, 'attempts')).toBe(4);
    });
  });

  describe('what is old', () => {
    it('of runs goes, but what is not finished and the newest night', async () => {
      const { ledger } = subject();
      const district = newDistrict();
      // Before the runs of other tests, which stay.
      const old = -1_000_000;
      const ended = { state: 'finished', startedAt: old, planner: null } as const;
      await ledger.runs.open(run(district, 'night-1', { ...ended, date: '2026-01-01' }));
      await ledger.runs.open(run(district, 'night-2', { ...ended, date: '2026-01-02' }));
      await ledger.runs.open(run(district, 'manual-1', { ...ended, kind: 'manual', date: '2026-01-03' }));
      await ledger.runs.open(run(district, 'redrive-1', { kind: 'redrive', startedAt: old }));
      await ledger.runs.open(run(district, 'manual-2', { ...ended, kind: 'manual', startedAt: NOW }));
      expect(await ledger.runs.prune(old + 1)).toBe(2);
      expect((await ledger.runs.list(district, 10)).map(({ runId }) => runId).sort()).toEqual([
        'manual-2',
        'night-2',
        'redrive-1',
      ]);
    });

    it('of terms goes', async () => {
      const { ledger } = subject();
      const districtId = newDistrict();
      const old = NOW - 1_000_000;
      const terms = { districtId, startYear: 2026, periods: [] };
      await ledger.gradingPeriods.put({ ...terms, schoolId: '1', fetchedAt: old });
      await ledger.gradingPeriods.put({ ...terms, schoolId: '2', fetchedAt: old + 1 });
      expect(await ledger.gradingPeriods.prune(old + 1)).toBe(1);
      expect(await ledger.gradingPeriods.get(districtId, '1', 2026)).toBeNull();
      expect(await ledger.gradingPeriods.get(districtId, '2', 2026)).not.toBeNull();
    });
  });
}
