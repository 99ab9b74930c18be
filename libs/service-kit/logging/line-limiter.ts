/** A kind of line is said at once and then at most this often, with how many there were. */
export const SAID_AGAIN_MS = 60_000;
/** Kinds that are told apart: some hundred districts, each with the few causes that it meets. All further ones count as one. */
export const MAX_KINDS = 10_000;
const OTHERS = 'others';

interface Kind {
  unsaid: number;
  say: (unsaid: number) => void;
}

/**
 * Keeps what goes wrong thousands of times from filling the log: the first line of a kind is said at once; those after it are
 * counted, and said as one line a minute, until a minute passes without any.
 */
export class LineLimiter {
  readonly #kinds = new Map<string, Kind>();

  /** Whether to say this line now. If not, `say` is called later with how many there were, unless a later line's is. */
  admits(kind: string, say: (unsaid: number) => void): boolean {
    const key = this.#kinds.size < MAX_KINDS || this.#kinds.has(kind) ? kind : OTHERS;
    const known = this.#kinds.get(key);
    if (known === undefined) {
      this.#kinds.set(key, { unsaid: 0, say });
      this.#schedule(key);
      return true;
    }
    known.unsaid += 1;
    known.say = say;
    return false;
  }

  #schedule(key: string): void {
    setTimeout(() => this.#endOfMinute(key), SAID_AGAIN_MS).unref();
  }

  #endOfMinute(key: string): void {
    const { unsaid = 0, say } = this.#kinds.get(key) ?? {};
    if (unsaid === 0 || say === undefined) return void this.#kinds.delete(key);
    this.#kinds.set(key, { unsaid: 0, say });
    this.#schedule(key);
    say(unsaid);
  }
}
