/** Requests whose work is still to be done; a test that holds more without letting them go is wrong. */
const MAX_LATE = 1_000;

/** Work that clients have given up waiting for, and that PowerSchool does all the same when its time has come. */
export class LateWork {
  #held: (() => unknown)[] = [];

  get size(): number {
    return this.#held.length;
  }

  hold(work: () => unknown): void {
    if (this.#held.length >= MAX_LATE) throw new RangeError(`more than ${MAX_LATE} requests are late`);
    this.#held.push(work);
  }

  /** Does it now, in the order in which it came; gives how many there were. What is refused by now is refused unheard. */
  carryOut(): number {
    const held = this.#held;
    this.#held = [];
    for (const work of held) work();
    return held.length;
  }
}
