import type { Clock } from '@passback/service-kit';
import { brokenAnswer, failureOf } from '../failures/classify.ts';
import { withoutDoubt } from '../failures/in-doubt.ts';
import type { GradebookSettings, SisRequest, SisTransport } from '../port/transport.ts';
import { numberOf, objectOf, textOf } from '../answers/values.ts';

export interface TokenSource {
  /** A token that is still good by the clock; asks for one where there is none. One request at a time, however many wait. */
  current(): Promise<string>;
  /** Forgets `token`, so that the next `current` asks anew; nothing when another has taken its place meanwhile. */
  refused(token: string): void;
  /** Asks for one in any case. */
  renew(): Promise<string>;
}

/** A request that is under way when the token ends would come back 401 and cost two more. */
const MARGIN_MS = 60_000;
/** Of the token's life, where that is short. */
const MARGIN_SHARE = 0.1;
/** Where `expires_in` says nothing that can be read: PowerSchool's own is 30 days. */
const DEFAULT_LIFE_MS = 30 * 60_000;

/** OAuth2 client credentials at `{base}/oauth/access_token`, as a PowerSchool plugin has them. */
export function createTokenSource(
  transport: SisTransport,
  settings: Pick<GradebookSettings, 'clientId' | 'clientSecret'>,
  clock: Pick<Clock, 'now'>,
): TokenSource {
  const request = tokenRequest(settings);
  let cached: { readonly token: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;

  const ask = async (): Promise<string> => {
    const askedAt = clock.now();
    try {
      const { token, lifeMs } = readToken(request, await transport(request));
      cached = { token, until: askedAt + lifeMs - Math.min(MARGIN_MS, lifeMs * MARGIN_SHARE) };
      return token;
    } catch (error) {
      // A token more or less changes no gradebook: a lost reply leaves nothing in doubt.
      throw withoutDoubt(error);
    }
  };
  const renew = (): Promise<string> =>
    (asking ??= ask().finally(() => {
      asking = null;
    }));

  return {
    current: async () => (cached !== null && clock.now() < cached.until ? cached.token : renew()),
    refused: (token) => {
      if (cached?.token === token) cached = null;
    },
    renew,
  };
}

function tokenRequest({ clientId, clientSecret }: Pick<GradebookSettings, 'clientId' | 'clientSecret'>): SisRequest {
  const basic = Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64');
  return {
    method: 'POST',
    path: '/oauth/access_token',
    route: '/oauth/access_token',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    },
    body: 'grant_type=client_credentials',
  };
}

function readToken(request: SisRequest, response: { status: number; body: string }): { token: string; lifeMs: number } {
  if (response.status !== 200) throw failureOf(request, response, 'token');
  let json: unknown;
  try {
    json = JSON.parse(response.body);
  } catch {
    throw failureOf(request, response, 'token');
  }
  const token = textOf(objectOf(json)?.['access_token']);
  if (token === null) throw brokenAnswer(request, response.status, 'an answer without a token');
  // A string of seconds, as a rule; what is left of the token's life when it is one that was given out before.
  const seconds = numberOf(objectOf(json)?.['expires_in']);
  return { token, lifeMs: seconds === null || seconds <= 0 ? DEFAULT_LIFE_MS : seconds * 1000 };
}
