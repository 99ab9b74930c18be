import { describe, expect, it } from '@jest/globals';
import { fileMemory, isAsFileSays } from '../index.ts';
import { type LedgerUnderTest, newDistrict, NOW, ODD_IDS, settings } from './records.fixture.ts';

export function districtsContract(subject: () => LedgerUnderTest): void {
  const districts = () => subject().ledger.districts;
  const byFile = { by: 'file', at: NOW };

  describe('the settings of a district', () => {
    it('are stored with a version, and equal ones change nothing', async () => {
      const district = newDistrict();
      expect(await districts().get(district)).toBeNull();
      const record = {
        settings: settings(district),
        version: 1,
        createdAt: NOW,
        changedAt: NOW,
        changedBy: 'file',
        evaluatedWith: null,
      };
      expect(await districts().put(settings(district), byFile)).toEqual(record);
      const { powerschool, categories, ...rest } = settings(district);
      const reordered = { categories, powerschool, ...rest };
      expect(await districts().put(reordered, { by: 'another', at: NOW + 5 })).toEqual(record);
      const stored = await districts().get(district);
      expect(stored).toEqual(record);
      expect(Object.keys(stored!.settings.categories)).toEqual(['Quiz', 'Unit 1.2 $', '__proto__']);
      expect((await districts().list()).filter(({ settings: { districtId } }) => districtId === district)).toEqual([
        record,
      ]);
    });

    it('tell what changed, by whom and when, newest first, without values', async () => {
      const district = newDistrict();
      await districts().put(settings(district), byFile);
      const { powerschool } = settings(district);
      const changed = settings(district, { paused: true, powerschool: { ...powerschool, clientSecret: 'env:NEW' } });
      expect(await districts().put(changed, { by: 'a1b2c3d4e5f6', at: NOW + 7 })).toEqual({
        settings: changed,
        version: 2,
        createdAt: NOW,
        changedAt: NOW + 7,
        changedBy: 'a1b2c3d4e5f6',
        evaluatedWith: null,
      });
      const [second, first, ...none] = await districts().changes(district);
      expect(second).toEqual({
        version: 2,
        by: 'a1b2c3d4e5f6',
        at: NOW + 7,
        keys: ['paused', 'powerschool.clientSecret'],
      });
      expect(first).toMatchObject({ version: 1, by: 'file', at: NOW });
      expect(first!.keys).toContain('categories');
      expect(none).toEqual([]);
      expect(await districts().changes(newDistrict())).toEqual([]);
    });

    it('are refused when another version is expected', async () => {
      const district = newDistrict();
      const conflict = { code: 'VERSION_CONFLICT' };
      await expect(districts().put(settings(district), { ...byFile, expectedVersion: 1 })).rejects.toMatchObject(
        conflict,
      );
      await districts().put(settings(district), { ...byFile, expectedVersion: 0 });
      const paused = settings(district, { paused: true });
      await expect(districts().put(paused, { ...byFile, expectedVersion: 0 })).rejects.toMatchObject(conflict);
      expect(await districts().put(paused, { ...byFile, expectedVersion: 1 })).toMatchObject({ version: 2 });
    });

    it('are changed by all of five at once, and with an expected version by one of five', async () => {
      const district = newDistrict();
      const names = ['one', 'two', 'three', 'four', 'five'];
      await Promise.all(names.map((name) => districts().put(settings(district, { name }), byFile)));
      expect(await districts().get(district)).toMatchObject({ version: 5 });
      expect((await districts().changes(district)).map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
      const expecting = { ...byFile, expectedVersion: 5 };
      const results = await Promise.allSettled(
        names.map((name) => districts().put(settings(district, { name: `${name} again` }), expecting)),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('remember their last hundred changes', async () => {
      const district = newDistrict();
      for (let name = 1; name <= 103; name += 1) {
        await districts().put(settings(district, { name: `${name}` }), { by: 'file', at: NOW + name });
      }
      const versions = (await districts().changes(district)).map(({ version }) => version);
      expect(versions).toEqual(Array.from({ length: 100 }, (_, index) => 103 - index));
    });

    it('keep what the units were evaluated with, through a change', async () => {
      const district = newDistrict();
      const evaluatedWith = { settingsVersion: 1, staffRevision: 3, date: '2026-11-19' };
      await districts().markEvaluated(district, evaluatedWith);
      expect(await districts().get(district)).toBeNull();
      await districts().put(settings(district), byFile);
      await districts().markEvaluated(district, evaluatedWith);
      expect(await districts().get(district)).toMatchObject({ version: 1, evaluatedWith });
      const changed = await districts().put(settings(district, { paused: true }), byFile);
      expect(changed).toMatchObject({ version: 2, evaluatedWith });
      expect(await districts().get(district)).toEqual(changed);
    });
  });

  describe('what the file said of a district', () => {
    const said = (district: string, changes: Parameters<typeof settings>[1] = {}) =>
      fileMemory(settings(district, changes));

    it('is remembered with the settings, through a change by a person, and alone without a new version', async () => {
      const district = newDistrict();
      const put = async (changes: Parameters<typeof settings>[1], file?: ReturnType<typeof said>) =>
        districts().put(settings(district, changes), { ...byFile, ...(file !== undefined && { file }) });
      expect(await put({}, said(district))).toMatchObject({ version: 1, file: said(district) });
      expect(await put({ paused: true })).toMatchObject({ version: 2, file: said(district) });
      const newer = fileMemory(settings(district, { name: 'New' }), ['tokens'], ['paused']);
      expect(await put({ paused: true }, newer)).toMatchObject({ version: 2, file: newer });
      const stored = await districts().get(district);
      expect(stored).toMatchObject({ version: 2, changedAt: NOW, file: newer });
      expect((await districts().list()).find(({ settings: { districtId } }) => districtId === district)).toEqual(
        stored,
      );
      expect(await districts().changes(district)).toHaveLength(2);
      const listed = [
        'timeZone',
        'paused',
        'tokens',
        'powerschool.baseUrl',
        'powerschool.clientSecret',
        'powerschool.xte',
      ];
      const equal = listed.filter((key) => isAsFileSays(stored!, key));
      expect(equal).toEqual(['timeZone', 'powerschool.baseUrl', 'powerschool.clientSecret', 'powerschool.xte']);
    });

    it('is of a district that the file never named: nothing', async () => {
      const district = newDistrict();
      const record = await districts().put(settings(district), { by: 'person', at: NOW });
      expect(record).not.toHaveProperty('file');
      expect(await districts().get(district)).not.toHaveProperty('file');
      expect(isAsFileSays(record, 'powerschool.baseUrl')).toBe(false);
    });
  });

  describe('staff', () => {
    const staff = ODD_IDS.map(
      (userId) => ({ userId, role: 'teacher', sisUserId: null, inPassbackGroup: true }) as const,
    );

    it('of an older or equal revision is refused', async () => {
      const store = subject().ledger.staff;
      const districtId = newDistrict();
      expect(await store.get(districtId)).toBeNull();
      expect(await store.revision(districtId)).toBe(0);
      expect(await store.put({ districtId, revision: 3, staff })).toBe(true);
      expect(await store.put({ districtId, revision: 3, staff: [] })).toBe(false);
      expect(await store.put({ districtId, revision: 2, staff: [] })).toBe(false);
      expect(await store.get(districtId)).toEqual({ districtId, revision: 3, staff });
      expect(await store.put({ districtId, revision: 4, staff: [] })).toBe(true);
      expect(await store.get(districtId)).toEqual({ districtId, revision: 4, staff: [] });
      expect(await store.revision(districtId)).toBe(4);
    });

    it('is kept over the revision that the caller knows, and over no other', async () => {
      const store = subject().ledger.staff;
      const districtId = newDistrict();
      expect(await store.put({ districtId, revision: 2, staff }, 1)).toBe(false);
      expect(await store.put({ districtId, revision: 2, staff }, 0)).toBe(true);
      expect(await store.put({ districtId, revision: 3, staff: [] }, 0)).toBe(false);
      expect(await store.put({ districtId, revision: 3, staff: [] }, 1)).toBe(false);
      expect(await store.put({ districtId, revision: 2, staff: [] }, 2)).toBe(false);
      expect(await store.get(districtId)).toEqual({ districtId, revision: 2, staff });
      expect(await store.put({ districtId, revision: 3, staff: [] }, 2)).toBe(true);
      expect(await store.revision(districtId)).toBe(3);
    });

    it('that was refused is remembered until a list as new is taken', async () => {
      const store = subject().ledger.staff;
      const districtId = newDistrict();
      const refusal = { revision: 5, people: 0, heldPeople: staff.length, at: NOW };
      await store.refuse(districtId, refusal);
      expect(await store.refusal(districtId)).toBeNull();
      await store.put({ districtId, revision: 3, staff });
      await store.refuse(districtId, { ...refusal, revision: 3 });
      expect(await store.refusal(districtId)).toBeNull();
      await store.refuse(districtId, refusal);
      await store.refuse(districtId, { ...refusal, revision: 4 });
      expect(await store.refusal(districtId)).toEqual(refusal);
      expect(await store.get(districtId)).toEqual({ districtId, revision: 3, staff });
      await store.put({ districtId, revision: 4, staff });
      expect(await store.refusal(districtId)).toEqual(refusal);
      await store.put({ districtId, revision: 5, staff: [] }, 4);
      expect(await store.refusal(districtId)).toBeNull();
    });

    it('of twenty revisions at once ends with the newest', async () => {
      const store = subject().ledger.staff;
      const districtId = newDistrict();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.put({ districtId, revision: ((index * 7) % 20) + 1, staff: [] }),
        ),
      );
      expect(await store.revision(districtId)).toBe(20);
    });
  });

  describe('cached grading periods', () => {
    it('are kept by district, school and year, the last ones put', async () => {
      const { gradingPeriods } = subject().ledger;
      const districtId = newDistrict();
      const entry = {
        districtId,
        schoolId: '10:0',
        startYear: 2026,
        periods: [{ name: 'Q2', start: '2026-10-12', end: '2026-12-18' }],
        fetchedAt: NOW,
      };
      expect(await gradingPeriods.get(districtId, '10:0', 2026)).toBeNull();
      await gradingPeriods.put(entry);
      await gradingPeriods.put({ ...entry, startYear: 2025, periods: [] });
      expect(await gradingPeriods.get(districtId, '10:0', 2026)).toEqual(entry);
      const term = { ids: ['3604'], portion: 4, isGradingPeriod: false, name: 'Q2', start: '2026-10-12' };
      const newer = { ...entry, periods: [{ ...term, end: '2026-12-18' }], fetchedAt: NOW + 1 };
      await gradingPeriods.put(newer);
      expect(await gradingPeriods.get(districtId, '10:0', 2026)).toEqual(newer);
      expect(await gradingPeriods.get(districtId, '10', 2026)).toBeNull();
    });
  });
}
