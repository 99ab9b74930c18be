export interface Line {
  /** From 1; blank lines count. */
  readonly number: number;
  /** Valid until the next line is asked for. Null when the line was longer than the limit; nothing of it was kept. */
  readonly bytes: Buffer | null;
}

const NEW_LINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
/** Room for a line that does not end in its chunk; it doubles when needed. */
const FIRST_ROOM_BYTES = 16 * 1024;

/** Cuts a stream of bytes into lines. Holds at most one line of `maxBytes`, and works on bytes, so that no character is torn. */
export class LineSplitter {
  readonly #maxBytes: number;
  /** The start of a line whose end has not come yet. */
  #room = Buffer.allocUnsafe(0);
  #size = 0;
  #number = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that end within `chunk`, without blank ones. */
  *push(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, start)) {
      const line = this.#line(chunk.subarray(start, end));
      start = end + 1;
      if (line !== null) yield line;
    }
    this.#hold(chunk.subarray(start));
  }

  /** The last line, where it has no line feed of its own. */
  end(): Line | null {
    return this.#size === 0 ? null : this.#line(Buffer.alloc(0));
  }

  #line(rest: Buffer): Line | null {
    this.#number += 1;
    const whole = this.#size === 0 ? rest : this.#joined(rest);
    const bytes = whole === null ? null : withoutCarriageReturn(whole);
    if (bytes === null || bytes.length > this.#maxBytes) return { number: this.#number, bytes: null };
    return isBlank(bytes) ? null : { number: this.#number, bytes };
  }

  #joined(rest: Buffer): Buffer | null {
    this.#hold(rest);
    const size = this.#size;
    this.#size = 0;
    return this.#isTooLong(size) ? null : this.#room.subarray(0, size);
  }

  #hold(part: Buffer): void {
    const size = this.#size + part.length;
    if (!this.#isTooLong(size)) {
      if (size > this.#room.length) {
        const larger = Buffer.allocUnsafe(Math.max(FIRST_ROOM_BYTES, size, this.#room.length * 2));
        this.#room.copy(larger, 0, 0, this.#size);
        this.#room = larger;
      }
      part.copy(this.#room, this.#size);
    }
    this.#size = size;
  }

  /** One byte more is buffered, since it may be the carriage return that belongs to the line's end. */
  #isTooLong(size: number): boolean {
    return size > this.#maxBytes + 1;
  }
}

function withoutCarriageReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN);
}
