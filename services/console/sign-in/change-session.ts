import { LedgerError, type SessionRecord, type SessionStore } from '@passback/ledger';

/** Times that a change is made anew because the session was changed meanwhile; few things change one. */
const TRIES = 5;

/**
 * The session changed, whatever else changed it meanwhile; null where it is gone. Throws `LedgerError`, `VERSION_CONFLICT` where it does not
 * come to rest.
 */
export async function changeSession(
  store: Pick<SessionStore, 'get' | 'replace'>,
  session: SessionRecord,
  change: (session: SessionRecord) => SessionRecord,
): Promise<SessionRecord | null> {
  let stored: SessionRecord | null = session;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (stored === null) return null;
    const changed = { ...change(stored), revision: (stored.revision ?? 0) + 1 };
    if (await store.replace(changed)) return changed;
    stored = await store.get(session.sessionId);
  }
  throw new LedgerError('VERSION_CONFLICT', 'the session is changed by others again and again');
}
