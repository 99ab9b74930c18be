import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { HTTP_ATTRIBUTES, METRICS, record } from '@passback/telemetry';
import { within } from '../runtime/within.ts';
import { GrantsByToken } from './grants-by-token.ts';
import { HttpProblem } from './problem.ts';
import { RefusalLimit } from './refusal-limit.ts';

export type TokenRole = 'otus' | 'admin' | 'viewer';

export interface TokenGrant {
  readonly districtId: string;
  /** Hex SHA-256 of the token. */
  readonly sha256: string;
  readonly roles: readonly TokenRole[];
}

/** Grants are read again this often, so that a revoked token counts no more within seconds. */
const REFRESH_MS = 2_000;
/** What would be refused waits for a fresh read, of which there is at most one in this time. */
const MISS_REFRESH_MS = 250;
/** Whoever is known waits no longer than this to be known anew, and not at all while the last read failed. */
const REFRESH_PATIENCE_MS = 500;
/** A read that takes longer failed: who is not known is told so, and not left waiting. */
const READ_LIMIT_MS = 5_000;

export interface SeenDistricts {
  /** The first 12 hex digits of the token's hash. */
  readonly token: string;
  readonly districtIds: readonly string[];
}

/** Who may do what in which district, by bearer token. A token belongs to one district. */
export class Authorization {
  readonly #read: () => Promise<readonly TokenGrant[]>;
  readonly #refusals: RefusalLimit;
  readonly #grants = new GrantsByToken<TokenGrant>();
  /** When the last read began. */
  #readAt = -Infinity;
  #failure: unknown = null;
  #reading: Promise<void> | null = null;

  constructor(read: () => Promise<readonly TokenGrant[]>, refusals = new RefusalLimit()) {
    this.#read = read;
    this.#refusals = refusals;
  }

  /**
   * Who is calling: the first 12 hex digits of the token's hash, to record who asked. A grant counts from the moment that it is stored.
   * Throws `HttpProblem` 401 without a known token, 403 for another district's, or one that lacks all of `roles`, 503 when an unknown
   * one cannot be checked, 429 where too many that were not known came from `address` lately; left out, nobody counts.
   */
  async authorize(
    header: string | undefined,
    districtId: string,
    roles: readonly TokenRole[],
    address?: string,
  ): Promise<string> {
    return this.#counting(header, address, (hash) => this.#authorize(hash, districtId, roles));
  }

