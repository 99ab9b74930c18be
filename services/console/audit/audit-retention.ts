import type { Ledger } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Retention is told in days; an entry may stay this much longer. */
const SWEEP_EVERY_MS = 60 * 60 * 1_000;

interface Surroundings {
  readonly ledger: Pick<Ledger, 'audit' | 'tokenUses'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Cuts the audit log off at its old end, at start and then once an hour, and forgets uses of tokens with it. */
export class AuditRetention {
  readonly #days: number;
  readonly #surroundings: Surroundings;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;

  constructor(days: number, surroundings: Surroundings) {
    this.#days = days;
    this.#surroundings = surroundings;
  }

  start(): void {
    this.#running ??= this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#surroundings;
    while (!signal.aborted) {
      await this.#sweep();
      await clock.sleep(SWEEP_EVERY_MS, signal);
    }
  }

  async #sweep(): Promise<void> {
    const { ledger, clock, logger } = this.#surroundings;
    const before = clock.now() - this.#days * DAY_MS;
    try {
      const entries = await ledger.audit.prune(before);
      await ledger.tokenUses.prune(before);
      if (entries > 0) logger.info({ entries, days: this.#days }, 'entries of the audit log have gone with their time');
    } catch (error) {
      logger.warn({ err: error }, 'the audit log could not be cut off at its old end; it is tried again');
    }
  }
}
