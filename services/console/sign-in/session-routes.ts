import { type HttpServer, problemAnswer } from '@passback/service-kit';
import type { SessionRecord } from '@passback/ledger';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { checkCsrf } from './access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notFound } from '../http/problems.ts';
import { Nullable, PROBLEMS } from '../http/schemas.ts';
import { clearSessionCookie, sessionCookie, setSessionCookie } from './session-cookie.ts';
import { isUse } from './sessions.ts';
import { SignedIn, signedIn, SignedOut, signedOut } from './session-answers.ts';

/** Answers that are one person's own. */
const PRIVATE = ['cache-control', 'no-store'] as const;
const tags = ['session'];
const { 400: notValid, 403: forbidden, 503: away } = PROBLEMS;

const sessionSchema = {
  tags,
  summary: 'Who is signed in, or how to sign in',
  response: {
    200: Type.Union([SignedOut, SignedIn], { description: 'By the session’s cookie' }),
    503: away,
  },
};

/** `GET /v1/session` */
export function getSession(server: HttpServer, context: ConsoleContext): void {
  const { ledger, signInWay: way } = context;
  server.get('/v1/session', { schema: sessionSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const session = await sessionOf(request, context);
      reply.header(...PRIVATE);
      return reply.send(session === null ? await signedOut(way) : await signedIn(session, { ledger, way }));
    }),
  );
}

const demoSchema = {
  tags,
  summary: 'Signs in as one of the demo’s people',
  description: 'Only where PASSBACK_DEMO is set. The session is in the cookie that comes back.',
  body: Type.Object({ personId: Type.String({ minLength: 1, maxLength: 1_000 }) }, { additionalProperties: false }),
  response: {
    200: SignedIn,
    400: notValid,
    404: problemAnswer('No such person, or this is not a demo'),
    503: away,
  },
};

/** `POST /sign-in/demo` */
export function signInToDemo(server: HttpServer, context: ConsoleContext): void {
  const { ledger, sessions, signInWay: way } = context;
  // Known before the body is read: elsewhere it is as if there were no such call.
  const onRequest = async (): Promise<void> => {
    if (way?.kind !== 'demo') throw notFound('POST /sign-in/demo is not here');
  };
  server.post('/sign-in/demo', { schema: demoSchema, onRequest }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const people = way?.kind === 'demo' ? await way.people() : [];
      const person = people.find(({ personId }) => personId === request.body.personId);
      if (person === undefined) throw notFound('there is no such person');
      const before = await sessionOf(request, context);
      if (before !== null) await sessions.close(before);
      const { value, session } = await sessions.open(person);
      setSessionCookie(request, reply, value);
      return reply.header(...PRIVATE).send(await signedIn(session, { ledger, way }));
    }),
  );
}

const signOutSchema = {
  tags,
  summary: 'Ends the session',
  description: 'Needs `x-csrf-token` as every command of a person does. Without a session nothing is done.',
  response: {
    200: Type.Object(
      {
        providerSignOutUrl: Nullable(
          Type.String(),
          'Where the browser has to go to be signed out there too; null where there is no such place',
        ),
      },
      { additionalProperties: false },
    ),
    403: forbidden,
    503: away,
  },
};

/** `POST /sign-out` */
export function signOut(server: HttpServer, context: ConsoleContext): void {
  server.post('/sign-out', { schema: signOutSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const session = await sessionOf(request, context);
      if (session !== null) {
        checkCsrf(request, session);
        await context.sessions.close(session);
      }
      clearSessionCookie(request, reply);
      const { signInWay: way } = context;
      const providerSignOutUrl = session !== null && way?.kind === 'oidc' ? await way.signOutUrl(session) : null;
      return reply.header(...PRIVATE).send({ providerSignOutUrl });
    }),
  );
}

function sessionOf(request: FastifyRequest, { sessions }: ConsoleContext): Promise<SessionRecord | null> {
  return sessions.find(sessionCookie(request), { isUse: isUse(request) });
}
