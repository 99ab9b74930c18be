/** What "lately" is. */
const MINUTE_S = 60;
const SECOND_MS = 1_000;

/** How many requests this process made to each district's PowerSchool in the last minute, to the second. */
export class RequestCounts {
  readonly #monotonic: () => number;
  /** By district: requests by the second in which they ended, the oldest first. */
  readonly #counts = new Map<string, Map<number, number>>();

  /** `monotonic`: milliseconds that are never set back. */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** One more ended now, whatever became of it. */
  add(districtId: string): void {
    const second = this.#second();
    const bySecond = this.#counts.get(districtId) ?? new Map<number, number>();
    this.#counts.set(districtId, bySecond);
    forgetBefore(bySecond, second - MINUTE_S);
    bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
  }

  lastMinute(districtId: string): number {
    const bySecond = this.#counts.get(districtId);
    if (bySecond === undefined) return 0;
    forgetBefore(bySecond, this.#second() - MINUTE_S);
    if (bySecond.size === 0) this.#counts.delete(districtId);
    return [...bySecond.values()].reduce((sum, count) => sum + count, 0);
  }

  #second(): number {
    return Math.floor(this.#monotonic() / SECOND_MS);
  }
}

function forgetBefore(bySecond: Map<number, number>, last: number): void {
  for (const second of bySecond.keys()) {
    if (second > last) return;
    bySecond.delete(second);
  }
}
