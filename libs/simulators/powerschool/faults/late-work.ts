/** Requests whose work is still to be done; a test that holds more without letting them go is wrong. */
const MAX_LATE = 1_000;

/** Work that clients have given up waiting for, and that PowerSchool does all the same when its time has come. */
export class LateWork {
  #waiting: (() => unknown)[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  hold(work: () => unknown): void {
    if (this.#waiting.length >= MAX_LATE) throw new RangeError(`more than ${MAX_LATE} requests are late`);
    this.#waiting.push(work);
  }

  /** Does it now, in the order in which it came; gives how many there were. What is refused by now is refused unheard. */
  carryOut(): number {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const work of waiting) work();
    return waiting.length;
  }
}
