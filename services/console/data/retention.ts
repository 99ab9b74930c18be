import type { Ledger } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Retention is told in days; a record may stay this much longer. */
const SWEEP_EVERY_MS = 60 * 60 * 1_000;

/** How many days each kind of history is kept. */
export interface RetentionDays {
  /** Commands, with uses of tokens and what was done with dead letters. */
  readonly audit: number;
  readonly attempts: number;
  /** Runs that are finished; each district's newest night stays, since the next one is reckoned from it. */
  readonly runs: number;
  /** Terms as PowerSchool gave them. */
  readonly terms: number;
}

interface Surroundings {
  readonly ledger: Pick<
    Ledger,
    'audit' | 'tokenUses' | 'letterMarks' | 'sessions' | 'attempts' | 'runs' | 'gradingPeriods'
  >;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Cuts everything that grows with time off at its old end, at start and then once an hour. */
export class Retention {
  readonly #days: RetentionDays;
  readonly #surroundings: Surroundings;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;

  constructor(days: RetentionDays, surroundings: Surroundings) {
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
    const { clock, ledger } = this.#surroundings;
    const { audit, attempts, runs, terms } = this.#days;
    while (!signal.aborted) {
      await this.#sweep('audit', audit, (before) => ledger.audit.prune(before));
      await this.#sweep('tokenUses', audit, (before) => ledger.tokenUses.prune(before));
      // Their letters go sooner.
      await this.#sweep('letterMarks', audit, (before) => ledger.letterMarks.prune(before));
      // They say themselves when they end.
      await this.#sweep('sessions', 0, (before) => ledger.sessions.prune(before));
      await this.#sweep('attempts', attempts, (before) => ledger.attempts.prune(before));
      await this.#sweep('runs', runs, (before) => ledger.runs.prune(before));
      await this.#sweep('terms', terms, (before) => ledger.gradingPeriods.prune(before));
      await clock.sleep(SWEEP_EVERY_MS, signal);
    }
  }

  async #sweep(what: string, days: number, prune: (before: number) => Promise<number>): Promise<void> {
    const { clock, logger } = this.#surroundings;
    if (this.#stopping.signal.aborted) return;
    try {
      const removed = await prune(clock.now() - days * DAY_MS);
      if (removed > 0) logger.info({ what, removed, days }, 'records have gone with their time');
    } catch (error) {
      logger.warn({ err: error, what }, 'old records could not be removed; it is tried again');
    }
  }
}
