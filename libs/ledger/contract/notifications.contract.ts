import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { BriefingRecord, NotificationEnd, NotificationRecord, PlannedNotification } from '../index.ts';
import { LEDGER_LIMITS } from '../index.ts';
import { type LedgerUnderTest, newDistrict, NOW, ODD_IDS } from './records.fixture.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const LEASE_MS = 1_000;

function planned(districtId: string, changes: Partial<PlannedNotification> = {}): PlannedNotification {
  return {
    notificationId: randomUUID(),
    districtId,
    date: '2026-11-19',
    channel: 'email',
    recipient: { hash: 'ab'.repeat(32), of: 'staff', userId: 'u-12' },
    content: { titles: ODD_IDS },
    dueAt: NOW,
    expiresAt: NOW + DAY_MS,
    createdAt: NOW,
    ...changes,
  };
}

const SENT: NotificationEnd = {
  state: 'sent',
  dueAt: null,
  answer: { code: 250, text: '2.0.0 OK', at: NOW + 5 },
};

export function notificationsContract(subject: () => LedgerUnderTest): void {
  const store = () => subject().ledger.notifications;
  /** What of a district is taken in hand; what other tests left is taken with it. */
  const claim = async (districtId: string, now = NOW, owner = 'pod-1'): Promise<NotificationRecord[]> => {
    const claimed = await store().claim({ owner, now, leaseMs: LEASE_MS, limit: 100 });
    return claimed.filter((record) => record.districtId === districtId);
  };
  const one = async (districtId: string) => (await store().list(districtId, { limit: 1 })).items[0];

  describe('a message', () => {
    it('is planned once, whoever plans it how often', async () => {
      const district = newDistrict();
      const message = planned(district);
      const other = await subject().open();
      try {
        const tries = await Promise.all(
          [store(), other.notifications, store(), other.notifications].map((each) => each.plan([message])),
        );
        expect(tries.flat()).toEqual([message.notificationId]);
        const fresh = planned(district);
        const again = await store().plan([{ ...message, content: 'something else' }, fresh]);
        expect(again).toEqual([fresh.notificationId]);
        const ids = [message.notificationId, fresh.notificationId, randomUUID()];
        expect(await other.notifications.load(ids)).toHaveLength(2);
        const items = (await other.notifications.list(district, { limit: 10 })).items;
        expect(items).toHaveLength(2);
        expect(items).toContainEqual({
          ...message,
          ...{ state: 'planned', attempts: 0, fence: 0, claim: null, answer: null, changedAt: NOW },
        });
      } finally {
        await other.close();
      }
    });

    it('is in one hand at a time, from when it is due', async () => {
      const district = newDistrict();
      await store().plan(Array.from({ length: 10 }, () => planned(district, { dueAt: NOW + 5 })));
      expect(await claim(district, NOW + 4)).toEqual([]);
      const other = await subject().open();
      try {
        const callers = Array.from({ length: 8 }, (_, caller) => (caller % 2 === 0 ? store() : other.notifications));
        const taken = await Promise.all(
          callers.map((each, caller) =>
            each.claim({ owner: `pod-${caller}`, now: NOW + 5, leaseMs: LEASE_MS, limit: 50 }),
          ),
        );
        const own = taken.flat().filter(({ districtId }) => districtId === district);
        expect(new Set(own.map(({ notificationId }) => notificationId)).size).toBe(10);
        expect(own).toHaveLength(10);
        expect(own[0]).toMatchObject({ state: 'sending', attempts: 1, fence: 1, changedAt: NOW + 5 });
        expect(own[0]?.claim).toMatchObject({ until: NOW + 5 + LEASE_MS, isBodyBegun: false });
      } finally {
        await other.close();
      }
    });

    it('is taken the longest due first, whether it was never in hand or was let go', async () => {
      const district = newDistrict();
      // Before all that other tests left.
      const old = NOW - 2_000_000_000;
      const ids = [3, 1, 4, 2].map((ms) => planned(district, { dueAt: old + ms }));
      await store().plan(ids);
      const taken = async (now: number, limit: number): Promise<number[]> => {
        const records = await store().claim({ owner: 'pod-1', now, leaseMs: LEASE_MS, limit });
        return records.map(({ dueAt }) => (dueAt ?? 0) - old);
      };
      expect(await taken(old + 4, 2)).toEqual([1, 2]);
      // The first two ran out meanwhile.
      expect(await taken(old + 4 + LEASE_MS, 3)).toEqual([1, 2, 3]);
      expect(await taken(old + 5 + LEASE_MS, 3)).toEqual([4]);
    });

    it('ends as its holder says, once', async () => {
      const district = newDistrict();
      await store().plan([planned(district)]);
      const [held] = await claim(district);
      const { notificationId, fence } = held!;
      expect(await store().settle(notificationId, fence + 1, SENT)).toBe(false);
      expect(await store().settle(notificationId, fence, SENT)).toBe(true);
      expect(await store().settle(notificationId, fence, { ...SENT, state: 'failed' })).toBe(false);
      expect(await one(district)).toMatchObject({ state: 'sent', dueAt: null, claim: null, answer: SENT.answer });
      expect(await claim(district, NOW + DAY_MS)).toEqual([]);
    });

    it('is tried again when its holder says so', async () => {
      const district = newDistrict();
      await store().plan([planned(district)]);
      const [held] = await claim(district);
      const again: NotificationEnd = { ...SENT, state: 'planned', dueAt: NOW + 100 };
      expect(await store().settle(held!.notificationId, held!.fence, again)).toBe(true);
      expect(await claim(district, NOW + 99)).toEqual([]);
      expect(await claim(district, NOW + 100)).toMatchObject([{ attempts: 2, fence: 2, answer: SENT.answer }]);
    });

    it('is not counted as an attempt where its holder says that it was none', async () => {
      const district = newDistrict();
      await store().plan([planned(district)]);
      const [held] = await claim(district);
      const waits: NotificationEnd = { ...SENT, state: 'planned', dueAt: NOW + 100, isNoAttempt: true };
      expect(await store().settle(held!.notificationId, held!.fence, waits)).toBe(true);
      expect(await one(district)).toMatchObject({ state: 'planned', attempts: 0, fence: 1, dueAt: NOW + 100 });
      expect(await claim(district, NOW + 100)).toMatchObject([{ attempts: 1, fence: 2 }]);
    });

    it('of which nothing had gone is taken by the next when its claim runs out, and the one before may not go on', async () => {
      const district = newDistrict();
      await store().plan([planned(district)]);
      const [first] = await claim(district);
      expect(await claim(district, NOW + LEASE_MS - 1, 'pod-2')).toEqual([]);
      const [second] = await claim(district, NOW + LEASE_MS, 'pod-2');
      expect(second).toMatchObject({ fence: 2, attempts: 2 });
      expect(await store().beginBody(first!.notificationId, first!.fence)).toBe(false);
      expect(await store().settle(first!.notificationId, first!.fence, SENT)).toBe(false);
      expect(await store().beginBody(second!.notificationId, second!.fence)).toBe(true);
      expect(await store().settle(second!.notificationId, second!.fence, SENT)).toBe(true);
    });

    it('that had begun to go is in doubt when its claim runs out, never sent again, and its own holder may still say how it ended', async () => {
      const district = newDistrict();
      await store().plan([planned(district)]);
      const [held] = await claim(district);
      const { notificationId, fence } = held!;
      expect(await store().beginBody(notificationId, fence)).toBe(true);
      const called = async (now: number) =>
        (await store().callInDoubt(now)).filter(({ districtId }) => districtId === district);
      expect(await called(NOW + LEASE_MS - 1)).toEqual([]);
      expect(await claim(district, NOW + LEASE_MS, 'pod-2')).toEqual([]);
      expect(await called(NOW + LEASE_MS)).toMatchObject([{ notificationId, state: 'inDoubt', claim: null }]);
      expect(await called(NOW + LEASE_MS)).toEqual([]);
      expect(await one(district)).toMatchObject({ state: 'inDoubt', dueAt: null, answer: { code: null } });
      expect(await claim(district, NOW + DAY_MS)).toEqual([]);
      expect(await store().settle(notificationId, fence, SENT)).toBe(true);
      expect(await one(district)).toMatchObject({ state: 'sent' });
    });

    it('is listed newest first, page by page', async () => {
      const district = newDistrict();
      const messages = [1, 2, 2, 3, 5].map((ms) => planned(district, { createdAt: NOW + ms, dueAt: NOW + DAY_MS }));
      await store().plan([...messages, planned(newDistrict(), { dueAt: NOW + DAY_MS })]);
      const seen: NotificationRecord[] = [];
      let cursor: string | undefined;
      do {
        const page = await store().list(district, { limit: 2, ...(cursor !== undefined && { cursor }) });
        seen.push(...page.items);
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.map(({ createdAt }) => createdAt - NOW)).toEqual([5, 3, 2, 2, 1]);
      expect(new Set(seen.map(({ notificationId }) => notificationId)).size).toBe(5);
      await expect(store().list(district, { limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    });

    it('goes by its age', async () => {
      const district = newDistrict();
      const old = NOW - 1_000_000_000;
      const kept = planned(district, { createdAt: old + 1, dueAt: NOW + DAY_MS });
      await store().plan([planned(district, { createdAt: old, dueAt: NOW + DAY_MS }), kept]);
      expect(await store().prune(old + 1)).toBe(1);
      expect((await store().list(district, { limit: 5 })).items).toMatchObject([
        { notificationId: kept.notificationId },
      ]);
    });

    it('is planned and claimed in bounded numbers, and says a bounded much', async () => {
      const district = newDistrict();
      const limit = { code: 'LIMIT_EXCEEDED' };
      const many = Array.from({ length: LEDGER_LIMITS.notificationsPerWrite + 1 }, () => planned(district));
      await expect(store().plan(many)).rejects.toMatchObject(limit);
      await expect(store().claim({ owner: 'x', now: NOW, leaseMs: 1, limit: 101 })).rejects.toMatchObject(limit);
      const large = planned(district, { content: 'x'.repeat(LEDGER_LIMITS.notificationBytes) });
      await expect(store().plan([large])).rejects.toMatchObject(limit);
      expect((await store().list(district, { limit: 5 })).items).toEqual([]);
    });
  });

  describe('a briefing', () => {
    const briefing = (districtId: string, changes: Partial<BriefingRecord> = {}): BriefingRecord => ({
      districtId,
      date: '2026-11-19',
      at: NOW,
      content: { alerts: ODD_IDS },
      isPlanned: false,
      ...changes,
    });

    it('is decided once a night, and everybody is given that one', async () => {
      const district = newDistrict();
      expect(await store().lastBriefing(district)).toBeNull();
      const given = await Promise.all(
        [1, 2, 3, 4].map((number) => store().brief(briefing(district, { content: { number } }))),
      );
      const last = await store().lastBriefing(district);
      for (const each of given) expect(each).toEqual(last);
      await store().markPlanned(district, '2026-11-19');
      expect(await store().lastBriefing(district)).toEqual({ ...last, isPlanned: true });
      const next = briefing(district, { date: '2026-11-20' });
      expect(await store().brief(next)).toEqual(next);
      expect(await store().lastBriefing(district)).toEqual(next);
    });

    it('goes by its age, but the newest, by which the next is made', async () => {
      const district = newDistrict();
      const old = NOW - 1_000_000_000;
      await store().brief(briefing(district, { date: '2026-11-01', at: old }));
      const newest = briefing(district, { date: '2026-11-02', at: old + 1 });
      await store().brief(newest);
      await store().prune(old + 2);
      expect(await store().lastBriefing(district)).toEqual(newest);
      const first = briefing(district, { date: '2026-11-01', at: old + 5 });
      expect(await store().brief(first)).toEqual(first);
    });
  });

  describe('an address that nothing is sent to', () => {
    it('is silenced in its district until somebody lets it be', async () => {
      const [district, elsewhere] = [newDistrict(), newDistrict()];
      const recipient = { hash: 'cd'.repeat(32), of: 'staff', userId: ODD_IDS.join() } as const;
      const silenced = { districtId: district, recipient, why: 'bounced', said: '550 no such user', at: NOW } as const;
      await store().silence(silenced);
      await store().silence({ ...silenced, why: 'unsubscribed', at: NOW + 1 });
      expect(await store().silenced(district)).toEqual([silenced]);
      expect(await store().isSilenced(district, recipient.hash)).toBe(true);
      expect(await store().isSilenced(elsewhere, recipient.hash)).toBe(false);
      expect(await store().unsilence(district, recipient.hash)).toBe(true);
      expect(await store().unsilence(district, recipient.hash)).toBe(false);
      expect(await store().silenced(district)).toEqual([]);
    });
  });
}
