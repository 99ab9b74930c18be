import type { Ledger } from '@passback/ledger';
import { Loop } from '@passback/service-host';
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

const words = 'old records could not be removed; it is tried again';

/** Cuts everything that grows with time off at its old end, at start and then once an hour. */
export function createRetention(days: RetentionDays, { ledger, clock, logger }: Surroundings): Loop {
  const sweeps: readonly (readonly [what: string, days: number, store: { prune(before: number): Promise<number> }])[] =
    [
      ['audit', days.audit, ledger.audit],
      ['tokenUses', days.audit, ledger.tokenUses],
      // Their letters go sooner.
      ['letterMarks', days.audit, ledger.letterMarks],
      // They say themselves when they end.
      ['sessions', 0, ledger.sessions],
      ['attempts', days.attempts, ledger.attempts],
      ['runs', days.runs, ledger.runs],
      ['terms', days.terms, ledger.gradingPeriods],
    ];
  return new Loop({ clock, logger, task: 'retention', words }, SWEEP_EVERY_MS, async (loop) => {
    for (const [what, days, store] of sweeps)
      await loop.attempt({ what }, async () => {
        const removed = await store.prune(clock.now() - days * DAY_MS);
        if (removed > 0) logger.info({ what, removed, days }, 'records have gone with their time');
      });
  });
}
