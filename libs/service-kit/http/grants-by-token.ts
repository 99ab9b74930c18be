import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

interface Grant {
  /** Hex SHA-256 of the token. */
  readonly sha256: string;
}

/**
 * Grants by the hash of their token. A lookup takes its time by what it finds on its way: keys are therefore blinded by a key of this
 * process, so that the time tells nothing of the hashes that are here, and the hash itself is compared without telling by time.
 */
export class GrantsByToken<G extends Grant> {
  readonly #key = randomBytes(32);
  #grants: ReadonlyMap<string, readonly G[]> = new Map();
  /** What each hash is blinded to: hundreds of grants are read every few seconds, and seldom new ones. */
  #blinded: ReadonlyMap<string, string> = new Map();

  replace(all: readonly G[]): void {
    const grants = new Map<string, G[]>();
    const blinded = new Map<string, string>();
    for (const grant of all) {
      const hash = grant.sha256.toLowerCase();
      const key = blinded.get(hash) ?? this.#blinded.get(hash) ?? this.#blind(hash);
      blinded.set(hash, key);
      const same = grants.get(key);
      if (same === undefined) grants.set(key, [grant]);
      else same.push(grant);
    }
    this.#grants = grants;
    this.#blinded = blinded;
  }

  /** The grants of the token with this hash, in hex; empty for one that is not known. */
  of(hash: string): readonly G[] {
    const given = Buffer.from(hash, 'hex');
    const found = this.#grants.get(this.#blind(hash)) ?? [];
    return found.filter(({ sha256 }) => {
      const stored = Buffer.from(sha256, 'hex');
      return stored.length === given.length && timingSafeEqual(stored, given);
    });
  }

  #blind(hash: string): string {
    return createHmac('sha256', this.#key).update(hash).digest('base64');
  }
}
