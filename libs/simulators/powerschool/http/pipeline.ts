import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { asStatusInfo, BASE_PATH } from '../oneroster/imsx.ts';
import { type Throttle, throttleText } from '../access/throttle.ts';
import type { Faults, Struck } from '../faults/faults.ts';
import { faultReply } from '../faults/replies.ts';
import type { World } from '../world.ts';
import { MAX_BODY_BYTES, readBody } from './body.ts';
import { type Call, Refused, type Reply, type Route } from './call.ts';
import type { Hooks } from './hooks.ts';
import type { RequestLog } from './request-log.ts';
import type { Router } from './router.ts';
import { send } from './send.ts';

export interface PipelineParts {
  readonly world: World;
  /** Answers what only the owner of the simulation may ask (`/` and `/_control/…`); neither paced, logged nor harmed. */
  readonly control: (call: Call) => Reply;
  readonly router: Router<World>;
  readonly throttle: Throttle;
  readonly faults: Faults;
  readonly hooks: Hooks;
  readonly log: RequestLog;
}

/** The steps of a request: throttle → hooks before → faults before → the work → hooks after → faults after → the answer. */
export function createPipeline(parts: PipelineParts): RequestListener {
  return (request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      // A client that went away in the middle is no fault of the simulator's.
      if (!response.headersSent && !response.destroyed) {
        send(response, { status: 500, body: { message: `The simulator failed: ${String(error)}` } });
      }
    });
  };
}

async function serve(parts: PipelineParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, log } = parts;
  if (isControl(request.url ?? '/')) {
    return send(response, await control(parts, request));
  }
  const at = world.clock.now();
  const tooEarlyMs = pace(parts, request, at);
  const body = await readBody(request);
  const { call, route } = callOf(parts.router, request, body ?? Buffer.alloc(0));
  const done = (status: number | null, fault: string | null): void =>
    log.add({ at, method: call.method, route: call.route, path: request.url ?? '', status, fault });
  const answer = (given: Reply, fault: string | null): void => {
    const reply = call.path.startsWith(BASE_PATH) ? asStatusInfo(given) : given;
    done(reply.status, fault);
    send(response, reply);
  };

  if (body === null) return answer(tooLarge, null);
  if (tooEarlyMs !== null) return answer({ status: 403, body: { message: throttleText(tooEarlyMs) } }, null);
  await parts.hooks.run(call, 'before', null);
  const before = parts.faults.strike(call, 'before');
  if (await interrupted(before, call, null, { request, answer, done })) return;
  const reply = work(world, call, route);
  await parts.hooks.run(call, 'after', reply);
  const after = parts.faults.strike(call, 'after');
  if (await interrupted(after, call, reply, { request, answer, done })) return;
  answer(reply, null);
}

function isControl(url: string): boolean {
  return url === '/' || url.startsWith('/?') || url.startsWith('/_control');
}

async function control(parts: PipelineParts, request: IncomingMessage): Promise<Reply> {
  const body = await readBody(request);
  if (body === null) return tooLarge;
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const call = { method: request.method ?? 'GET', path, route: path, params: {}, headers: request.headers, body };
  return parts.control({ ...call, query: new URLSearchParams(query) });
}

const tooLarge: Reply = { status: 413, body: { message: `More than ${MAX_BODY_BYTES} bytes.` } };

interface Ending {
  readonly request: IncomingMessage;
  answer(reply: Reply, fault: string | null): void;
  done(status: number | null, fault: string | null): void;
}

/** Waits, and ends the request as the fault has it; false when it goes on. */
async function interrupted(
  { delayMs, fault }: Struck,
  call: Call,
  work: Reply | null,
  ending: Ending,
): Promise<boolean> {
  if (delayMs > 0) await wait(delayMs);
  if (fault === null) return false;
  if (fault.kind === 'reset' || fault.kind === 'hang') {
    ending.done(null, fault.kind);
    if (fault.kind === 'reset') ending.request.socket.resetAndDestroy();
  } else {
    ending.answer(faultReply(fault, call, work), fault.kind);
  }
  return true;
}

/** Milliseconds that the plugin's request came too early; null when it did not. Looked at before the body has come. */
function pace({ world, throttle }: PipelineParts, request: IncomingMessage, now: number): number | null {
  const { access, settings } = world;
  const { authorization } = request.headers;
  const isPlugin =
    access.knowsToken(authorization) || (settings.throttleTokens && access.knowsCredentials(authorization));
  return isPlugin ? throttle.admit(now) : null;
}

function callOf(
  router: Router<World>,
  request: IncomingMessage,
  body: Buffer,
): { call: Call; route: Route<World> | null } {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const method = request.method ?? 'GET';
  const match = router.find(method, path);
  const route = match?.route ?? null;
  const pattern = route?.pattern ?? 'unmatched';
  const call = { method, path, route: pattern, params: match?.params ?? {}, query, headers: request.headers, body };
  return { call, route };
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
