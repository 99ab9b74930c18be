import { systemClock } from '@passback/service-kit';
import { errorText } from '../transfer/error-text.ts';
import { type Delivery, handleSlice } from '../transfer/handle-slice.ts';
import { retryDelayMs } from '../transfer/retry-delay.ts';
import { settledWithin } from '../transfer/settled-within.ts';
import { STOP_LIMIT_MS } from '../port/limits.ts';
import type { ConsumeOptions, Consumer, MessagingOptions } from '../port/messaging.ts';
import type { LogTopic } from './log-file.ts';
import type { SharedLog } from './shared-log.ts';

/** Read into memory at once for one call of the handler, whatever `maxBatch` says. */
const READ_BYTES = 8 * 1024 * 1024;
/** A handler that was told to give up gets this long to do so. */
const ABORT_GRACE_MS = 1_000;

export interface EmbeddedConsumption<T> {
  readonly log: SharedLog;
  readonly topic: LogTopic;
  readonly deadLetters: LogTopic;
  readonly group: string;
  readonly delivery: Delivery<T>;
  readonly options: Pick<ConsumeOptions<T>, 'maxBatch'>;
  readonly report: MessagingOptions['log'];
}

/**
 * Consumes a topic of the log, which has one partition: of several consumers of a group one is active, and the next takes over when
 * it stops.
 */
export class EmbeddedConsumer<T> implements Consumer {
  readonly #with: EmbeddedConsumption<T>;
  readonly #stopping = new AbortController();
  readonly #handling = new AbortController();
  readonly #done: Promise<void>;
  #hasTurn = false;
  #trouble: string | null = null;

  constructor(consumption: EmbeddedConsumption<T>) {
    this.#with = consumption;
    this.#done = this.#inTurn();
  }

  trouble(): string | null {
    return this.#trouble;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    // Its turn, when it comes, is over at once.
    if (!this.#hasTurn) return;
    if (await settledWithin(this.#done, STOP_LIMIT_MS)) return;
    this.#handling.abort();
    await settledWithin(this.#done, ABORT_GRACE_MS);
  }

  /** Waits for those of the group who came before, then consumes until stopped. */
  async #inTurn(): Promise<void> {
    const { log, topic, group } = this.#with;
    const seat = `${topic.id}:${group}`;
    const before = log.seats.get(seat) ?? Promise.resolve();
    const mine = before.then(() => this.#consume());
    log.seats.set(seat, mine);
    await mine;
    if (log.seats.get(seat) === mine) log.seats.delete(seat);
  }

  async #consume(): Promise<void> {
    const { log, topic, group, options } = this.#with;
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    this.#hasTurn = true;
    let position = log.file.groupOffset(group, topic) ?? topic.first;
    let failures = 0;
    while (!signal.aborted) {
      if (position >= topic.next) {
        await log.appended.next([topic.id], signal);
        continue;
      }
      try {
        position = await this.#handle(position, options.maxBatch);
        failures = 0;
        this.#trouble = null;
      } catch (error) {
        const delayMs = retryDelayMs(++failures);
        this.#trouble = errorText(error);
        this.#with.report?.warn(
          { topic: topic.name, group, partition: 0, failures, delayMs, error: this.#trouble },
          'the handler failed: paused, then the same messages come again',
        );
        await systemClock.sleep(delayMs, signal);
      }
    }
  }

  /** Gives the position after the messages that were handled. */
  async #handle(position: number, most: number): Promise<number> {
    const { log, topic, deadLetters, group, delivery, report } = this.#with;
    const slice = log.file.read(topic, position, most, READ_BYTES);
    const last = slice.at(-1);
    // All that was there has been pruned meanwhile.
    if (last === undefined) return topic.next;
    const letters = await handleSlice(delivery, slice, this.#handling.signal);
    const next = Number(last.offset) + 1;
    await log.commit(group, topic, next, { topic: deadLetters, letters });
    for (const { headers } of letters)
      report?.warn(
        {
          topic: topic.name,
          group,
          offset: headers['x-origin-offset'],
          code: headers['x-error-code'],
          traceparent: headers['traceparent'],
        },
        'a message went to the dead letters',
      );
    return next;
  }
}
