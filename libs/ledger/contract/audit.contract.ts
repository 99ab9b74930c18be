import { describe, expect, it } from '@jest/globals';
import type { AuditEntry, AuditOutcome } from '../index.ts';
import { type LedgerUnderTest, newDistrict, NOW, ODD_IDS } from './records.fixture.ts';

const OUTCOME: AuditOutcome = { at: NOW + 5, ok: true, status: 200, result: { version: 4 } };

function entry(districtId: string, entryId: string, changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    districtId,
    entryId,
    at: NOW,
    command: 'settings',
    by: { token: 'a1b2c3d4e5f6', label: 'Frau Müller', roles: ['admin'] },
    asked: { expectedVersion: 3 },
    changes: [
      { key: 'powerschool.clientSecret', before: null, after: 'changed' },
      { key: 'categories', before: { 'Unit 1.2 $': 'Tests' }, after: JSON.parse('{"__proto__": "Odd"}') },
    ],
    traceId: '0af7651916cd43dd8448eb211c80319c',
    ...changes,
  };
}

export function auditContract(subject: () => LedgerUnderTest): void {
  const audit = () => subject().ledger.audit;

  describe('the log of commands', () => {
    it('has what was asked, and what came of it once that is known', async () => {
      const district = newDistrict();
      const asked = entry(district, '1', { actingFor: 'otus-user-12' });
      await audit().append(asked);
      expect(await audit().list(district, { limit: 10 })).toEqual({
        items: [{ ...asked, outcome: null }],
        cursor: null,
      });
      await audit().conclude(district, '1', OUTCOME);
      const { items } = await audit().list(district, { limit: 10 });
      expect(items).toEqual([{ ...asked, outcome: OUTCOME }]);
      expect(Object.keys(items[0]!.changes[1]!.after as object)).toEqual(['__proto__']);
      expect(await audit().list(newDistrict(), { limit: 10 })).toEqual({ items: [], cursor: null });
    });

    it('is append-only: neither an entry nor an outcome is ever replaced', async () => {
      const district = newDistrict();
      await audit().append(entry(district, '1'));
      await audit().append(entry(district, '1', { command: 'run', at: NOW + 1, changes: [] }));
      await audit().conclude(district, '1', OUTCOME);
      await audit().conclude(district, '1', { ...OUTCOME, ok: false, status: 500 });
      const { items } = await audit().list(district, { limit: 10 });
      expect(items).toEqual([{ ...entry(district, '1'), outcome: OUTCOME }]);
    });

    it('is given newest first, page by page, of the district alone', async () => {
      const [district, other] = [newDistrict(), newDistrict()];
      const entries = ODD_IDS.map((id, index) => entry(district, id, { at: NOW + Math.floor(index / 3) }));
      for (const each of entries) await audit().append(each);
      await audit().append(entry(other, 'of another'));
      await audit().conclude(other, ODD_IDS[0]!, OUTCOME);
      await audit().conclude(district, ODD_IDS[1]!, OUTCOME);
      const seen: string[] = [];
      const times: number[] = [];
      let cursor: string | null = null;
      do {
        const page = await audit().list(district, { limit: 5, ...(cursor === null ? {} : { cursor }) });
        expect(page.items.length).toBeLessThanOrEqual(5);
        for (const item of page.items) {
          expect([item.entryId, item.outcome]).toEqual([item.entryId, item.entryId === ODD_IDS[1] ? OUTCOME : null]);
          seen.push(item.entryId);
          times.push(item.at);
        }
        cursor = page.cursor;
      } while (cursor !== null);
      expect(seen.toSorted()).toEqual(ODD_IDS.toSorted());
      expect(times).toEqual(times.toSorted((one, another) => another - one));
    });

    it('has limits, and takes no other cursor than its own', async () => {
      const [district, other] = [newDistrict(), newDistrict()];
      for (const id of ['1', '2']) await audit().append(entry(district, id));
      const { cursor } = await audit().list(district, { limit: 1 });
      const invalid = { code: 'INVALID_CURSOR' };
      await expect(audit().list(other, { limit: 1, cursor: cursor! })).rejects.toMatchObject(invalid);
      await expect(audit().list(district, { limit: 1, cursor: 'x' })).rejects.toMatchObject(invalid);
      const tooMuch = { code: 'LIMIT_EXCEEDED' };
      await expect(audit().list(district, { limit: 201 })).rejects.toMatchObject(tooMuch);
      const large = entry(district, '3', { asked: { reason: 'x'.repeat(600_000) } });
      await expect(audit().append(large)).rejects.toMatchObject(tooMuch);
    });

    it('is cut off at its old end, however long that is', async () => {
      const district = newDistrict();
      // Long before the entries of other tests, which stay.
      const old = NOW - 1_000_000;
      await Promise.all(
        Array.from({ length: 1_010 }, (_, index) => audit().append(entry(district, `${index}`, { at: old + index }))),
      );
      await audit().conclude(district, '0', { ...OUTCOME, at: old });
      await audit().conclude(district, '1009', { ...OUTCOME, at: old + 1_009 });
      expect(await audit().prune(old + 1_008)).toBe(1_008);
      const { items } = await audit().list(district, { limit: 10 });
      expect(items.map(({ entryId, outcome }) => [entryId, outcome?.ok])).toEqual([
        ['1009', true],
        ['1008', undefined],
      ]);
      expect(await audit().prune(old + 1_008)).toBe(0);
    });
  });

  describe('uses of tokens', () => {
    it('are kept by district and token, the latest of each', async () => {
      const { tokenUses } = subject().ledger;
      const [district, other] = [newDistrict(), newDistrict()];
      await Promise.all([5, 9, 7].map((at) => tokenUses.record({ districtId: district, token: 'a', at: NOW + at })));
      await tokenUses.record({ districtId: district, token: 'b', at: NOW });
      await tokenUses.record({ districtId: other, token: 'a', at: NOW + 100 });
      const uses = await tokenUses.list(district);
      expect(uses.toSorted((one, another) => one.token.localeCompare(another.token))).toEqual([
        { districtId: district, token: 'a', at: NOW + 9 },
        { districtId: district, token: 'b', at: NOW },
      ]);
    });

    it('are forgotten when they are old', async () => {
      const { tokenUses } = subject().ledger;
      const district = newDistrict();
      const old = NOW - 1_000_000;
      await tokenUses.record({ districtId: district, token: 'a', at: old });
      await tokenUses.record({ districtId: district, token: 'b', at: old + 1 });
      expect(await tokenUses.prune(old + 1)).toBe(1);
      expect(await tokenUses.list(district)).toEqual([{ districtId: district, token: 'b', at: old + 1 }]);
    });
  });
}
