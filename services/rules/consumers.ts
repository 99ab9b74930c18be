import { fingerprintOfKnownValues, topics } from '@passback/contracts';
import { INPUT_TOPICS } from './input-topics.ts';
import type { Consumer } from '@passback/messaging';
import { evaluateArrivals } from './evaluate/evaluate-arrivals.ts';
import { takeStaff } from './evaluate/take-staff.ts';
import { LIMITS } from './limits.ts';
import { replayLetters } from './replay/replay-letters.ts';
import type { RulesContext } from './rules-context.ts';
import type { RunCare } from './runs/run-care.ts';

/** Topics that this service reads or writes. */
const TOPICS = [...INPUT_TOPICS, topics.deliveries, topics.outcomes, topics.runs, topics.deadLetters];

/**
 * This service's consumers. A broker that is away at the start is no reason not to start: it is tried again until it is there,
 * and readiness says so meanwhile.
 */
export class Consumers {
  readonly #context: RulesContext;
  readonly #care: Pick<RunCare, 'notice'>;
  readonly #stopping = new AbortController();
  readonly #running: Consumer[] = [];
  #connecting: Promise<void> = Promise.resolve();
  #trouble: string | null = 'not consuming yet';

  constructor(context: RulesContext, care: Pick<RunCare, 'notice'>) {
    this.#context = context;
    this.#care = care;
  }

  /** Null while all of them work. */
  trouble(): string | null {
    return (
      this.#trouble ?? this.#running.map((consumer) => consumer.trouble()).find((trouble) => trouble !== null) ?? null
    );
  }

  /** Resolves after the first try; if that fails, more follow. */
  async start(): Promise<void> {
    if (await this.#tryToConnect()) return;
    this.#connecting = this.#keepTrying();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#connecting;
    await this.#stopRunning();
  }

  async #keepTrying(): Promise<void> {
    const { signal } = this.#stopping;
    do await this.#context.clock.sleep(LIMITS.connectAgainMs, signal);
    while (!signal.aborted && !(await this.#tryToConnect()));
  }

  async #tryToConnect(): Promise<boolean> {
    try {
      await this.#context.messaging.ensureTopics(TOPICS);
      await this.#consumeAll();
      this.#trouble = null;
      return true;
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== this.#trouble)
        this.#context.logger.warn({ err: error }, 'the broker is not there and is tried again');
      this.#trouble = trouble;
      await this.#stopRunning();
      return false;
    }
  }

  async #consumeAll(): Promise<void> {
    const { messaging, group } = this.#context;
    this.#running.push(
      await messaging.consume(topics.staff, {
        group,
        maxBatch: LIMITS.messagesPerBatch,
        handle: (messages) => takeStaff(this.#context, messages),
      }),
    );
    this.#running.push(
      await messaging.consume(topics.sectionAssessments, {
        group,
        maxBatch: LIMITS.messagesPerBatch,
        handle: (messages) => evaluateArrivals(this.#context, messages),
      }),
    );
    this.#running.push(
      await messaging.consume(topics.deadLetters, {
        // A version that knows more values begins with the oldest: what waited for it is taken in as soon as it is there.
        group: `${group}-letters-${fingerprintOfKnownValues()}`,
        maxBatch: LIMITS.lettersPerBatch,
        handle: async (letters) => {
          await replayLetters(this.#context, letters);
          return undefined;
        },
      }),
    );
    this.#running.push(
      await messaging.consume(topics.outcomes, {
        group: `${group}-progress`,
        maxBatch: LIMITS.outcomesPerBatch,
        from: 'newest',
        handle: async (messages) => {
          for (const { value } of messages) this.#care.notice(value.districtId, value.runId);
          return undefined;
        },
      }),
    );
  }

  async #stopRunning(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((consumer) => consumer.stop()));
  }
}
