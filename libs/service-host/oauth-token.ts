export interface OauthClient {
  readonly url: string;
  readonly clientId: string;
  /** As it is now. */
  readonly clientSecret: () => string;
  readonly scope?: string;
}

const ANSWER_LIMIT_MS = 5_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** Of a token's life, after which a new one is asked for. */
const USED_SHARE = 0.8;
/** What a server that does not say is taken to mean, in seconds. */
const DEFAULT_LIFE_S = 60;
const LONGEST_LIFE_S = 24 * 3_600;

/** A token by client credentials (RFC 6749, 4.4), kept for most of its life, and asked for once by however many need it. */
export class OauthToken {
  readonly #client: OauthClient;
  #token: { readonly value: string; readonly until: number } | null = null;
  #asking: Promise<string> | null = null;

  constructor(client: OauthClient) {
    this.#client = client;
  }

  /** Throws what names the server, and never the secret. */
  async current(): Promise<string> {
    if (this.#token !== null && performance.now() < this.#token.until) return this.#token.value;
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(): Promise<string> {
    const { url, clientId, clientSecret, scope } = this.#client;
    const askedAt = performance.now();
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret())}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      redirect: 'error',
    }).catch((error: unknown) => {
      throw new Error(`KAFKA_OAUTH_TOKEN_URL (${url}) cannot be reached: ${causeOf(error)}`, { cause: error });
    });
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new Error(`KAFKA_OAUTH_TOKEN_URL (${url}) refuses ${clientId} with ${answer.status}`);
    }
    const { access_token: value, expires_in: lifeS } = await answerOf(answer, url);
    const life = Math.min(typeof lifeS === 'number' && lifeS > 0 ? lifeS : DEFAULT_LIFE_S, LONGEST_LIFE_S);
    if (typeof value !== 'string' || value === '')
      throw new Error(`KAFKA_OAUTH_TOKEN_URL (${url}) answers without a token`);
    this.#token = { value, until: askedAt + life * 1_000 * USED_SHARE };
    return value;
  }
}

async function answerOf(answer: Response, url: string): Promise<Record<string, unknown>> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MAX_ANSWER_BYTES) throw new Error(`KAFKA_OAUTH_TOKEN_URL (${url}) answers too much`);
  }
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new Error(`KAFKA_OAUTH_TOKEN_URL (${url}) does not answer with JSON`);
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
