import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after `ms`, or at once when `abort` says so; never rejects. */
export async function pause(ms: number, abort: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: abort }).catch(() => undefined);
}

/** Whether `work` settled within `ms`; what it gives or throws is its caller's. */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, pause(ms, timer.signal).then(() => false)]);
  } finally {
    timer.abort();
  }
}
