import { IngestionError } from './ingestion-error.ts';

export interface PatienceOptions {
  /** How long a call is made again before its failure is final, in milliseconds. */
  readonly patienceMs?: number;
  /** Ends the waiting, and with it the tries. */
  readonly signal?: AbortSignal;
  /** Told before each wait. */
  readonly onWait?: (waitMs: number, error: IngestionError) => void;
  /** Resolves after `ms`, or earlier when `signal` aborts. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Milliseconds, monotonic. */
  readonly now?: () => number;
}

const PATIENCE_MS = 10 * 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A service that asks for more than that is asked again sooner. */
const LONGEST_ASKED_MS = 5 * 60_000;

/**
 * Makes a call again while it fails with what passes: after what the service asks for, otherwise after half a second, one, two … up to half a
 * minute, each time up to half of it more or less, so that many clients do not come together. Throws what the last try threw.
 */
export async function patiently<T>(call: () => Promise<T>, options: PatienceOptions = {}): Promise<T> {
  const { patienceMs = PATIENCE_MS, signal, onWait, sleep = sleepFor, now = () => performance.now() } = options;
  const begin = now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      const mayTryAgain = error instanceof IngestionError && error.isPassing && !isEnded(signal);
      if (!mayTryAgain) throw error;
      const own = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) * (0.5 + Math.random());
      const waitMs =
        error.retryAfterMs === null
          ? own
          : Math.min(LONGEST_ASKED_MS, error.retryAfterMs) + Math.random() * FIRST_WAIT_MS;
      if (now() - begin + waitMs > patienceMs) throw error;
      onWait?.(waitMs, error);
      await sleep(waitMs, signal);
      if (isEnded(signal)) throw error;
    }
  }
}

function isEnded(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (isEnded(signal)) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
