import { type TopicDefinition, topics as catalogue } from '@passback/contracts';
import { systemClock } from '@passback/service-kit';
import { encodeMessages } from '../transfer/encoded-message.ts';
import { CHECK_LIMIT_MS } from '../port/limits.ts';
import {
  type ConsumeOptions,
  type Consumer,
  type Messaging,
  MessagingError,
  type MessagingOptions,
  type OutgoingMessage,
  type TopicCopies,
} from '../port/messaging.ts';
import type { Admin } from 'kafkajs';
import { ensureTopics } from './ensure-topics.ts';
import { groupProgress, type PartitionProgress, positionOf } from './group-progress.ts';
import { KafkaAdmin } from './kafka-admin.ts';
import { type KafkaAccess, kafkaAccess } from './kafka-clients.ts';
import { KafkaConsumer } from './kafka-consumer.ts';
import { topicFaults } from './topic-faults.ts';
import { KafkaProducer, type ProducerLimits } from './kafka-producer.ts';

/** For one question to the cluster; creating topics on a busy cluster takes the longest. */
const ADMIN_LIMIT_MS = 8_000;
/** Topics are changed by people, and rarely. */
const TOPICS_LOOKED_AT_MS = 60_000;
/** How soon a group that has caught up is seen to have. */
const PROGRESS_POLL_MS = 100;

/**
 * Messaging over Kafka. Nothing is connected yet when this resolves: producer, consumers and admin connect when they are needed and
 * again whenever a connection is lost. Throws `INVALID_URL`.
 *
 * The consumer group on the broker is `<prefix><group>.<topic name>`, one for each topic that a group consumes: members of one Kafka
 * group have to subscribe to the same topics (kafkajs gives a member partitions of topics that it does not consume).
 */
export async function openKafkaMessaging(options: MessagingOptions, limits?: ProducerLimits): Promise<Messaging> {
  return new KafkaMessaging(options, limits);
}

class KafkaMessaging implements Messaging {
  readonly #options: MessagingOptions;
  readonly #access: KafkaAccess;
  readonly #producer: KafkaProducer;
  readonly #admin: KafkaAdmin;
  readonly #consumers = new Set<Consumer>();
  readonly #stopping = new AbortController();
  readonly #inUse = new Map<string, TopicDefinition<unknown>>();
  #topics: { readonly faults: readonly string[]; readonly lookedAt: number } = { faults: [], lookedAt: -Infinity };
  #hasDeadLetters = false;
  #stopped: Promise<void> | null = null;

  constructor(options: MessagingOptions, limits?: ProducerLimits) {
    this.#options = options;
    this.#access = kafkaAccess(options);
    this.#producer = new KafkaProducer(this.#access, options.log, limits);
    this.#admin = new KafkaAdmin(this.#access);
  }

