import type { Clock } from '@passback/service-kit';
import { brokenAnswer, failureOf } from '../failures/classify.ts';
import { isHtml } from '../failures/words.ts';
import type { GradebookSettings, SisRequest, SisResponse, SisTransport } from '../port/transport.ts';
import { createTokenSource } from './token.ts';

export interface Call extends Pick<SisRequest, 'method' | 'path' | 'route'> {
  readonly json?: unknown;
  /** Statuses from 400 that the caller reads itself, where the API and not a page in front of it answered. */
  readonly expects?: readonly number[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Undefined for an empty body. */
  readonly json: unknown;
}

/** Requests in the name of the plugin. */
export interface Session {
  /**
   * Sends with the token; 401 → a new token and once more; 412 "Resubmit" → once more at once. Gives a 2xx with JSON or nothing, or an
   * expected status; throws `SisError` by the failure table for everything else.
   */
  call(call: Call): Promise<Answer>;
  authenticate(): Promise<void>;
  /** Asks without a token; throws as `call` where the answer leads elsewhere, or is a fault of the server. */
  reach(): Promise<void>;
}

/** PowerSchool tells everybody the time there. Where it does not, its refusal says as much. */
const TIME_ROUTE = '/ws/v1/time';

export function createSession(
  transport: SisTransport,
  settings: Pick<GradebookSettings, 'clientId' | 'clientSecret'>,
  clock: Pick<Clock, 'now'>,
): Session {
  const tokens = createTokenSource(transport, settings, clock);

  const send = async (call: Call): Promise<SisResponse> => {
    const token = await tokens.current();
    const first = await transport(withToken(call, token));
    if (first.status !== 401) return first;
    tokens.refused(token);
    return transport(withToken(call, await tokens.current()));
  };

  return {
    call: async (call) => {
      const first = await send(call);
      const response = first.status === 412 ? await send(call) : first;
      return read(call, response);
    },
    authenticate: async () => {
      await tokens.renew();
    },
    reach: async () => {
      const response = await transport({ method: 'GET', path: TIME_ROUTE, route: TIME_ROUTE });
      if (response.status >= 500 || (response.status >= 300 && response.status < 400))
        throw failureOf({ method: 'GET' }, response);
    },
  };
}

function withToken(call: Call, token: string): SisRequest {
  const body = call.json === undefined ? {} : { body: JSON.stringify(call.json) };
  return {
    method: call.method,
    path: call.path,
    route: call.route,
    headers: {
      authorization: `Bearer ${token}`,
      ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...body,
  };
}

/** Successes of which nobody can tell what was done: taken in for later, done in part, or said of somebody else's answer. */
const UNSETTLED: ReadonlySet<number> = new Set([202, 203, 205, 206, 207, 208, 226]);

function read(call: Call, response: SisResponse): Answer {
  const { status, headers, body } = response;
  if (call.method !== 'GET' && UNSETTLED.has(status))
    throw brokenAnswer(call, status, `HTTP ${status} says not that it is done`);
  const isExpected = call.expects?.includes(status) === true && !isHtml(body);
  const isDone = status >= 200 && status < 300;
  if (!isExpected && (!isDone || isHtml(body))) throw failureOf(call, response);
  const json = body.trim() === '' ? undefined : parse(body);
  if (isDone && json === NOT_JSON) throw brokenAnswer(call, status, 'the answer is cut off or not JSON');
  return { status, headers, text: body, json: json === NOT_JSON ? undefined : json };
}

const NOT_JSON = Symbol('not JSON');

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return NOT_JSON;
  }
}
