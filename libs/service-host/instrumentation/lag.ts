import type { TopicDefinition } from '@passback/contracts';
import type { Messaging } from '@passback/messaging';
import { MESSAGING_ATTRIBUTES, METRICS, record } from '@passback/telemetry';

/** More often than metrics are exported, so that no export is without it. */
const MEASURED_MS = 10_000;
/** The first time after a consumer began: soon, and not before it has joined. */
const FIRST_MS = 1_000;

/**
 * Measures how many messages each consumer group of this process has before it, one look at a time; as many series as the service
 * has consumers. A broker that does not say leaves a gap.
 */
export class LagMeter {
  readonly #messaging: Pick<Messaging, 'lag'>;
  readonly #consumed = new Map<string, Map<string, TopicDefinition<unknown>>>();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(messaging: Pick<Messaging, 'lag'>) {
    this.#messaging = messaging;
  }

  /** From now on the group is measured in this topic; `forget` ends it. */
  watch(group: string, topic: TopicDefinition<unknown>): { forget(): void } {
    const topics = this.#consumed.get(group) ?? new Map<string, TopicDefinition<unknown>>();
    this.#consumed.set(group, topics.set(topic.name, topic));
    if (this.#timer === null) this.#schedule(FIRST_MS);
    return { forget: () => void topics.delete(topic.name) };
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #schedule(ms: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#measure().finally(() => this.#schedule(MEASURED_MS)), ms).unref();
  }

  async #measure(): Promise<void> {
    for (const [group, topics] of this.#consumed) {
      if (topics.size > 0) await this.#measureGroup(group, [...topics.values()]);
    }
  }

  async #measureGroup(group: string, topics: readonly TopicDefinition<unknown>[]): Promise<void> {
    try {
      for (const [topic, messages] of Object.entries(await this.#messaging.lag(group, topics)))
        record(METRICS.consumerLag, messages, {
          [MESSAGING_ATTRIBUTES.destination]: topic,
          [MESSAGING_ATTRIBUTES.group]: group,
        });
    } catch {
      // Trouble of the broker is said by the consumer, which has it too.
    }
  }
}
