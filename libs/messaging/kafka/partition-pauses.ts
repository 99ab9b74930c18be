import { retryDelayMs } from '../transfer/retry-delay.ts';

interface Pause {
  readonly failures: number;
  readonly error: string;
  readonly timer: NodeJS.Timeout;
  readonly resume: () => void;
}

/** Partitions that wait because their messages could not be handled; each for itself. */
export class PartitionPauses {
  readonly #pauses = new Map<number, Pause>();

  /** Why the first of them waits; null where none does. */
  trouble(): string | null {
    return this.#pauses.values().next().value?.error ?? null;
  }

  /** Has `resume` called after a delay that grows with each failure in a row; gives the failures and the delay. */
  failed(partition: number, error: string, resume: () => void): { failures: number; delayMs: number } {
    const before = this.#pauses.get(partition);
    clearTimeout(before?.timer);
    const failures = (before?.failures ?? 0) + 1;
    const delayMs = retryDelayMs(failures);
    this.#pauses.set(partition, { failures, error, resume, timer: setTimeout(resume, delayMs) });
    return { failures, delayMs };
  }

  succeeded(partition: number): void {
    clearTimeout(this.#pauses.get(partition)?.timer);
    this.#pauses.delete(partition);
  }

  /** Forgets partitions that are another member's now, and resumes them: kafkajs keeps a pause for when they come back. */
  keepOnly(assigned: ReadonlySet<number>): void {
    for (const [partition, { resume }] of this.#pauses) {
      if (assigned.has(partition)) continue;
      this.succeeded(partition);
      resume();
    }
  }

  clear(): void {
    for (const partition of [...this.#pauses.keys()]) this.succeeded(partition);
  }
}
