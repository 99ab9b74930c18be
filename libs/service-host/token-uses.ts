import type { TokenUseStore } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';
import { outsideOfSpans } from '@passback/telemetry';

/** A use is written at most this often for each token: people ask whether a token is still used, not when to the second. */
const WRITE_EVERY_MS = 5 * 60_000;
/** More tokens than an installation has; above it, all are forgotten and written anew. */
const MAX_TOKENS = 50_000;

/** Keeps when tokens are used, beside the requests that use them: none waits for it, and none fails with it. */
export class TokenUses {
  readonly #store: Pick<TokenUseStore, 'record'>;
  readonly #clock: Clock;
  readonly #logger: Pick<Logger, 'debug'>;
  readonly #writtenAt = new Map<string, number>();

  constructor(store: Pick<TokenUseStore, 'record'>, clock: Clock, logger: Pick<Logger, 'debug'>) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** `token`: the first 12 hex digits of its hash. */
  seen(districtId: string, token: string): void {
    const at = this.#clock.now();
    const key = `${districtId}:${token}`;
    const writtenAt = this.#writtenAt.get(key);
    if (writtenAt !== undefined && at - writtenAt < WRITE_EVERY_MS) return;
    if (this.#writtenAt.size >= MAX_TOKENS) this.#writtenAt.clear();
    // Also when it cannot be written: a ledger that is away is not asked again by every request.
    this.#writtenAt.set(key, at);
    outsideOfSpans(() => this.#store.record({ districtId, token, at })).catch((error: unknown) =>
      this.#logger.debug({ err: error, district: districtId }, 'the use of a token could not be kept'),
    );
  }
}