  async ensureTopics(topics: readonly TopicDefinition<unknown>[], copies?: TopicCopies): Promise<void> {
    this.#refuseWhenStopped();
    const named = topics.map((topic) => ({ name: this.#topicName(topic), topic }));
    for (const { name, topic } of named) this.#inUse.set(name, topic);
    const on = `topic ${named.map(({ name }) => name).join(', ')}`;
    const asked = { right: 'Create', on } as const;
    await this.#admin.ask(
      'topics cannot be created',
      ADMIN_LIMIT_MS,
      (admin) => ensureTopics(admin, named, copies ?? this.#options.copies),
      asked,
    );
  }

  async produce<T>(topic: TopicDefinition<T>, messages: readonly OutgoingMessage<T>[]): Promise<void> {
    await this.#producer.produce(this.#topicName(topic), () => encodeMessages(topic, messages));
  }

  async consume<T>(topic: TopicDefinition<T>, options: ConsumeOptions<T>): Promise<Consumer> {
    this.#refuseWhenStopped();
    const deadLetters = this.#topicName(catalogue.deadLetters);
    const consumer = new KafkaConsumer({
      access: this.#access,
      groupId: this.#groupId(options.group, topic),
      delivery: { topic, topicName: this.#topicName(topic), handle: options.handle },
      maxBatch: options.maxBatch,
      storeDeadLetters: (letters) => this.#producer.produce(deadLetters, () => letters),
      prepare: () => this.#prepareConsuming(topic, options),
      report: this.#options.log,
    });
    this.#consumers.add(consumer);
    // What comes from now on must not be missed; where a group starts at the oldest message, there is nothing to wait for.
    if (options.from === 'newest') await consumer.started();
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
    const lags = await Promise.all(
      topics.map(async (topic) => {
        const partitions = await this.#progress(group, topic);
        const behind = partitions.reduce((sum, partition) => sum + partition.high - positionOf(partition), 0n);
        return [topic.name, Number(behind)] as const;
      }),
    );
    return Object.fromEntries(lags);
  }

  async waitUntilConsumed(
    group: string,
    topics: readonly TopicDefinition<unknown>[],
    timeoutMs: number,
  ): Promise<boolean> {
    this.#refuseWhenStopped();
    const deadline = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#stopping.signal]);
    let open = await Promise.all(
      topics.map(async (topic) => {
        const ends = (await this.#progress(group, topic)).map(({ partition, high }) => [partition, high] as const);
        return { topic, ends: new Map(ends) };
      }),
    );
    while (!deadline.aborted) {
      const isBehind = await Promise.all(open.map(({ topic, ends }) => this.#isBehind(group, topic, ends)));
      open = open.filter((_, index) => isBehind[index]);
      if (open.length === 0) return true;
      await systemClock.sleep(PROGRESS_POLL_MS, deadline);
    }
    return false;
  }

  async check(): Promise<void> {
    this.#refuseWhenStopped();
    await this.#admin.ask('Kafka cannot be reached', CHECK_LIMIT_MS, (admin) => admin.describeCluster());
    const refusal = this.#producer.refusal();
    if (refusal !== null) throw new MessagingError('UNAVAILABLE', refusal);
    const faults = await this.#topicFaults();
    if (faults.length > 0) throw new MessagingError('UNAVAILABLE', faults.join('; '));
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** Of the topics that this process works with; looked at once a minute. */
  async #topicFaults(): Promise<readonly string[]> {
    const { copies } = this.#options;
    const isFresh = performance.now() - this.#topics.lookedAt < TOPICS_LOOKED_AT_MS;
    if (copies === undefined || isFresh) return this.#topics.faults;
    const named = [...this.#inUse].map(([name, topic]) => ({ name, topic }));
    const asked = { right: 'DescribeConfigs', on: `topic ${named.map(({ name }) => name).join(', ')}` } as const;
    const look = (admin: Admin): Promise<readonly string[]> => topicFaults(admin, named, copies);
    const faults = await this.#admin.ask('topics cannot be looked at', CHECK_LIMIT_MS, look, asked);
    this.#topics = { faults, lookedAt: performance.now() };
    return faults;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
    await this.#producer.stop();
    await this.#admin.disconnect();
  }

  /** What has to be there before a consumer starts; where its partitions without a committed offset start. */
  async #prepareConsuming<T>(topic: TopicDefinition<T>, options: ConsumeOptions<T>): Promise<Map<number, string>> {
    if (!this.#hasDeadLetters) await this.ensureTopics([catalogue.deadLetters]);
    this.#hasDeadLetters = true;
    if (options.from !== 'newest') return new Map();
    const partitions = await this.#progress(options.group, topic);
    const open = partitions.filter(({ committed }) => committed === null);
    return new Map(open.map(({ partition, high }) => [partition, String(high)]));
  }

  #progress(group: string, topic: TopicDefinition<unknown>): Promise<PartitionProgress[]> {
    const name = this.#topicName(topic);
    const groupId = this.#groupId(group, topic);
    return this.#admin.ask(
      `the offsets of ${name} cannot be read`,
      ADMIN_LIMIT_MS,
      (admin) => groupProgress(admin, groupId, name),
      { right: 'Describe', on: `topic ${name} and the group ${groupId}` },
    );
  }

  async #isBehind(group: string, topic: TopicDefinition<unknown>, ends: ReadonlyMap<number, bigint>): Promise<boolean> {
    try {
      const partitions = await this.#progress(group, topic);
      return partitions.some((partition) => positionOf(partition) < (ends.get(partition.partition) ?? 0n));
    } catch {
      // A broker that is away for a moment; the caller's time limit holds.
      return true;
    }
  }

  #topicName({ name }: Pick<TopicDefinition<unknown>, 'name'>): string {
    return `${this.#options.prefix ?? ''}${name}`;
  }

  #groupId(group: string, { name }: Pick<TopicDefinition<unknown>, 'name'>): string {
    return `${this.#options.prefix ?? ''}${group}.${name}`;
  }

  #refuseWhenStopped(): void {
    if (this.#stopped !== null) throw new MessagingError('STOPPED', 'messaging has been stopped');
  }
}
