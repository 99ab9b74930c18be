import type { SessionRecord, SessionStore } from '../port/sessions.ts';
import { sessionText } from '../shared/session-text.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const PUT = 'insert or replace into sessions (session_id, seen_at, expires_at, session) values (?, ?, ?, ?)';
const GET = 'select seen_at, session from sessions where session_id = ?';
const REPLACE = `
  update sessions set expires_at = ?, session = ?
  where session_id = ? and ifnull(json_extract(session, '$.revision'), 0) = ?`;
const SEEN = 'update sessions set seen_at = max(seen_at, ?) where session_id = ?';
const PRUNE = 'delete from sessions where rowid in (select rowid from sessions where expires_at < ? limit ?)';

export function sqliteSessions(database: SqliteDatabase): SessionStore {
  return {
    put: async (session) => {
      const { sessionId, seenAt, expiresAt } = session;
      const text = sessionText(session);
      await database.write(() => void database.run(PUT, sessionId, seenAt, expiresAt, text));
    },
    get: (sessionId) =>
      database.read(() => {
        const row = database.get<{ seen_at: number; session: string }>(GET, sessionId);
        return row === undefined ? null : { ...(JSON.parse(row.session) as SessionRecord), seenAt: row.seen_at };
      }),
    replace: async (session) => {
      const { sessionId, expiresAt, revision } = session;
      const text = sessionText(session);
      const { changes } = await database.write(() => database.run(REPLACE, expiresAt, text, sessionId, revision - 1));
      return changes > 0;
    },
    // What a power cut takes back shortens a session by a minute.
    seen: (sessionId, at) => database.writeUnflushed(() => void database.run(SEEN, at, sessionId)),
    delete: (sessionId) =>
      database.write(() => void database.run('delete from sessions where session_id = ?', sessionId)),
    prune: (before) => deleteInParts(database, PRUNE, before),
  };
}
