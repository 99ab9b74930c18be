import path from 'node:path';
import { type TopicDefinition, topics as catalogue } from '@passback/contracts';
import { encodeMessages } from '../transfer/encoded-message.ts';
import { errorText } from '../transfer/error-text.ts';
import {
  type ConsumeOptions,
  type Consumer,
  type Messaging,
  MessagingError,
  type MessagingOptions,
  type OutgoingMessage,
} from '../port/messaging.ts';
import { EmbeddedConsumer } from './embedded-consumer.ts';
import type { LogTopic } from './log-file.ts';
import { openSharedLog, type SharedLog } from './shared-log.ts';

const SCHEME = 'embedded:';

/** What the log needs of a topic, whatever its messages are. */
type TopicName = Pick<TopicDefinition<unknown>, 'name' | 'retentionMs'>;

/**
 * Messaging for one process, in an SQLite file below the folder of the URL. Each commit is flushed to disk (`synchronous = FULL`), so
 * what `produce()` has answered survives SIGKILL and a power cut. Topics have one partition. All who open the same folder in one
 * process share the file; a second process is refused with `UNAVAILABLE`.
 */
export async function openEmbeddedMessaging(options: MessagingOptions): Promise<Messaging> {
  const folder = options.url.slice(SCHEME.length);
  if (folder === '')
    throw new MessagingError('INVALID_URL', `${options.url}: the folder is missing, as in embedded:.passback/messages`);
  return new EmbeddedMessaging(options, path.resolve(folder));
}

class EmbeddedMessaging implements Messaging {
  readonly #options: MessagingOptions;
  readonly #log: SharedLog;
  readonly #release: () => Promise<void>;
  readonly #consumers = new Set<Consumer>();
  readonly #producing = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #stopped: Promise<void> | null = null;

  constructor(options: MessagingOptions, folder: string) {
    this.#options = options;
    const { log, release } = openSharedLog(folder, options.log);
    this.#log = log;
    this.#release = release;
  }

  async ensureTopics(topics: readonly TopicDefinition<unknown>[]): Promise<void> {
    this.#refuseWhenStopped();
    for (const topic of topics) this.#topic(topic);
  }

  async produce<T>(topic: TopicDefinition<T>, messages: readonly OutgoingMessage<T>[]): Promise<void> {
    this.#refuseWhenStopped();
    const appending = this.#log.append(this.#topic(topic), () => encodeMessages(topic, messages));
    this.#producing.add(appending);
    try {
      await appending;
    } finally {
      this.#producing.delete(appending);
    }
  }

  async consume<T>(topic: TopicDefinition<T>, options: ConsumeOptions<T>): Promise<Consumer> {
    this.#refuseWhenStopped();
    const logTopic = this.#topic(topic);
    const deadLetters = this.#topic(catalogue.deadLetters);
    const group = this.#group(options.group);
    if (options.from === 'newest' && this.#log.file.groupOffset(group, logTopic) === null)
      await this.#log.commit(group, logTopic, logTopic.next, { topic: deadLetters, letters: [] });
    const consumer = new EmbeddedConsumer({
      log: this.#log,
      topic: logTopic,
      deadLetters,
      group,
      delivery: { topic, topicName: logTopic.name, handle: options.handle },
      options,
      report: this.#options.log,
    });
    this.#consumers.add(consumer);
    return {
      trouble: () => consumer.trouble(),
      stop: async () => {
        await consumer.stop();
        this.#consumers.delete(consumer);
      },
    };
  }

  async lag(group: string, topics: readonly TopicDefinition<unknown>[]): Promise<Readonly<Record<string, number>>> {
    this.#refuseWhenStopped();
    return Object.fromEntries(
      topics.map((topic) => {
        const logTopic = this.#topic(topic);
        return [topic.name, logTopic.next - this.#position(group, logTopic)];
      }),
    );
  }

  async waitUntilConsumed(
    group: string,
    topics: readonly TopicDefinition<unknown>[],
    timeoutMs: number,
  ): Promise<boolean> {
    this.#refuseWhenStopped();
    const deadline = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#stopping.signal]);
    const targets = topics.map((topic) => this.#topic(topic)).map((topic) => ({ topic, next: topic.next }));
    for (;;) {
      if (this.#stopping.signal.aborted) return false;
      const open = targets.filter(({ topic, next }) => this.#position(group, topic) < next);
      if (open.length === 0) return true;
      if (deadline.aborted) return false;
      await this.#log.committed.next(
        open.map(({ topic }) => topic.id),
        deadline,
      );
    }
  }

  async check(): Promise<void> {
    this.#refuseWhenStopped();
    try {
      this.#log.file.check();
    } catch (error) {
      throw new MessagingError('UNAVAILABLE', `the embedded log cannot be read: ${errorText(error)}`, error);
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
    await Promise.allSettled(this.#producing);
    await this.#release();
  }

  #topic({ name, retentionMs }: TopicName): LogTopic {
    try {
      return this.#log.file.topic(`${this.#options.prefix ?? ''}${name}`, retentionMs);
    } catch (error) {
      throw new MessagingError('UNAVAILABLE', `the embedded log cannot be written: ${errorText(error)}`, error);
    }
  }

  #group(group: string): string {
    return `${this.#options.prefix ?? ''}${group}`;
  }

  /** The first offset that the group has not committed. */
  #position(group: string, topic: LogTopic): number {
    return Math.max(this.#log.file.groupOffset(this.#group(group), topic) ?? 0, topic.first);
  }

  #refuseWhenStopped(): void {
    if (this.#stopped !== null) throw new MessagingError('STOPPED', 'messaging has been stopped');
  }
}
