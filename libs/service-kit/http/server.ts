import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { boundToService } from '@passback/telemetry';
import type { Ajv } from 'ajv';
import {
  fastify,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { createAjv, fieldErrors } from '../config/validation.ts';
import type { Health } from '../health/health.ts';
import type { Logger } from '../logging/logger.ts';
import { isBodyComing, isClosing, lingerAfterAnswer } from './lingering-close.ts';
import { HttpProblem } from './problem.ts';
import { answerUnreadable } from './unreadable.ts';

export interface HttpServerOptions {
  readonly title: string;
  readonly description: string;
  readonly health: Health;
  readonly logger: Logger;
  /** Largest body in bytes; 413 above it. */
  readonly bodyLimitBytes: number;
  /** Proxies whose word on who calls is taken; none where left out. */
  readonly trustedProxies?: readonly string[];
  /** Where a test cannot wait for, or hold, as much. */
  readonly limits?: Partial<Readonly<Record<keyof typeof HTTP_LIMITS, number>>>;
}

/** What clients may take of a server. */
export const HTTP_LIMITS = {
  /** Longest time for a client to send a request whose body is not streamed. */
  requestMs: 30_000,
  /** Longest time for the lines before the body: less than a kilobyte. */
  headersMs: 10_000,
  /** How often these two are looked at. */
  checkEveryMs: 2_000,
  /** A connection without a request is kept for longer than the load balancers' usual minute, so that they end it and not we. */
  keepAliveMs: 72_000,
  /** Connections at once; each is a few tens of kilobytes, and Otus needs some tens. Further ones are closed as they come. */
  connections: 2_000,
} as const;

/** Of all servers of this process: each schema is compiled once. */
let checks: { readonly body: Ajv; readonly others: Ajv } | undefined;

/** The problem that an error is answered with; what is not ours to tell becomes a plain 500. */
function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const { statusCode = 500, validation, validationContext, message, code } = error as FastifyError;
  if (validation !== undefined) {
    const errors = fieldErrors(validation as Parameters<typeof fieldErrors>[0]);
    return new HttpProblem(400, 'The request is not valid', {
      detail: `${errors.length} wrong in ${validationContext ?? 'body'}`,
      errors,
    });
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new HttpProblem(413, 'The body is too large', { errors: [{ path: '', message }] });
  // The router's own words have the whole path in them.
  if (statusCode === 414) return new HttpProblem(414, 'A part of the path is longer than any id');
  if (statusCode >= 400 && statusCode < 500)
    return new HttpProblem(statusCode, message, { errors: [{ path: '', message }] });
  return new HttpProblem(500, 'Something went wrong here');
}

function notFound({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): HttpProblem {
  return new HttpProblem(404, 'Not found', { detail: `${method} ${url.split('?')[0]} is not here` });
}

function sendProblem(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json; charset=utf-8')
    .send(problem.body());
}

/**
 * A fastify server as every service of ours has it: problem+json for each error with every wrong field named, `/livez`,
 * `/readyz`, OpenAPI at `/documentation/json` with a page at `/documentation`. Register routes before `listen`.
 */
export async function createHttpServer(options: HttpServerOptions) {
  const limits = { ...HTTP_LIMITS, ...options.limits };
  const { trustedProxies = [] } = options;
  const server = fastify({
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkEveryMs },
    keepAliveTimeout: limits.keepAliveMs,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: limits.requestMs,
    forceCloseConnections: 'idle',
    // A path that cannot be read (`%zz`, an id longer than any) gets no further than the router.
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemOf(error)),
  }).withTypeProvider<TypeBoxTypeProvider>();
  server.server.maxConnections = limits.connections;
  endAfterEarlyAnswers(server);
  endWithServer(server);
  const { body, others } = (checks ??= { body: createAjv(), others: createAjv({ coerceTypes: true }) });
  server.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : others).compile(schema));
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    return sendProblem(reply, problem);
  });
  server.setNotFoundHandler((request, reply) => sendProblem(reply, notFound(request)));
  await server.register(swagger, {
    openapi: { info: { title: options.title, description: options.description, version: '1' } },
  });
  await server.register(swaggerUi, { routePrefix: '/documentation' });
  addProbes(server, options.health);
  const asOwnService = boundToService((handle: () => void) => handle());
  server.addHook('preHandler', (_request, _reply, done) => asOwnService(done));
  return server;
}

export type HttpServer = Awaited<ReturnType<typeof createHttpServer>>;

/** A refusal of a request whose body is still coming ends the connection: nobody is listened to for nothing. */
function endAfterEarlyAnswers(server: Pick<FastifyInstance, 'addHook'>): void {
  server.addHook('onRequest', async (request, reply) => {
    // Known before the body is read: nobody has a use for it.
    if (request.is404) throw notFound(request);
    // Sent behind a request that was refused, on a connection that was said to be closed.
    if (isClosing(request.raw.socket)) {
      reply.hijack();
      request.raw.socket.destroy();
    }
  });
  server.addHook('onSend', async (request, reply, payload) => {
    if (!isBodyComing(request.raw)) return payload;
    reply.header('connection', 'close');
    lingerAfterAnswer(request.raw);
    return payload;
  });
}

/** What is in hand when the server stops is the last of its connection: kept open for further requests, it would hold up the end. */
function endWithServer(server: Pick<FastifyInstance, 'addHook'>): void {
  let isStopping = false;
  server.addHook('preClose', async () => {
    isStopping = true;
  });
  server.addHook('onSend', async (_request, reply, payload) => {
    if (isStopping) reply.header('connection', 'close');
    return payload;
  });
}

function addProbes(server: Pick<FastifyInstance, 'get'>, health: Health): void {
  server.get('/livez', { schema: { hide: true } }, async () => ({ status: 'alive' }));
  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const report = await health.report();
    return reply.code(report.ready ? 200 : 503).send(report);
  });
}

/** The server of a service that speaks gRPC only: the two probes. Returns the port that it listens on. */
export async function startProbeServer(
  health: Health,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = fastify({ forceCloseConnections: true });
  addProbes(server, health);
  const address = await server.listen({ port, host: '0.0.0.0' });
  return { port: Number(new URL(address).port), close: () => server.close() };
}
