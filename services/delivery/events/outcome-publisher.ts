import { type DeliveryOutcome, topics } from '@passback/contracts';
import { type Messaging, MessagingError, type OutgoingMessage } from '@passback/messaging';
import type { Clock, Logger } from '@passback/service-kit';
import { outsideOfSpans } from '@passback/telemetry';

/** Messages of one produce: about 1 MB. */
const MAX_BATCH = 500;
/** Messages that wait for the broker, some 20 MB; the ledger holds the truth, so beyond this the oldest are dropped and counted. */
const MAX_WAITING = 10_000;
const RETRY_MS = 1_000;

/** Publishes outcomes beside the delivery: a broker that is slow or away holds no lane back. */
export class OutcomePublisher {
  readonly #messaging: Pick<Messaging, 'produce'>;
  readonly #clock: Clock;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #stopping = new AbortController();
  #waiting: OutgoingMessage<DeliveryOutcome>[] = [];
  #publishing: Promise<void> | null = null;
  #dropped = 0;
  #batch = MAX_BATCH;

  constructor(messaging: Pick<Messaging, 'produce'>, clock: Clock, logger: Pick<Logger, 'warn'>) {
    this.#messaging = messaging;
    this.#clock = clock;
    this.#logger = logger;
  }

  publish(message: OutgoingMessage<DeliveryOutcome>): void {
    this.#waiting.push(message);
    if (this.#waiting.length > MAX_WAITING) this.#drop(this.#waiting.length - MAX_WAITING);
    // Each message is sent in its own journey, and not in the recording of whichever came first.
    this.#publishing ??= outsideOfSpans(() => this.#publishAll());
  }

  /** Publishes what waits, once more and no longer than a produce takes; what the broker does not take then is dropped. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#publishing;
  }

  async #publishAll(): Promise<void> {
    // Outcomes come in batches: what is recorded together goes out together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#batch);
      try {
        await this.#messaging.produce(topics.outcomes, batch);
        this.#dropped = 0;
        this.#batch = MAX_BATCH;
      } catch (error) {
        this.#waiting.unshift(...batch);
        if (this.#stopping.signal.aborted) this.#drop(this.#waiting.length);
        else if (isForGood(error)) this.#putAside(batch.length);
        else await this.#waitForBroker(error);
      }
    }
    this.#publishing = null;
  }

  /** One of these can never be taken: they are tried one by one, and it alone is dropped. */
  #putAside(tried: number): void {
    if (tried === 1) this.#drop(1);
    this.#batch = tried === 1 ? MAX_BATCH : 1;
  }

  async #waitForBroker(error: unknown): Promise<void> {
    this.#logger.warn({ err: error, waiting: this.#waiting.length }, 'outcomes wait for the broker');
    await this.#clock.sleep(RETRY_MS, this.#stopping.signal);
  }

  #drop(count: number): void {
    this.#waiting.splice(0, count);
    if (this.#dropped === 0)
      this.#logger.warn(
        { dropped: count },
        'outcomes are not told any more: the broker takes none; the ledger has them',
      );
    this.#dropped += count;
  }
}

function isForGood(error: unknown): boolean {
  return error instanceof MessagingError && error.code !== 'UNAVAILABLE';
}
