import type { Ledger, RunProgress, RunRecord } from '@passback/ledger';

/** How many times as long as it took a count is good for: counting one run then takes at most a 20th of the ledger's time. */
const KEPT_TIMES = 20;
/** However long it took, what people see is not older than that. */
const KEPT_AT_MOST_MS = 5_000;
/** Runs whose counts are kept; more than go on at once. */
const RUNS_KEPT = 1_000;

interface Count {
  readonly progress: Promise<RunProgress>;
  /** On the process's own watch; null while it goes on. */
  goodUntil: number | null;
}

/**
 * How far runs are that go on. Counting one goes through all its units, so those who ask at once share a count, and it is good
 * for a while; for small districts that is no time that anybody sees.
 */
export class RunCounting {
  readonly #units: Pick<Ledger['sectionAssessments'], 'runProgress'>;
  readonly #watch: () => number;
  readonly #counts = new Map<string, Count>();

  /** `watch`: milliseconds since some instant. */
  constructor(units: Pick<Ledger['sectionAssessments'], 'runProgress'>, watch = () => performance.now()) {
    this.#units = units;
    this.#watch = watch;
  }

  /** Rejects as the ledger does. */
  progress({ districtId, runId }: Pick<RunRecord, 'districtId' | 'runId'>): Promise<RunProgress> {
    const key = JSON.stringify([districtId, runId]);
    const known = this.#counts.get(key);
    if (known !== undefined && (known.goodUntil === null || known.goodUntil > this.#watch())) return known.progress;
    this.#counts.delete(key);
    const begin = this.#watch();
    const count: Count = { progress: this.#units.runProgress(districtId, runId), goodUntil: null };
    count.progress.then(
      () => {
        const now = this.#watch();
        count.goodUntil = now + Math.min(KEPT_AT_MOST_MS, (now - begin) * KEPT_TIMES);
      },
      () => (count.goodUntil = 0),
    );
    this.#keep(key, count);
    return count.progress;
  }

  /** The oldest count goes where there are too many. */
  #keep(key: string, count: Count): void {
    this.#counts.set(key, count);
    if (this.#counts.size <= RUNS_KEPT) return;
    for (const oldest of this.#counts.keys()) {
      this.#counts.delete(oldest);
      return;
    }
  }
}