  async #authorize(hash: string, districtId: string, roles: readonly TokenRole[]): Promise<string> {
    const arrivedAt = performance.now();
    await this.#refreshOld(arrivedAt);
    let refusal = this.#refusalOf(hash, districtId, roles);
    if (refusal !== null) {
      await this.#readAfter(arrivedAt);
      refusal = this.#refusalOf(hash, districtId, roles);
    }
    if (refusal !== null) throw refusal;
    return hash.slice(0, 12);
  }

  /**
   * Who is calling, and the districts in which it has one of `roles`, by one look at the grants: how long it takes tells nothing of how many
   * others there are. Throws `HttpProblem` 401 without a known token, 503 when an unknown one cannot be checked, 429 as
   * `authorize` does.
   */
  async districtsOf(header: string | undefined, roles: readonly TokenRole[], address?: string): Promise<SeenDistricts> {
    return this.#counting(header, address, (hash) => this.#districtsOf(hash, roles));
  }

  async #districtsOf(hash: string, roles: readonly TokenRole[]): Promise<SeenDistricts> {
    const arrivedAt = performance.now();
    await this.#refreshOld(arrivedAt);
    if (this.#grants.of(hash).length === 0) await this.#readAfter(arrivedAt);
    const grants = this.#grants.of(hash);
    if (grants.length === 0) throw this.#unknown();
    const granted = grants.filter((grant) => roles.some((role) => grant.roles.includes(role)));
    return { token: hash.slice(0, 12), districtIds: granted.map(({ districtId }) => districtId) };
  }

  /** Judges a token unless its address has been refused too often, and counts what comes of it. */
  async #counting<T>(
    header: string | undefined,
    address: string | undefined,
    judge: (hash: string) => Promise<T>,
  ): Promise<T> {
    const hash = hashOf(header);
    const waitMs = address === undefined ? 0 : this.#refusals.refusedForMs(address, hash);
    if (waitMs > 0) {
      record(METRICS.unauthorized, 1, { [HTTP_ATTRIBUTES.status]: 429 });
      throw refusedUnseen(waitMs);
    }
    try {
      if (hash === null) throw unauthorized('a bearer token is needed');
      const judged = await judge(hash);
      if (address !== undefined) this.#refusals.accepted(address, hash);
      return judged;
    } catch (error) {
      const status = error instanceof HttpProblem ? error.status : null;
      // Known, though not for this: nothing that somebody tries out.
      if (status === 403 && address !== undefined && hash !== null) this.#refusals.accepted(address, hash);
      if (status === 401) {
        if (address !== undefined) this.#refusals.refused(address);
        record(METRICS.unauthorized, 1, { [HTTP_ATTRIBUTES.status]: 401 });
      }
      throw error;
    }
  }

  #refusalOf(hash: string, districtId: string, roles: readonly TokenRole[]): HttpProblem | null {
    const grants = this.#grants.of(hash);
    if (grants.length === 0) return this.#unknown();
    const grant = grants.find((candidate) => candidate.districtId === districtId);
    if (grant === undefined) return new HttpProblem(403, 'Forbidden', { detail: 'the token is not for this district' });
    if (roles.some((role) => grant.roles.includes(role))) return null;
    return new HttpProblem(403, 'Forbidden', { detail: `the token lacks the role ${roles.join(' or ')}` });
  }

  /** What was read last still counts while the ledger is away; a token never seen cannot be judged then. */
  #unknown(): HttpProblem {
    if (this.#failure === null) return unauthorized('the token is not known');
    const detail = 'the ledger, which knows them, does not answer';
    const problem = new HttpProblem(503, 'Tokens cannot be checked now', { headers: { 'retry-after': '2' }, detail });
    // What it says itself is for the log: whoever asks has not shown who they are.
    problem.cause = this.#failure;
    return problem;
  }

  /** Reads what is old by now; waited for as long as somebody may who is known. */
  async #refreshOld(now: number): Promise<void> {
    if (now - this.#readAt < REFRESH_MS) return;
    const isAway = this.#failure !== null;
    const reading = this.#refresh();
    if (!isAway) await within(REFRESH_PATIENCE_MS, reading).catch(() => undefined);
  }

  /** Until the grants are known as they were at `instant` or later. */
  async #readAfter(instant: number): Promise<void> {
    await this.#reading;
    if (this.#readAt >= instant) return;
    await sleep(Math.max(0, this.#readAt + MISS_REFRESH_MS - performance.now()));
    if (this.#readAt < instant) await this.#refresh();
    else await this.#reading;
  }

  /** One read at a time, however many want it; never rejects. */
  #refresh(): Promise<void> {
    return (this.#reading ??= this.#readOnce().finally(() => (this.#reading = null)));
  }

  async #readOnce(): Promise<void> {
    this.#readAt = performance.now();
    try {
      this.#grants.replace(await within(READ_LIMIT_MS, this.#read()));
      this.#failure = null;
    } catch (error) {
      this.#failure = error;
    }
  }
}

/** Null without a bearer token. */
function hashOf(header: string | undefined): string | null {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return token === undefined ? null : createHash('sha256').update(token).digest('hex');
}

function refusedUnseen(waitMs: number): HttpProblem {
  return new HttpProblem(429, 'Too many requests without a known token', {
    detail: 'this address is not listened to for a while',
    headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
  });
}

function unauthorized(detail: string): HttpProblem {
  return new HttpProblem(401, 'Unauthorized', { detail, headers: { 'www-authenticate': 'Bearer' } });
}
