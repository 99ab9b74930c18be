import { topics } from '@passback/contracts';
import { ConsumerGroup, type Messaging } from '@passback/messaging';
import type { Clock, Logger } from '@passback/service-kit';

/** Wake-ups of one batch; each only names a district. */
const MAX_BATCH = 500;

export interface WakeUpOptions {
  readonly messaging: Messaging;
  readonly group: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** `isAsked`: a person asks for it. */
  readonly onWake: (districtId: string, isAsked: boolean) => void;
}

/**
 * Consumes delivery requests as what they are here: a hint that a district has work due. Each is resolved at once, so that no slow
 * district ever holds an offset back; one that is lost costs a second, until the ledger is asked the next time; with a circuit open, that the next probe is waited for.
 */
export function createWakeUps({ group, onWake, ...options }: WakeUpOptions): ConsumerGroup {
  const wake = (): ReturnType<Messaging['consume']> =>
    options.messaging.consume(topics.deliveries, {
      group,
      maxBatch: MAX_BATCH,
      from: 'newest',
      handle: async (messages) => {
        const asked = new Map<string, boolean>();
        for (const { value } of messages)
          asked.set(value.districtId, value.asked || asked.get(value.districtId) === true);
        for (const [districtId, isAsked] of asked) onWake(districtId, isAsked);
        return undefined;
      },
    });
  return new ConsumerGroup({
    ...options,
    topics: [topics.deliveries, topics.outcomes, topics.deadLetters],
    consume: [wake],
  });
}
