import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpProblem } from './problem.ts';

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

/** Who may do what in which district, by bearer token. A token belongs to one district. */
export class Authorization {
  readonly #read: () => Promise<readonly TokenGrant[]>;
  #grants: ReadonlyMap<string, readonly TokenGrant[]> = new Map();
  /** When the last read began. */
  #readAt = -Infinity;
  #failure: unknown = null;
  #reading: Promise<void> | null = null;

  constructor(read: () => Promise<readonly TokenGrant[]>) {
    this.#read = read;
  }

  /**
   * Who is calling: the first 12 hex digits of the token's hash, to record who asked. A grant counts from the moment that it is stored.
   * Throws `HttpProblem` 401 without a known token, 403 for another district's, or one that lacks all of `roles`, 503 when an unknown
   * one cannot be checked.
   */
  async authorize(header: string | undefined, districtId: string, roles: readonly TokenRole[]): Promise<string> {
    const hash = hashOf(header);
    const arrivedAt = performance.now();
    if (arrivedAt - this.#readAt >= REFRESH_MS) await this.#refresh();
    let refusal = this.#refusalOf(hash, districtId, roles);
    if (refusal !== null && this.#readAt < arrivedAt) {
      await this.#readAfter(arrivedAt);
      refusal = this.#refusalOf(hash, districtId, roles);
    }
    if (refusal !== null) throw refusal;
    return hash.slice(0, 12);
  }

  /**
   * Who is calling, and the districts in which it has one of `roles`, by one look at the grants: how long it takes tells nothing of how many
   * others there are. Throws `HttpProblem` 401 without a known token, 503 when an unknown one cannot be checked.
   */
  async districtsOf(
    header: string | undefined,
    roles: readonly TokenRole[],
  ): Promise<{ token: string; districtIds: readonly string[] }> {
    const hash = hashOf(header);
    const arrivedAt = performance.now();
    if (arrivedAt - this.#readAt >= REFRESH_MS) await this.#refresh();
    if (!this.#grants.has(hash) && this.#readAt < arrivedAt) await this.#readAfter(arrivedAt);
    const grants = this.#grants.get(hash);
    if (grants === undefined) throw this.#unknown();
    const granted = grants.filter((grant) => roles.some((role) => grant.roles.includes(role)));
    return { token: hash.slice(0, 12), districtIds: granted.map(({ districtId }) => districtId) };
  }

  #refusalOf(hash: string, districtId: string, roles: readonly TokenRole[]): HttpProblem | null {
    const grants = this.#grants.get(hash) ?? [];
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
      const grants = new Map<string, TokenGrant[]>();
      for (const grant of await this.#read()) {
        const key = grant.sha256.toLowerCase();
        grants.set(key, [...(grants.get(key) ?? []), grant]);
      }
      this.#grants = grants;
      this.#failure = null;
    } catch (error) {
      this.#failure = error;
    }
  }
}

function hashOf(header: string | undefined): string {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw unauthorized('a bearer token is needed');
  return createHash('sha256').update(token).digest('hex');
}

function unauthorized(detail: string): HttpProblem {
  return new HttpProblem(401, 'Unauthorized', { detail, headers: { 'www-authenticate': 'Bearer' } });
}
