import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { asStatusInfo, BASE_PATH } from './oneroster/imsx.ts';
import { type Throttle, throttleText } from './access/throttle.ts';
import type { Faults, Struck } from './faults/faults.ts';
import type { LateWork } from './faults/late-work.ts';
import { faultReply } from './faults/replies.ts';
import type { World } from './world.ts';
import { MAX_BODY_BYTES, readBody } from './http/body.ts';
import { type Call, Refused, type Reply, type Route } from './http/call.ts';
import type { Hooks } from './http/hooks.ts';
import type { RequestLog } from './http/request-log.ts';
import type { Router } from './http/router.ts';
import { send } from './http/send.ts';

export interface PipelineParts {
  readonly world: World;
  /** Answers what only the owner of the simulation may ask (`/` and `/_control/…`); neither paced, logged nor harmed. */
  readonly control: (call: Call) => Reply;
  readonly router: Router<World>;
  readonly throttle: Throttle;
  readonly faults: Faults;
  readonly late: LateWork;
  readonly hooks: Hooks;
  readonly log: RequestLog;
}

/** A request of which the head has come; `body` waits for the rest, null where that is over the limit. */
interface Incoming {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: () => Promise<Buffer | null>;
}

/** What the client gets: an answer, a connection that is reset, or nothing for ever. */
export type Outcome = Reply | 'reset' | 'hang';

/** The steps of a request: throttle → hooks before → faults before → the work → hooks after → faults after → the answer. */
export type Pipeline = (incoming: Incoming) => Promise<Outcome>;

export function createPipeline(parts: PipelineParts): Pipeline {
  return (incoming) => (isControl(incoming.url) ? control(parts, incoming) : serve(parts, incoming));
}

/** The pipeline as the listener of a server. */
export function overHttp(pipeline: Pipeline): RequestListener {
  return (request, response) => {
    answer(pipeline, request, response).catch((error: unknown) => {
      // A client that went away in the middle is no fault of the simulator's.
      if (!response.headersSent && !response.destroyed) {
        send(response, { status: 500, body: { message: `The simulator failed: ${String(error)}` } });
      }
    });
  };
}

async function answer(pipeline: Pipeline, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const outcome = await pipeline({ method, url, headers, body: () => readBody(request) });
  if (outcome === 'reset') request.socket.resetAndDestroy();
  else if (outcome !== 'hang') send(response, outcome);
}

async function serve(parts: PipelineParts, incoming: Incoming): Promise<Outcome> {
  const { world, log } = parts;
  const at = world.clock.now();
  const tooEarlyMs = pace(parts, incoming, at);
  const body = await incoming.body();
  const { call, route } = callOf(parts.router, incoming, body ?? Buffer.alloc(0));
  const done = (outcome: Outcome, fault: string | null): Outcome => {
    const isReply = typeof outcome === 'object';
    const given = isReply && call.path.startsWith(BASE_PATH) ? asStatusInfo(outcome) : outcome;
    const status = typeof given === 'object' ? given.status : null;
    log.add({ at, method: call.method, route: call.route, path: incoming.url, status, fault });
    return given;
  };

  if (body === null) return done(tooLarge, null);
  if (tooEarlyMs !== null) return done({ status: 403, body: { message: throttleText(tooEarlyMs) } }, null);
  await parts.hooks.run(call, 'before', null);
  const before = await struck(parts.faults.strike(call, 'before'), call, null);
  if (before.kind === 'late') parts.late.hold(() => work(world, call, route));
  if (before.outcome !== null) return done(before.outcome, before.kind);
  const reply = work(world, call, route);
  await parts.hooks.run(call, 'after', reply);
  const after = await struck(parts.faults.strike(call, 'after'), call, reply);
  return done(after.outcome ?? reply, after.kind);
}

function isControl(url: string): boolean {
  return url === '/' || url.startsWith('/?') || url.startsWith('/_control');
}

async function control(parts: PipelineParts, { method, url, headers, body: readAll }: Incoming): Promise<Reply> {
  const body = await readAll();
  if (body === null) return tooLarge;
  const [path = '/', query = ''] = url.split('?', 2);
  const call = { method, path, route: path, params: {}, headers, body };
  return parts.control({ ...call, query: new URLSearchParams(query) });
}

const tooLarge: Reply = { status: 413, body: { message: `More than ${MAX_BODY_BYTES} bytes.` } };

/** Waits, and gives what the fault has the client get; null when the request goes on. */
async function struck(
  { delayMs, fault }: Struck,
  call: Call,
  reply: Reply | null,
): Promise<{ readonly outcome: Outcome | null; readonly kind: string | null }> {
  if (delayMs > 0) await wait(delayMs);
  if (fault === null) return { outcome: null, kind: null };
  const { kind } = fault;
  if (fault.kind === 'hang') return { outcome: 'hang', kind };
  if (fault.kind === 'reset' || fault.kind === 'late') return { outcome: 'reset', kind };
  return { outcome: faultReply(fault, call, reply), kind };
}

/** Milliseconds that the plugin's request came too early; null when it did not. Looked at before the body has come. */
function pace({ world, throttle }: PipelineParts, incoming: Incoming, now: number): number | null {
  const { access, settings } = world;
  const { authorization } = incoming.headers;
  const isPlugin =
    access.knowsToken(authorization) || (settings.throttleTokens && access.knowsCredentials(authorization));
  return isPlugin ? throttle.admit(now) : null;
}

function callOf(
  router: Router<World>,
  { method, url, headers }: Incoming,
  body: Buffer,
): { call: Call; route: Route<World> | null } {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const match = router.find(method, path);
  const route = match?.route ?? null;
  const pattern = route?.pattern ?? 'unmatched';
  return { call: { method, path, route: pattern, params: match?.params ?? {}, query, headers, body }, route };
}

function work(world: World, call: Call, route: Route<World> | null): Reply {
  if (!world.access.enabled) return { status: 403, body: { message: 'The plugin is not enabled.' } };
  if (route === null) return { status: 404, body: { message: `No resource ${call.method} ${call.path}` } };
  if (route.access === 'plugin' && !world.access.knowsToken(call.headers.authorization)) {
    return { status: 401, body: { message: 'The access token is invalid or has expired.' } };
  }
  try {
    return route.handler(call, world);
  } catch (error) {
    if (error instanceof Refused) return error.reply;
    throw error;
  }
}
