import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionRecord, SessionRenewal, SessionStore } from '@passback/ledger';
import type { Clock } from '@passback/service-kit';
import type { FastifyRequest } from 'fastify';
import { SESSION_LIMITS } from './session-limits.ts';
import type { Person, SignInWay } from './sign-in-way.ts';

const RANDOM_BYTES = 32;
/** 32 bytes in base64url. */
const VALUE = /^[A-Za-z0-9_-]{43}$/;

/** Opens sessions, and knows those that still count. `way`: the one way in that there is; null lets nobody in. */
export class Sessions {
  readonly #store: SessionStore;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #way: SignInWay | null;

  constructor(store: SessionStore, clock: Pick<Clock, 'now'>, way: SignInWay | null) {
    this.#store = store;
    this.#clock = clock;
    this.#way = way;
  }

  /** The new session of a person, with the value for the cookie, which is kept nowhere. Throws `LedgerError`. */
  async open(
    { personId, name, grants, isOperator }: Person,
    { renewal, lastsMs }: { readonly renewal?: SessionRenewal; readonly lastsMs?: number } = {},
  ): Promise<{ value: string; session: SessionRecord }> {
    const value = randomBytes(RANDOM_BYTES).toString('base64url');
    const now = this.#clock.now();
    const session = {
      ...{ sessionId: idOf(value), personId, name, grants, isOperator },
      csrf: randomBytes(RANDOM_BYTES).toString('hex'),
      ...{ createdAt: now, seenAt: now, expiresAt: now + (lastsMs ?? SESSION_LIMITS.absoluteMs) },
      ...(renewal !== undefined && { renewal }),
    };
    await this.#store.put(session);
    return { value, session };
  }

  /**
   * The session of a cookie's value; null where there is none, or it is over. Where the request is a person's (`isUse`), it counts as used by
   * that. Throws `LedgerError`.
   */
  async find(value: string | undefined, { isUse }: { readonly isUse: boolean }): Promise<SessionRecord | null> {
    if (value === undefined || !VALUE.test(value)) return null;
    const session = await this.#store.get(idOf(value));
    const now = this.#clock.now();
    if (session === null || this.#isOver(session, now)) return null;
    if (isUse && now - session.seenAt >= SESSION_LIMITS.seenEveryMs) await this.#store.seen(session.sessionId, now);
    return this.#way?.kind === 'oidc' ? this.#way.current(session) : session;
  }

  async close({ sessionId }: Pick<SessionRecord, 'sessionId'>): Promise<void> {
    await this.#store.delete(sessionId);
  }

  /** Ends the session of a cookie’s value, where there is one. Throws `LedgerError`. */
  async closeOf(value: string | undefined): Promise<void> {
    if (value !== undefined && VALUE.test(value)) await this.#store.delete(idOf(value));
  }

  #isOver({ personId, seenAt, expiresAt }: SessionRecord, now: number): boolean {
    if (this.#way === null || !this.#way.owns(personId)) return true;
    return now >= expiresAt || now - seenAt >= SESSION_LIMITS.idleMs;
  }
}

function idOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** Whether a person is behind a request: a command, or one that says so by `x-active: 1`. A page that merely stands open asks without it. */
export function isUse({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  return (method !== 'GET' && method !== 'HEAD') || headers['x-active'] === '1';
}

/** Whether a request's `x-csrf-token` is the session's; how long it takes tells nothing. */
export function isCsrfOf({ csrf }: Pick<SessionRecord, 'csrf'>, given: string | string[] | undefined): boolean {
  const [stored, header] = [Buffer.from(csrf), Buffer.from(typeof given === 'string' ? given : '')];
  return stored.length === header.length && timingSafeEqual(stored, header);
}
