import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { SessionRecord } from '../index.ts';
import { type LedgerUnderTest, NOW, ODD_IDS } from './records.fixture.ts';

function newSession(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    sessionId: randomBytes(32).toString('hex'),
    personId: 'person-1',
    name: 'Teacher 12',
    csrf: 'ab'.repeat(32),
    grants: [{ districtId: 'lincoln', role: 'teacher', otusUserIds: ['u-12'], sisTeacherIds: ['8301'] }],
    isOperator: false,
    createdAt: NOW,
    seenAt: NOW,
    expiresAt: NOW + 1_000,
    ...changes,
  };
}

export function sessionsContract(subject: () => LedgerUnderTest): void {
  describe('sessions', () => {
    it('are given back as they were put, to every connection, each by its own id', async () => {
      const { sessions } = subject().ledger;
      const grants = ODD_IDS.map(
        (id) => ({ districtId: id, role: 'admin', otusUserIds: [], sisTeacherIds: [id] }) as const,
      );
      const [one, another] = [
        newSession({ grants, name: ODD_IDS.join() }),
        newSession({ isOperator: true, grants: [] }),
      ];
      await sessions.put(one);
      await sessions.put(another);
      const other = await subject().open();
      try {
        expect(await other.sessions.get(one.sessionId)).toEqual(one);
        expect(await other.sessions.get(another.sessionId)).toEqual(another);
      } finally {
        await other.close();
      }
      expect(await sessions.get(newSession().sessionId)).toBeNull();
      for (const id of ODD_IDS) expect(await sessions.get(id)).toBeNull();
    });

    it('know their latest use, and nothing else changes with it', async () => {
      const { sessions } = subject().ledger;
      const session = newSession();
      await sessions.put(session);
      await Promise.all([5, 9, 7].map((ms) => sessions.seen(session.sessionId, NOW + ms)));
      expect(await sessions.get(session.sessionId)).toEqual({ ...session, seenAt: NOW + 9 });
    });

    it('are replaced by their next revision alone, and keep their last use', async () => {
      const { sessions } = subject().ledger;
      const renewal = { sealed: 'sealed:v2:x', checkAt: NOW + 1, awaySince: null };
      const acting = { districtId: ODD_IDS[0]!, userId: ODD_IDS[1]!, otusUserIds: ODD_IDS, sisTeacherIds: [] };
      const session = newSession({ renewal });
      await sessions.put(session);
      await sessions.seen(session.sessionId, NOW + 9);
      const next = { ...session, acting, expiresAt: NOW + 2_000, revision: 1 };
      const results = await Promise.all([sessions.replace(next), sessions.replace({ ...next, name: 'Another' })]);
      expect(results.toSorted()).toEqual([false, true]);
      expect(await sessions.get(session.sessionId)).toMatchObject({ acting, renewal, revision: 1, seenAt: NOW + 9 });
      expect(await sessions.replace({ ...next, revision: 3 })).toBe(false);
      const { acting: _ended, ...ended } = next;
      expect(await sessions.replace({ ...ended, revision: 2 })).toBe(true);
      expect(await sessions.get(session.sessionId)).toEqual({ ...ended, revision: 2, seenAt: NOW + 9 });
    });

    it('that are gone, or are too large, are not replaced', async () => {
      const { sessions } = subject().ledger;
      const [gone, kept] = [newSession(), newSession()];
      expect(await sessions.replace({ ...gone, revision: 1 })).toBe(false);
      expect(await sessions.get(gone.sessionId)).toBeNull();
      await sessions.put(kept);
      const large = { ...kept, name: 'x'.repeat(256 * 1024), revision: 1 };
      await expect(sessions.replace(large)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      expect(await sessions.get(kept.sessionId)).toEqual(kept);
    });

    it('that are deleted are gone, and a use brings none back', async () => {
      const { sessions } = subject().ledger;
      const [gone, kept] = [newSession(), newSession()];
      await sessions.put(gone);
      await sessions.put(kept);
      await sessions.delete(gone.sessionId);
      await sessions.delete(gone.sessionId);
      await sessions.seen(gone.sessionId, NOW + 1);
      expect(await sessions.get(gone.sessionId)).toBeNull();
      expect(await sessions.get(kept.sessionId)).toEqual(kept);
    });

    it('are pruned when they expired before a time, however late they were used', async () => {
      const { sessions } = subject().ledger;
      const old = NOW - 1_000_000;
      const [expired, last] = [newSession({ expiresAt: old, seenAt: NOW }), newSession({ expiresAt: old + 1 })];
      await sessions.put(expired);
      await sessions.put(last);
      expect(await sessions.prune(old + 1)).toBe(1);
      expect(await sessions.get(expired.sessionId)).toBeNull();
      expect(await sessions.get(last.sessionId)).toEqual(last);
      await sessions.delete(last.sessionId);
    });

    it('that are too large are refused', async () => {
      const { sessions } = subject().ledger;
      const session = newSession({ name: 'x'.repeat(256 * 1024) });
      await expect(sessions.put(session)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      expect(await sessions.get(session.sessionId)).toBeNull();
    });
  });
}
