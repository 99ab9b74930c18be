import { createHash } from 'node:crypto';
import { HttpProblem } from './problem.ts';

export type TokenRole = 'otus' | 'admin' | 'viewer';

export interface TokenGrant {
  readonly districtId: string;
  /** Hex SHA-256 of the token. */
  readonly sha256: string;
  readonly roles: readonly TokenRole[];
}

/** Grants are read again this often, so that a new or revoked token counts within seconds. */
const REFRESH_MS = 2_000;
/** An unknown token causes a fresh read at most this often. */
const MISS_REFRESH_MS = 250;

/** Who may do what in which district, by bearer token. A token belongs to one district. */
export class Authorization {
  readonly #read: () => Promise<readonly TokenGrant[]>;
  #grants = new Map<string, TokenGrant[]>();
  #readAt = -Infinity;
  #reading: Promise<void> | null = null;

  constructor(read: () => Promise<readonly TokenGrant[]>) {
    this.#read = read;
  }

  /**
   * Who is calling: the first 12 hex digits of the token's hash, to record who asked.
   * Throws `HttpProblem` 401 without a known token, 403 for another district's, or one that lacks all of `roles`.
   */
  async authorize(header: string | undefined, districtId: string, roles: readonly TokenRole[]): Promise<string> {
    const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (token === undefined) throw unauthorized('a bearer token is needed');
    const hash = createHash('sha256').update(token).digest('hex');
    const grants = await this.#grantsOf(hash);
    if (grants.length === 0) throw unauthorized('the token is not known');
    const grant = grants.find((candidate) => candidate.districtId === districtId);
    if (grant === undefined) throw new HttpProblem(403, 'Forbidden', { detail: 'the token is not for this district' });
    if (!roles.some((role) => grant.roles.includes(role))) {
      throw new HttpProblem(403, 'Forbidden', { detail: `the token lacks the role ${roles.join(' or ')}` });
    }
    return hash.slice(0, 12);
  }

  async #grantsOf(hash: string): Promise<readonly TokenGrant[]> {
    const known = this.#grants.get(hash);
    const age = performance.now() - this.#readAt;
    if (age < (known === undefined ? MISS_REFRESH_MS : REFRESH_MS)) return known ?? [];
    this.#reading ??= this.#refresh().finally(() => (this.#reading = null));
    await this.#reading.catch((error: unknown) => {
      // What was read last still counts while the ledger is away; a token never seen cannot be judged then.
      if (known === undefined)
        throw new HttpProblem(503, 'Tokens cannot be checked now', {
          headers: { 'retry-after': '2' },
          detail: String(error),
        });
    });
    return this.#grants.get(hash) ?? [];
  }

  async #refresh(): Promise<void> {
    const grants = new Map<string, TokenGrant[]>();
    for (const grant of await this.#read()) {
      const key = grant.sha256.toLowerCase();
      grants.set(key, [...(grants.get(key) ?? []), grant]);
    }
    this.#grants = grants;
    this.#readAt = performance.now();
  }
}

function unauthorized(detail: string): HttpProblem {
  return new HttpProblem(401, 'Unauthorized', { detail, headers: { 'www-authenticate': 'Bearer' } });
}
