import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than anything takes on a busy machine that is waited for, and shorter than a test may: then its own last error is told. */
const LIMIT_MS = 25_000;
const POLL_MS = 15;

/** Tries until `attempt` does not throw, and gives what it gives; throws its last error when `limitMs` have passed. */
export async function eventually<T>(attempt: () => T | Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(POLL_MS);
  }
}
