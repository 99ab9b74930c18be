import type { NotificationStore } from '@passback/ledger';
import { Loop } from '@passback/service-host';
import type { Clock, Logger } from '@passback/service-kit';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SWEEP_EVERY_MS = 60 * 60 * 1_000;
const words = 'old messages could not be removed; it is tried again';

interface Surroundings {
  readonly notifications: Pick<NotificationStore, 'prune'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Cuts what was told off at its old end, at start and then once an hour. */
export function createRetention(days: number, { notifications, clock, logger }: Surroundings): Loop {
  return new Loop({ clock, logger, task: 'retention', words }, SWEEP_EVERY_MS, async () => {
    await notifications.prune(clock.now() - days * DAY_MS);
  });
}
