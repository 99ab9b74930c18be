import { close, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const syncData = promisify(fdatasync);

/**
 * Flushes one file to disk, beside the thread that writes it: whoever has written waits for `after`, and all who wait share one flush.
 * One flush at a time; what was written while one is under way is covered by the next, which begins when it ends. So a lone writer
 * waits for one flush, and many for two at most, however many they are.
 *
 * A flush that failed is the last: the operating system takes what it could not write for written, so another one would say that it is
 * on disk. What is in the file then is known again when it is opened anew.
 */
export class DiskFlush {
  readonly #file: number;
  readonly #sync: (file: number) => Promise<void>;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #closed = false;
  #failure: Error | null = null;

  /** `file`: one that is there already, and stays the same one while this is open. Throws as `openSync`. */
  constructor(file: string, sync: (file: number) => Promise<void> = syncData) {
    this.#file = openSync(file, 'r+');
    this.#sync = sync;
  }

  /** What the disk said when it did not take something. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Resolves once all that was written to the file before this call is on disk. Rejects when the disk says that it is not, and from then on. */
  after(): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The file is closed'));
    if (this.#failure !== null) return Promise.reject(this.#failure);
    if (this.#next !== null) return this.#next;
    if (this.#running === null) return this.#begin();
    this.#next = this.#running.then(() => this.#begin());
    return this.#next;
  }

  /** Waits for the flush that is under way, and for the one behind it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled([this.#running, this.#next]);
    await promisify(close)(this.#file);
  }

  async #begin(): Promise<void> {
    this.#next = null;
    this.#running = this.#sync(this.#file);
    try {
      await this.#running;
    } catch (error) {
      this.#failure = Error.isError(error) ? error : new Error(String(error));
      throw error;
    } finally {
      this.#running = null;
    }
  }
}
