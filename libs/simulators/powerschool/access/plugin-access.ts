import { randomBytes, timingSafeEqual } from 'node:crypto';

import type { SimulatorClock } from '../clock.ts';

/** OauthAccessToken.ExpiresInSeconds: "Defaults to 30 days". */
const TOKEN_LIFE_SECONDS = 30 * 24 * 60 * 60;

/** What an administrator decides about the plugin that the client is. */
export class PluginAccess {
  readonly #clock: SimulatorClock;
  readonly #clientId: string;
  readonly #clientSecret: string;
  #token: { readonly value: string; readonly expiresAt: number } | null = null;
  /** False: the client id and secret were taken back; tokens end with them. */
  credentialsValid = true;
  /** False: the plugin is installed and switched off. */
  enabled = true;
  /** Full access to every column of ASSIGNMENT, ASSIGNMENTSECTION, ASSIGNMENTCATEGORYASSOC and ASSIGNMENTSCORE. */
  gradebookWrite = true;
  /** The plugin-wide permission that `/ws/v1` resources need. */
  v1Read = true;
  /** Columns that table reads may see, by table; a table that is not named may be read as a whole. */
  columns: Readonly<Record<string, readonly string[]>> = {};

  constructor(clock: SimulatorClock, clientId: string, clientSecret: string) {
    this.#clock = clock;
    this.#clientId = clientId;
    this.#clientSecret = clientSecret;
  }

  /** Is this the header `Basic base64(id:secret)` of the plugin? */
  knowsCredentials(authorization: string | undefined): boolean {
    if (authorization === undefined || !authorization.startsWith('Basic ')) return false;
    const given = Buffer.from(authorization.slice(6), 'base64');
    const expected = Buffer.from(`${this.#clientId}:${this.#clientSecret}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** The token that is valid now with what is left of its life; a new one only when there is none. */
  issueToken(): { value: string; secondsLeft: number } {
    const now = this.#clock.now();
    if (this.#token === null || this.#token.expiresAt <= now) {
      this.#token = { value: randomBytes(24).toString('hex'), expiresAt: now + TOKEN_LIFE_SECONDS * 1_000 };
    }
    return { value: this.#token.value, secondsLeft: Math.floor((this.#token.expiresAt - now) / 1_000) };
  }

  knowsToken(authorization: string | undefined): boolean {
    if (this.#token === null || authorization !== `Bearer ${this.#token.value}`) return false;
    return this.credentialsValid && this.#token.expiresAt > this.#clock.now();
  }

  /** Tokens given out so far are no longer valid; the credentials still are. */
  expireTokens(): void {
    this.#token = null;
  }

  revokeCredentials(): void {
    this.credentialsValid = false;
    this.#token = null;
  }

  restoreCredentials(): void {
    this.credentialsValid = true;
  }
}
