import { setTimeout as sleep } from 'node:timers/promises';

/** Short beside what is measured; long enough that asking is no load. */
const POLL_MS = 20;

/**
 * Asks every `pollMs` until there is an answer (not null), and gives it. Throws after `limitMs`, saying what was waited for.
 */
export async function until<T>(
  what: string,
  limitMs: number,
  ask: () => Promise<T | null>,
  pollMs = POLL_MS,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms for ${what}`);
    await sleep(pollMs);
  }
}
