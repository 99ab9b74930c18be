import { isIPv6 } from 'node:net';

/** What one address may get wrong, and how much is remembered of it. */
export const REFUSAL_LIMIT = {
  /** Refusals of one address within the window: a client with an old token, started several times, needs fewer. */
  most: 30,
  windowMs: 60_000,
  /** Addresses that are remembered; those heard of last. About 100 bytes each. */
  addresses: 10_000,
  /** Tokens that were good, each with the address that it came from: more than there are clients. */
  familiar: 10_000,
} as const;

interface Refusals {
  readonly since: number;
  count: number;
}

/**
 * Counts the refusals of each address. Above the limit an address is refused whatever it shows, so that nothing can be tried out; but a
 * token that was good from there before still is: behind one proxy, a stranger's wrong tokens must not shut out who has a right one.
 */
export class RefusalLimit {
  readonly #now: () => number;
  readonly #refusals = new Map<string, Refusals>();
  readonly #familiar = new Set<string>();

  /** `now` in milliseconds, monotonic. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How long a token (by its hash; null without one) is refused unseen from this address; 0 when it is looked at. */
  refusedForMs(address: string, hash: string | null): number {
    const refusals = this.#current(networkOf(address));
    if (refusals === null || refusals.count < REFUSAL_LIMIT.most) return 0;
    if (hash !== null && this.#familiar.has(`${networkOf(address)} ${hash}`)) return 0;
    return refusals.since + REFUSAL_LIMIT.windowMs - this.#now();
  }

  refused(address: string): void {
    const network = networkOf(address);
    const refusals = this.#current(network) ?? { since: this.#now(), count: 0 };
    refusals.count += 1;
    this.#refusals.delete(network);
    this.#refusals.set(network, refusals); // now the one heard of last
    forgetFirst(this.#refusals, REFUSAL_LIMIT.addresses);
  }

  accepted(address: string, hash: string): void {
    const key = `${networkOf(address)} ${hash}`;
    this.#familiar.delete(key);
    this.#familiar.add(key);
    forgetFirst(this.#familiar, REFUSAL_LIMIT.familiar);
  }

  /** How many addresses and tokens are remembered. */
  get size(): { readonly addresses: number; readonly familiar: number } {
    return { addresses: this.#refusals.size, familiar: this.#familiar.size };
  }

  #current(network: string): Refusals | null {
    const refusals = this.#refusals.get(network);
    return refusals === undefined || this.#now() - refusals.since >= REFUSAL_LIMIT.windowMs ? null : refusals;
  }
}

function forgetFirst(known: Map<string, unknown> | Set<string>, most: number): void {
  if (known.size <= most) return;
  for (const key of known.keys()) {
    known.delete(key);
    return;
  }
}

/** An IPv6 client has 64 bits of addresses to itself: they count as one. An IPv4 address inside IPv6 is that address. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const plain = address.replace(/%.*$/, '');
  if (!isIPv6(plain)) return address;
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...new Array<string>(missing).fill('0'), ...(tail ?? '').split(':')];
  return `${all.slice(0, 4).join(':')}::/64`;
}
