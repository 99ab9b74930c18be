import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 15_000;
const POLL_MS = 20;

/** Waits until `assert` no longer throws; its last error after 15 s. */
export async function eventually(assert: () => void | Promise<void>): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    try {
      return await assert();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(POLL_MS);
  }
}
