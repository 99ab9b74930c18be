import type { Logger } from '@passback/service-kit';

export interface JobLimits {
  /** Jobs at work at once. */
  readonly atOnce: number;
  /** Jobs known at once, those that wait among them; what comes then is refused. */
  readonly known: number;
  /** Of both, what one district may have; left out where a district has one job at a time anyway. */
  readonly perDistrict?: { readonly atOnce: number; readonly known: number };
  /** How long a job works while others wait for its place. */
  readonly turnMs: number;
}

/**
 * Asked by a job between two parts of its work: lets those who wait have its place where it had that for a turn, and resolves once it
 * has one again. True where it waited, so that something may have changed meanwhile.
 */
export type Turn = () => Promise<boolean>;

export interface Job {
  /** Whose work it is; left out, the key is the district. */
  readonly district?: string;
  /** Awaited before the job takes a place, so that its waiting keeps no other one from working. */
  readonly ready?: (signal: AbortSignal) => Promise<unknown>;
  readonly work: (signal: AbortSignal, turn: Turn) => Promise<void>;
}

interface Waiting {
  readonly district: string;
  readonly begin: () => void;
}

/**
 * Work that takes longer than a tick: one job at a time per key, at most `atOnce` at work. The others wait in the order in which
 * they became ready, but a district that has its share at work lets the next one pass, and the next begins the moment one ends or had
 * its turn.
 */
export class Jobs {
  readonly #limits: JobLimits;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #known = new Map<string, Promise<void>>();
  readonly #knownOf = new Map<string, number>();
  readonly #workingOf = new Map<string, number>();
  #waiting: Waiting[] = [];
  readonly #stopping = new AbortController();
  readonly #now: () => number;
  #working = 0;

  /** `now`: milliseconds that a turn is counted by. */
  constructor(limits: JobLimits, logger: Pick<Logger, 'warn'>, now = () => performance.now()) {
    this.#limits = limits;
    this.#logger = logger;
    this.#now = now;
  }

  /** False when there is a job of this key, too many are known, or all is being stopped: a later tick comes again. */
  start(key: string, job: Job): boolean {
    const { known, perDistrict } = this.#limits;
    const district = job.district ?? key;
    if (this.#stopping.signal.aborted || this.#known.size >= known || this.#known.has(key)) return false;
    if ((this.#knownOf.get(district) ?? 0) >= (perDistrict?.known ?? known)) return false;
    add(this.#knownOf, district, 1);
    const done = this.#do(district, job)
      .catch((error: unknown) => this.#logger.warn({ err: error, job: key }, 'a job failed and will be begun again'))
      .finally(() => {
        this.#known.delete(key);
        add(this.#knownOf, district, -1);
      });
    this.#known.set(key, done);
    return true;
  }

  /** Whether there is a job of this key, at work or waiting. */
  has(key: string): boolean {
    return this.#known.has(key);
  }

  /** Asks all to come to an end, and waits for it. What waits has its turn with the signal aborted, to give back what it holds. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#known.values());
  }

  async #do(district: string, { ready, work }: Job): Promise<void> {
    const { signal } = this.#stopping;
    await ready?.(signal);
    await this.#takePlace(district);
    let since = this.#now();
    const turn = async (): Promise<boolean> => {
      if (this.#now() - since < this.#limits.turnMs || this.#waiting.length === 0) return false;
      this.#leavePlace(district);
      await this.#takePlace(district);
      since = this.#now();
      return true;
    };
    try {
      await work(signal, turn);
    } finally {
      this.#leavePlace(district);
      this.#giveOutPlaces();
    }
  }

  async #takePlace(district: string): Promise<void> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ district, begin });
      this.#giveOutPlaces();
    });
  }

  #leavePlace(district: string): void {
    this.#working -= 1;
    add(this.#workingOf, district, -1);
  }

  /** To those who have waited longest and whose district has not its share at work. */
  #giveOutPlaces(): void {
    const { atOnce, perDistrict } = this.#limits;
    const share = perDistrict?.atOnce ?? atOnce;
    while (this.#working < atOnce) {
      const next = this.#waiting.find(({ district }) => (this.#workingOf.get(district) ?? 0) < share);
      if (next === undefined) return;
      this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
      this.#working += 1;
      add(this.#workingOf, next.district, 1);
      next.begin();
    }
  }
}

/** Counts that are 0 are not kept. */
function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
