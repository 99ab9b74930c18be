import { forbiddenAddress, isAllowedHost } from './addresses.ts';
import { AddressRefusedError, createConnector } from './connector.ts';
import { NO_EXCEPTIONS, type OutboundRules } from './outbound.ts';
import { Agent, request } from './undici.ts';

export interface OutsidePost {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly rules?: OutboundRules;
}

export interface OutsideAnswer {
  readonly status: number;
  /** Seconds, or a date; null without one. */
  readonly retryAfter: string | null;
}

/**
 * Posts to an address that a district gave, under the same rules as PowerSchool's: never where nothing public is, TLS verified, redirects not
 * followed. What is answered beside its status is not read. Throws `AddressRefusedError` where it must not be, and what the network says.
 */
export async function postOutside(url: string, post: OutsidePost): Promise<OutsideAnswer> {
  const { headers, body, timeoutMs, rules = NO_EXCEPTIONS } = post;
  const target = new URL(url);
  const why = forbiddenAddress(target, rules);
  if (why !== null) throw new AddressRefusedError(why);
  const isTrusted = isAllowedHost(target, rules.allowedHosts);
  const agent = new Agent({
    connect: createConnector({ rules, isTrusted, timeoutMs }),
    ...{ headersTimeout: timeoutMs, bodyTimeout: timeoutMs },
  });
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const { origin, pathname, search } = target;
    const answer = await request(agent, {
      origin,
      path: `${pathname}${search}`,
      method: 'POST',
      headers,
      body,
      signal,
    });
    answer.body.on('error', () => undefined).destroy();
    const retryAfter = answer.headers['retry-after'];
    return { status: answer.statusCode, retryAfter: typeof retryAfter === 'string' ? retryAfter : null };
  } finally {
    await agent.destroy();
  }
}
