import { FIRST_RETRY_MS, LONGEST_RETRY_MS } from '../port/limits.ts';

/** Milliseconds to wait after the `failures`th failure in a row (1, 2, …): doubling from 250 ms to 15 s. */
export function retryDelayMs(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
}
