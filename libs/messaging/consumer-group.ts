import type { TopicDefinition } from '@passback/contracts';
import type { Clock } from '@passback/service-kit';
import type { Consumer, Messaging, MessagingOptions } from './port/messaging.ts';

/** A broker that comes back is noticed soon, and one that is away is not asked without a break. */
const CONNECT_AGAIN_MS = 1_000;

export interface ConsumerGroupOptions {
  readonly messaging: Pick<Messaging, 'ensureTopics'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly logger: Pick<NonNullable<MessagingOptions['log']>, 'warn'>;
  /** What the service reads or writes; created where it is missing. */
  readonly topics: readonly TopicDefinition<unknown>[];
  /** Begin to consume, all at once. */
  readonly consume: readonly (() => Promise<Consumer>)[];
}

/**
 * A service's consumers: all of them, or none. A broker that is away at the start is no reason not to start: it is tried again until it
 * is there, and readiness says so meanwhile.
 */
export class ConsumerGroup {
  readonly #options: ConsumerGroupOptions;
  readonly #stopping = new AbortController();
  readonly #running: Consumer[] = [];
  #connecting: Promise<void> = Promise.resolve();
  #trouble: string | null = 'not consuming yet';

  constructor(options: ConsumerGroupOptions) {
    this.#options = options;
  }

  /** For readiness: rejects with what is wrong unless all of them work. */
  async check(): Promise<void> {
    const troubles = [this.#trouble, ...this.#running.map((consumer) => consumer.trouble())];
    const trouble = troubles.find((each) => each !== null) ?? null;
    if (trouble !== null) throw new Error(trouble);
  }

  /** Resolves after the first try; if that fails, more follow. */
  async start(): Promise<void> {
    const first = this.#tryToConnect();
    this.#connecting = first.then((isDone) => (isDone ? undefined : this.#keepTrying()));
    await first;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#connecting;
    await this.#stopRunning();
  }

  async #keepTrying(): Promise<void> {
    const { signal } = this.#stopping;
    do await this.#options.clock.sleep(CONNECT_AGAIN_MS, signal);
    while (!signal.aborted && !(await this.#tryToConnect()));
  }

  async #tryToConnect(): Promise<boolean> {
    const { messaging, topics, logger } = this.#options;
    try {
      await messaging.ensureTopics(topics);
      await this.#begin();
      this.#trouble = null;
      return true;
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== this.#trouble) logger.warn({ err: error }, 'the broker is not there and is tried again');
      this.#trouble = trouble;
      await this.#stopRunning();
      return false;
    }
  }

  /** Those that began are to be stopped where another did not. */
  async #begin(): Promise<void> {
    const begun = await Promise.allSettled(this.#options.consume.map(async (begin) => begin()));
    for (const one of begun) if (one.status === 'fulfilled') this.#running.push(one.value);
    for (const one of begun) if (one.status === 'rejected') throw one.reason;
  }

  async #stopRunning(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((consumer) => consumer.stop()));
  }
}
