import type { HttpServer } from '@passback/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { ConsoleContext } from '../../console-context.ts';
import { inRequestSpan } from '../../http/in-request-span.ts';
import { notFound, notValid } from '../../http/problems.ts';
import { PROBLEMS, Query } from '../../http/schemas.ts';
import {
  attemptCookie,
  clearAttemptCookie,
  sessionCookie,
  setAttemptCookie,
  setSessionCookie,
} from '../session-cookie.ts';
import type { OidcWay } from '../sign-in-way.ts';
import { OIDC_LIMITS } from './oidc-limits.ts';
import { CALLBACK_PATH } from './provider.ts';
import { isLocalPath } from './return-to.ts';
import { SIGN_IN_ERRORS, SignInFailure } from './sign-in-error.ts';

const tags = ['session'];
const PRIVATE = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
const { 400: invalid, 404: notHere } = PROBLEMS;
const FOUND = Type.Unsafe<never>({ type: 'null', description: 'Where the browser goes on' });

const signInSchema = {
  tags,
  summary: 'Sends the browser to the provider that signs people in',
  description: 'Only where OIDC_ISSUER is set. What is known of this way is in a sealed cookie, for ten minutes.',
  querystring: Query({
    returnTo: Type.Optional(
      Type.String({
        maxLength: OIDC_LIMITS.returnToLength,
        description: 'The page to come back to: a path of the console',
      }),
    ),
    choose: Type.Boolean({
      default: false,
      description: 'The provider asks who it is, even where it knows: for whoever came as the wrong one',
    }),
  }),
  response: { 302: FOUND, 400: invalid, 404: notHere },
};

/** `GET /sign-in` */
export function signInAtProvider(server: HttpServer, context: ConsoleContext): void {
  server.get('/sign-in', { schema: signInSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const way = oidcOf(context, 'GET /sign-in');
      const { returnTo = '/', choose } = request.query;
      if (!isLocalPath(returnTo))
        throw notValid([{ path: 'returnTo', message: 'must be a path of the console: one / at its beginning' }]);
      try {
        const { attempt, challenge, ...cookie } = await way.attempts.begin(returnTo);
        const { href } = await way.provider.authorizationUrl({ ...attempt, challenge, choose });
        setAttemptCookie(request, reply, cookie);
        return await reply.headers(PRIVATE).redirect(href);
      } catch (error) {
        return sendBack(reply, error, context);
      }
    }),
  );
}

const callbackSchema = {
  tags,
  summary: 'Where the provider sends the browser back to',
  description: `Opens a session, or goes to \`/?signInError=\`, which is one of ${SIGN_IN_ERRORS.join(', ')}.`,
  response: { 302: FOUND, 404: notHere },
};

/** `GET /sign-in/callback` */
export function signedInAtProvider(server: HttpServer, context: ConsoleContext): void {
  const { sessions } = context;
  server.get(CALLBACK_PATH, { schema: callbackSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const way = oidcOf(context, `GET ${CALLBACK_PATH}`);
      try {
        const attempt = way.attempts.read(attemptCookie(request));
        // It counts once, whatever comes of it.
        clearAttemptCookie(request, reply);
        if (attempt === null) throw new SignInFailure('expired', 'no attempt is under way');
        const admitted = await way.admit(await way.provider.redeem(searchOf(request), attempt));
        await sessions.closeOf(sessionCookie(request));
        const { value } = await sessions.open(admitted.person, admitted);
        setSessionCookie(request, reply, value);
        return await reply.headers(PRIVATE).redirect(attempt.returnTo);
      } catch (error) {
        return sendBack(reply, error, context);
      }
    }),
  );
}

/** 404 where another way in is configured, or none, as if there were no such call. */
function oidcOf({ signInWay }: ConsoleContext, call: string): OidcWay {
  if (signInWay?.kind === 'oidc') return signInWay;
  throw notFound(`${call} is not here`);
}

/** With `?`; empty where there is no query. */
function searchOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at);
}

/** To the page, which tells why. */
function sendBack(reply: FastifyReply, error: unknown, { logger }: Pick<ConsoleContext, 'logger'>): FastifyReply {
  const { code, reason } = error instanceof SignInFailure ? error : new SignInFailure('failed', 'fault of the console');
  // Of a provider’s failure its word alone: what it comes with may have claims in it.
  if (error instanceof SignInFailure) logger.info({ code, reason }, 'somebody was not signed in');
  else logger.error({ err: error }, 'somebody could not be signed in');
  return reply.headers(PRIVATE).redirect(`/?signInError=${code}`);
}
