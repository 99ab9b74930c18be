/** Most answers fit. */
const FIRST_BYTES = 16 * 1024;

/**
 * The body of an answer as it arrives, in one piece of memory: chunks of one byte each, kept one by one, would take a hundred times what
 * they hold. Who reads the connection sees to it that there are not too many bytes.
 */
export class AnswerBody {
  #bytes = Buffer.alloc(0);
  #length = 0;

  add(chunk: Uint8Array): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, needed, 2 * this.#bytes.length));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = needed;
  }

  text(): string {
    return this.#bytes.toString('utf8', 0, this.#length);
  }
}
