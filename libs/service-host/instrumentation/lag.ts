import type { TopicDefinition } from '@passback/contracts';
import type { Messaging } from '@passback/messaging';
import { boundToService, MESSAGING_ATTRIBUTES, METRICS, measure } from '@passback/telemetry';

/** More often than metrics are exported, so that no export is without it. */
const MEASURED_MS = 10_000;
/** The first time after a consumer began: soon, and not before it has joined. */
const FIRST_MS = 1_000;

/** What one group takes. */
interface Consumed {
  readonly topics: Map<string, TopicDefinition<unknown>>;
  /** As the service whose group it is. */
  readonly tell: typeof tellOf;
}

/**
 * Measures how many messages each consumer group of this process has before it, one look at a time; as many series as the service
 * has consumers. A broker that does not say leaves a gap.
 */
export class LagMeter {
  readonly #messaging: Pick<Messaging, 'lag'>;
  readonly #consumed = new Map<string, Consumed>();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(messaging: Pick<Messaging, 'lag'>) {
    this.#messaging = messaging;
  }

  /** From now on the group is measured in this topic; `forget` ends it. */
  watch(group: string, topic: TopicDefinition<unknown>): { forget(): void } {
    const consumed = this.#consumed.get(group) ?? { topics: new Map(), tell: boundToService(tellOf) };
    this.#consumed.set(group, consumed);
    const { topics } = consumed;
    topics.set(topic.name, topic);
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
    for (const [group, consumed] of this.#consumed) {
      if (consumed.topics.size > 0) await this.#measureGroup(group, consumed);
    }
  }

  async #measureGroup(group: string, { topics, tell }: Consumed): Promise<void> {
    try {
      tell(group, await this.#messaging.lag(group, [...topics.values()]));
    } catch {
      // Trouble of the broker is said by the consumer, which has it too.
    }
  }
}

function tellOf(group: string, lags: Awaited<ReturnType<Messaging['lag']>>): void {
  for (const [topic, messages] of Object.entries(lags))
    measure(METRICS.consumerLag, messages, {
      [MESSAGING_ATTRIBUTES.destination]: topic,
      [MESSAGING_ATTRIBUTES.group]: group,
    });
}
