/** Requests kept for looking at; the counters go on beyond it. */
const MAX_LOGGED_REQUESTS = 10_000;

export interface LoggedRequest {
  readonly seq: number;
  /** When it came, ms since the epoch on the simulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly route: string;
  /** With its query; holds ids only. */
  readonly path: string;
  /** Null when no answer was given (reset, hung). */
  readonly status: number | null;
  /** The kind of the fault that was put in, if one was. */
  readonly fault: string | null;
}

export interface Counters {
  /** Requests by `METHOD route`. */
  readonly byRoute: Readonly<Record<string, number>>;
  readonly reads: number;
  /** PUT, POST and DELETE that change the gradebook. */
  readonly writes: number;
  readonly tokens: number;
}

/** POST routes that change nothing. */
const READING_POSTS: ReadonlySet<string> = new Set(['/ws/xte/assignment_score']);

export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  readonly #byRoute = new Map<string, number>();
  #seq = 0;
  #reads = 0;
  #writes = 0;
  #tokens = 0;

  add(entry: Omit<LoggedRequest, 'seq'>): void {
    this.#seq += 1;
    this.#entries.push({ seq: this.#seq, ...entry });
    // Cut in large steps: taking one from the front of a full list for each request would be the simulator's main work.
    if (this.#entries.length >= 2 * MAX_LOGGED_REQUESTS) this.#entries.splice(0, MAX_LOGGED_REQUESTS);
    const key = `${entry.method} ${entry.route}`;
    this.#byRoute.set(key, (this.#byRoute.get(key) ?? 0) + 1);
    if (entry.route.endsWith('/oauth/access_token') || entry.route.endsWith('/token')) this.#tokens += 1;
    else if (entry.method === 'GET' || READING_POSTS.has(entry.route)) this.#reads += 1;
    else this.#writes += 1;
  }

  /** The newest requests, oldest first. */
  entries(): readonly LoggedRequest[] {
    return this.#entries.slice(-MAX_LOGGED_REQUESTS);
  }

  counters(): Counters {
    return {
      byRoute: Object.fromEntries([...this.#byRoute].sort(([a], [b]) => a.localeCompare(b))),
      reads: this.#reads,
      writes: this.#writes,
      tokens: this.#tokens,
    };
  }

  clear(): void {
    this.#entries.length = 0;
    this.#byRoute.clear();
    this.#reads = 0;
    this.#writes = 0;
    this.#tokens = 0;
  }
}
