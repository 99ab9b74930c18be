import { within } from '@passback/service-kit';
import { INPUT_TOPICS } from '../input-topics.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';

/**
 * Waits until what Otus had sent is evaluated, so that a run has all that was accepted before it. Runs that begin together wait
 * together: each wait asks the broker again and again, and at a common hour of night hundreds begin.
 */
export class CatchUp {
  readonly #context: Pick<RulesContext, 'messaging' | 'group' | 'clock'>;
  /** The wait that began last; it looks to what had come by then. */
  #underWay: Promise<unknown> = Promise.resolve();
  /** The wait that has not begun yet, for whoever comes now. */
  #next: Promise<boolean> | null = null;

  constructor(context: Pick<RulesContext, 'messaging' | 'group' | 'clock'>) {
    this.#context = context;
  }

  /**
   * True once all that was in the topics when this was called is evaluated; false when that takes too long, null when `signal`
   * aborts. Throws `MessagingError` `UNAVAILABLE` when the broker cannot say what is there.
   */
  async caughtUp(signal: AbortSignal): Promise<boolean | null> {
    this.#next ??= this.#begin();
    return unlessAborted(this.#next, signal);
  }

  /** Messages that are not evaluated yet, of all districts. Throws `MessagingError` `UNAVAILABLE`. */
  async behind(): Promise<number> {
    const { messaging, group } = this.#context;
    const lags = await messaging.lag(group, INPUT_TOPICS);
    return Object.values(lags).reduce((sum, messages) => sum + messages, 0);
  }

  async #begin(): Promise<boolean> {
    const { messaging, group, clock } = this.#context;
    // Not for long: the wait before may be behind for reasons that are over.
    await within(LIMITS.catchUpApartMs, this.#underWay, { late: () => undefined, clock });
    this.#next = null;
    const waiting = messaging.waitUntilConsumed(group, INPUT_TOPICS, LIMITS.runCatchUpMs);
    this.#underWay = waiting.catch(() => undefined);
    return waiting;
  }
}

/** Null when it was aborted first; then nobody waits for `work` any more. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  work.catch(() => undefined);
  const { promise: aborted, resolve } = Promise.withResolvers<null>();
  const onAbort = (): void => resolve(null);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
