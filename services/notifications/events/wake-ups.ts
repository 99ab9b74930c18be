import { topics } from '@passback/contracts';
import { ConsumerGroup, type Messaging } from '@passback/messaging';
import type { Clock, Logger } from '@passback/service-kit';
import { LIMITS } from '../limits.ts';

export interface WakeUpOptions {
  readonly messaging: Messaging;
  readonly group: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly onWake: () => void;
}

/**
 * Consumes runs as hints that a night has ended: what is told is read from the ledger. A hint that is lost, or comes again, changes nothing
 * but when it is looked.
 */
export function createWakeUps({ group, onWake, ...options }: WakeUpOptions): ConsumerGroup {
  const wake = (): ReturnType<Messaging['consume']> =>
    options.messaging.consume(topics.runs, {
      group,
      maxBatch: LIMITS.wakeUpsPerBatch,
      from: 'newest',
      handle: async (messages) => {
        if (messages.some(({ value }) => value.finished != null)) onWake();
        return undefined;
      },
    });
  return new ConsumerGroup({ ...options, topics: [topics.runs, topics.deadLetters], consume: [wake] });
}
