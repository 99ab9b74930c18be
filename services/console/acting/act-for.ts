import type { SessionActing, SessionRecord } from '@passback/ledger';
import { HttpProblem, type HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking, sessionOfActor } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notFound } from '../http/problems.ts';
import { Answer, DistrictParams, Nullable, PROBLEMS } from '../http/schemas.ts';
import { changeSession } from '../sign-in/change-session.ts';

const schema = {
  tags: ['session'],
  summary: 'Acts for a teacher from now on, or for nobody',
  description:
    'Until it is ended, the person is in this district what the teacher is, and what they command is in the audit log as theirs, for the ' +
    'teacher. For people who are signed in, of whom their own role counts.',
  params: DistrictParams,
  body: Type.Object(
    { userId: Nullable(Type.String({ minLength: 1, maxLength: 200 }), 'The teacher, by Otus; null ends it') },
    { additionalProperties: false },
  ),
  response: {
    200: Answer<{ acting: { districtId: string; userId: string } | null }>('For whom the person acts now', {
      acting: Nullable(Type.Object({ districtId: Type.String(), userId: Type.String() })),
    }),
    ...PROBLEMS,
  },
};

/** `POST /v1/districts/{districtId}/acting` */
export function actFor(server: HttpServer, context: ConsoleContext): void {
  server.post('/v1/districts/:districtId/acting', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const { userId } = request.body;
      const session = sessionOfActor(request);
      const acting = userId === null ? null : await teacher(context, districtId, userId);
      const changed = await audited(
        context,
        { districtId, ...asking(request), command: 'acting', asked: { userId } },
        () => setActing(context, session, acting),
        () => ({ status: 200, result: {} }),
      );
      const now = changed.acting;
      return reply.send({ acting: now === undefined ? null : { districtId: now.districtId, userId: now.userId } });
    }),
  );
}

/** Throws `HttpProblem` 404 for whoever is no teacher of the district's staff list. */
async function teacher(
  { ledger: { staff } }: Pick<ConsoleContext, 'ledger'>,
  districtId: string,
  userId: string,
): Promise<SessionActing> {
  const members = (await staff.get(districtId))?.staff ?? [];
  const member = members.find((candidate) => candidate.role === 'teacher' && candidate.userId === userId);
  if (member === undefined) throw notFound('there is no such teacher in the staff list');
  const { sisUserId } = member;
  return { districtId, userId, otusUserIds: [userId], sisTeacherIds: sisUserId === null ? [] : [sisUserId] };
}

/** Throws `HttpProblem` 401 where the session ended meanwhile. */
async function setActing(
  { ledger }: Pick<ConsoleContext, 'ledger'>,
  session: SessionRecord,
  acting: SessionActing | null,
): Promise<SessionRecord> {
  const changed = await changeSession(ledger.sessions, session, ({ acting: _before, ...own }) =>
    acting === null ? own : { ...own, acting },
  );
  if (changed === null) throw new HttpProblem(401, 'Unauthorized', { detail: 'the session is over: sign in again' });
  return changed;
}
