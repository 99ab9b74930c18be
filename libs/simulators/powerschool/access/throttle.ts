export interface ThrottleCounts {
  readonly intervalMs: number;
  readonly permitted: number;
  /** Requests that came too early, and were answered 403. */
  readonly violations: number;
  readonly firstPermittedAt: number | null;
  readonly lastPermittedAt: number | null;
  /** Permitted requests ÷ the slots between the first and the last of them; 1 without an interval. */
  readonly shareOfSlotsUsed: number;
}

/**
 * PowerSchool's API rate limit: the least time between two requests of the plugin, set by the district. It is pacing one
 * by one, not a bucket that fills up again.
 */
export class Throttle {
  /** 0 = off. */
  #intervalMs: number;
  /** How much too early a request may come without being refused, for machines whose timers and network are uneven. */
  #toleranceMs: number;
  #permitted = 0;
  #violations = 0;
  #first: number | null = null;
  #last: number | null = null;

  constructor(intervalMs: number, toleranceMs = 0) {
    this.#intervalMs = intervalMs;
    this.#toleranceMs = toleranceMs;
  }

  /** Changes the interval and starts counting anew. */
  set(intervalMs: number, toleranceMs = 0): void {
    this.#intervalMs = intervalMs;
    this.#toleranceMs = toleranceMs;
    this.clear();
  }

  /** Null when the request may pass, else how many milliseconds too early it is. */
  admit(now: number): number | null {
    const early = this.#last === null ? 0 : this.#last + this.#intervalMs - now;
    if (this.#intervalMs > 0 && early > this.#toleranceMs) {
      this.#violations += 1;
      return early;
    }
    this.#permitted += 1;
    this.#first ??= now;
    this.#last = now;
    return null;
  }

  counts(): ThrottleCounts {
    const slots =
      this.#intervalMs === 0 || this.#first === null || this.#last === null
        ? this.#permitted
        : Math.floor((this.#last - this.#first) / this.#intervalMs) + 1;
    return {
      intervalMs: this.#intervalMs,
      permitted: this.#permitted,
      violations: this.#violations,
      firstPermittedAt: this.#first,
      lastPermittedAt: this.#last,
      shareOfSlotsUsed: slots === 0 ? 1 : Math.min(1, this.#permitted / slots),
    };
  }

  clear(): void {
    this.#permitted = 0;
    this.#violations = 0;
    this.#first = null;
    this.#last = null;
  }
}

/** What PowerSchool says to a request that came too early. */
export function throttleText(waitMs: number): string {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return `The API rate limit was exceeded. Wait ${seconds} seconds before the next request.`;
}
