import type { TopicDefinition } from '@passback/contracts';
import type { Messaging } from '@passback/messaging';
import { type Logger, Troubles } from '@passback/service-kit';
import { boundToService, MESSAGING_ATTRIBUTES, METRICS, measure } from '@passback/telemetry';

/** More often than metrics are exported, so that no export is without it. */
const MEASURED_MS = 10_000;
/** The first time after a consumer began: soon, and not before it has joined. */
const FIRST_MS = 1_000;

/** What one group takes. */
interface Consumed {
  readonly topics: Map<string, TopicDefinition<unknown>>;
  /** As the service whose group it is. */
  readonly measure: () => Promise<void>;
}

/**
 * Measures how many messages each consumer group of this process has before it, one look at a time; as many series as the service
 * has consumers. A broker that does not say leaves a gap; that is counted, since it may say all the rest.
 */
export class LagMeter {
  readonly #messaging: Pick<Messaging, 'lag'>;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #consumed = new Map<string, Consumed>();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(messaging: Pick<Messaging, 'lag'>, logger: Pick<Logger, 'warn'>) {
    this.#messaging = messaging;
    this.#logger = logger;
  }

  /** From now on the group is measured in this topic; `forget` ends it. */
  watch(group: string, topic: TopicDefinition<unknown>): { forget(): void } {
    const consumed = this.#consumed.get(group) ?? this.#meterOf(group);
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
    for (const { topics, measure } of this.#consumed.values()) if (topics.size > 0) await measure();
  }

  #meterOf(group: string): Consumed {
    const topics: Consumed['topics'] = new Map();
    const troubles = new Troubles(
      'lag',
      this.#logger,
      'how far a group is behind cannot be measured; it is tried again',
    );
    const measure = async (): Promise<void> => {
      try {
        tellOf(group, await this.#messaging.lag(group, [...topics.values()]));
        troubles.over();
      } catch (error) {
        if (!this.#isStopped) troubles.met(error, { group });
      }
    };
    return { topics, measure: boundToService(measure) };
  }
}

function tellOf(group: string, lags: Awaited<ReturnType<Messaging['lag']>>): void {
  for (const [topic, messages] of Object.entries(lags))
    measure(METRICS.consumerLag, messages, {
      [MESSAGING_ATTRIBUTES.destination]: topic,
      [MESSAGING_ATTRIBUTES.group]: group,
    });
}
