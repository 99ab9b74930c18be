import type { SessionRecord, SessionStore } from '../port/sessions.ts';
import { sessionText } from '../shared/session-text.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { MongodbConnection } from './mongodb-connection.ts';

export interface SessionDocument {
  /** The session. */
  readonly _id: string;
  readonly seenAt: number;
  readonly expiresAt: number;
  /** JSON. */
  readonly session: string;
}

export function mongodbSessions(connection: MongodbConnection): SessionStore {
  return {
    put: async (session) => {
      const { sessionId, seenAt, expiresAt } = session;
      const document = { seenAt, expiresAt, session: sessionText(session) };
      await connection.run(({ sessions }) => sessions.replaceOne({ _id: sessionId }, document, { upsert: true }));
    },
    get: (sessionId) =>
      connection.run(async ({ sessions }) => {
        const document = await sessions.findOne({ _id: sessionId });
        if (document === null) return null;
        return { ...(JSON.parse(document.session) as SessionRecord), seenAt: document.seenAt };
      }),
    seen: (sessionId, at) =>
      connection.run(async ({ sessions }) => {
        await sessions.updateOne({ _id: sessionId }, { $max: { seenAt: at } });
      }),
    delete: (sessionId) =>
      connection.run(async ({ sessions }) => {
        await sessions.deleteOne({ _id: sessionId });
      }),
    prune: (before) => connection.run(({ sessions }) => deleteInParts(sessions, { expiresAt: { $lt: before } })),
  };
}
