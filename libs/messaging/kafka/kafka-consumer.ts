import { systemClock } from '@passback/service-kit';
import { retryDelayMs } from '../transfer/retry-delay.ts';
import { settledWithin } from '../transfer/settled-within.ts';
import { STOP_LIMIT_MS } from '../port/limits.ts';
import type { Consumer } from '../port/messaging.ts';
import { consumeBatch } from './consume-batch.ts';
import { ConsumerSession, type SessionOptions } from './consumer-session.ts';

/** A session that lasted so long was fine; its end is not one more failure in a row. */
const GOOD_SESSION_MS = 60_000;
/** How long `consume()` waits for the broker to say where a new group starts; it goes on in the background. */
const START_LIMIT_MS = 5_000;
const CRASHED_STOP_LIMIT_MS = 2_000;

export interface KafkaConsumption<T> extends Omit<SessionOptions<T>, 'startAt' | 'onJoined'> {
  /**
   * Before each session. Gives where partitions that have no committed offset start, other than at their oldest message; throws while
   * the broker cannot tell.
   */
  readonly prepare: () => Promise<ReadonlyMap<number, string>>;
}

/** Keeps a session of the consumer group running: when one ends, the next follows after a growing delay. */
export class KafkaConsumer<T> implements Consumer {
  readonly #with: KafkaConsumption<T>;
  readonly #stopping = new AbortController();
  readonly #started = Promise.withResolvers<undefined>();
  readonly #done: Promise<void>;
  #session: ConsumerSession<T> | null = null;
  #crash: string | null = null;

  constructor(consumption: KafkaConsumption<T>) {
    this.#with = consumption;
    this.#done = this.#keepRunning();
  }

  /** Resolves when it is known where the group starts; after 5 s in any case. */
  async started(): Promise<void> {
    await settledWithin(this.#started.promise, START_LIMIT_MS);
  }

  trouble(): string | null {
    return this.#crash ?? this.#session?.trouble() ?? null;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#session?.stop(STOP_LIMIT_MS);
    await settledWithin(this.#done, STOP_LIMIT_MS);
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#stopping;
    /** Where the partitions started that had no committed offset at first: "from now on" means from then on. */
    const firstStart = new Map<number, string>();
    for (let failures = 0; !signal.aborted;) {
      const startedAt = performance.now();
      const end = await this.#runSession(firstStart);
      if (signal.aborted) return;
      if (performance.now() - startedAt > GOOD_SESSION_MS) failures = 0;
      const delayMs = retryDelayMs(++failures);
      const { access, groupId, delivery } = this.#with;
      const on = `topic ${delivery.topicName} and the group ${groupId}`;
      this.#crash = access.explain(end, { right: 'Read', on });
      this.#with.report?.warn(
        { groupId: this.#with.groupId, failures, delayMs, error: this.#crash },
        'the consumer has lost the broker and starts again',
      );
      await systemClock.sleep(delayMs, signal);
    }
  }

  /** Gives why it ended. */
  async #runSession(firstStart: Map<number, string>): Promise<unknown> {
    try {
      const startAt = new Map<number, string>();
      for (const [partition, offset] of await this.#with.prepare()) {
        startAt.set(partition, firstStart.get(partition) ?? offset);
        firstStart.set(partition, startAt.get(partition) ?? offset);
      }
      this.#started.resolve(undefined);
      if (this.#stopping.signal.aborted) return null;
      const session = new ConsumerSession({ ...this.#with, startAt, onJoined: () => this.#joined() });
      this.#session = session;
      const end = await session.run((payload) => consumeBatch(session, payload));
      session.handling.abort(end);
      await session.stop(CRASHED_STOP_LIMIT_MS);
      return end;
    } catch (error) {
      return error;
    }
  }

  #joined(): void {
    if (this.#crash !== null) this.#with.report?.info({ groupId: this.#with.groupId }, 'the consumer is back');
    this.#crash = null;
  }
}
