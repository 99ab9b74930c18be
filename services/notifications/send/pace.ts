const MINUTE_MS = 60_000;

/** So many messages a minute at most, and a tenth of them at once. */
export class Pace {
  readonly #perMs: number;
  readonly #most: number;
  readonly #monotonic: () => number;
  #tokens: number;
  #at: number;

  constructor(perMinute: number, monotonic: () => number) {
    this.#perMs = perMinute / MINUTE_MS;
    this.#most = Math.max(1, perMinute / 10);
    this.#monotonic = monotonic;
    this.#tokens = this.#most;
    this.#at = monotonic();
  }

  /** How many may go now, at most `wanted`; they are taken as gone. */
  take(wanted: number): number {
    const now = this.#monotonic();
    this.#tokens = Math.min(this.#most, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
    const taken = Math.min(wanted, Math.floor(this.#tokens));
    this.#tokens -= taken;
    return taken;
  }

  /** Gives back what was taken and did not go. */
  giveBack(count: number): void {
    this.#tokens = Math.min(this.#most, this.#tokens + count);
  }
}
