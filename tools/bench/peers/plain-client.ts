import { setTimeout as sleep } from 'node:timers/promises';
import { CLIENT } from '../district/districts-file.ts';

/** What a script asks for again after a wait that it was told. */
const MOST_WAITS = 20;
const TIMEOUT_MS = 30_000;
const WAIT_WHERE_NONE_IS_TOLD_S = 1;

/** PowerSchool's API as a script calls it: a token, and what is not answered well is an error. */
export class PlainClient {
  readonly #url: string;
  readonly #timeoutMs: number;
  readonly #pauseMs: number;
  #token: string | null = null;

  /** `pauseMs`: before each call, where PowerSchool takes no two within it. */
  constructor(url: string, { timeoutMs = TIMEOUT_MS, pauseMs = 0 } = {}) {
    this.#url = url;
    this.#timeoutMs = timeoutMs;
    this.#pauseMs = pauseMs;
  }

  /** Waits as long as it is told to; an old token is replaced once. Throws where the answer is not good. */
  async send(method: string, path: string, body?: object): Promise<Response> {
    let hasNewToken = false;
    for (let waits = 0; ;) {
      const response = await this.#fetch(path, {
        method,
        headers: { authorization: `Bearer ${await this.#bearer()}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.ok) return response;
      const text = await response.text();
      const seconds = waitOf(response.status, text);
      if (response.status === 401 && !hasNewToken) {
        this.#token = null;
        hasNewToken = true;
      } else if (seconds !== null && waits < MOST_WAITS) {
        waits += 1;
        await sleep(seconds * 1_000);
      } else throw new Error(`${method} ${path}: ${response.status}`);
    }
  }

  async #bearer(): Promise<string> {
    if (this.#token !== null) return this.#token;
    const credentials = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64');
    const response = await this.#fetch('/oauth/access_token', {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    if (!response.ok) throw new Error(`no token: ${response.status}`);
    this.#token = ((await response.json()) as { access_token: string }).access_token;
    return this.#token;
  }

  /** The whole answer, however slowly it comes. */
  async #fetch(path: string, init: RequestInit): Promise<Response> {
    if (this.#pauseMs > 0) await sleep(this.#pauseMs);
    const response = await fetch(`${this.#url}${path}`, { ...init, signal: AbortSignal.timeout(this.#timeoutMs) });
    const { status, headers } = response;
    return new Response(await response.arrayBuffer(), { status, headers });
  }
}

/** Seconds that PowerSchool asks to wait; null where it does not. */
function waitOf(status: number, text: string): number | null {
  // "The API rate limit was exceeded. Wait 2 seconds before the next request."
  const told = /[Ww]ait (\d+) second/.exec(text);
  if (status === 403 && told !== null) return Number(told[1]);
  return status === 429 ? WAIT_WHERE_NONE_IS_TOLD_S : null;
}
