import type { Filter } from 'mongodb';
import type { SessionRecord, SessionStore } from '../port/sessions.ts';
import { sessionText } from '../shared/session-text.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { SessionDocument } from './documents.ts';
import type { MongodbConnection } from './mongodb-connection.ts';

export function mongodbSessions(connection: MongodbConnection): SessionStore {
  return {
    put: async (session) => {
      const { sessionId, seenAt, expiresAt, revision = 0 } = session;
      const document = { seenAt, expiresAt, session: sessionText(session), revision };
      await connection.run(({ sessions }) => sessions.replaceOne({ _id: sessionId }, document, { upsert: true }));
    },
    get: (sessionId) =>
      connection.run(async ({ sessions }) => {
        const document = await sessions.findOne({ _id: sessionId });
        if (document === null) return null;
        return { ...(JSON.parse(document.session) as SessionRecord), seenAt: document.seenAt };
      }),
    replace: async (session) => {
      const { sessionId, expiresAt, revision } = session;
      const held = revision === 1 ? { $in: [0, null] } : revision - 1;
      const changes = { expiresAt, session: sessionText(session), revision };
      return connection.run(async ({ sessions }) => {
        const { matchedCount } = await sessions.updateOne(
          { _id: sessionId, revision: held } as Filter<SessionDocument>,
          {
            $set: changes,
          },
        );
        return matchedCount > 0;
      });
    },
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
