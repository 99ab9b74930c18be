/** A line of a file, or a row of a CSV, which may have line feeds within quotes. */
export interface TextEntry {
  /** Where it begins, from 1. */
  readonly line: number;
  /** In bytes from the beginning of the file. */
  readonly offset: number;
  /** Where the next one begins, and in which line. */
  readonly end: number;
  readonly nextLine: number;
  /** Without the line's end. Null where it is longer than what is kept of one. */
  readonly bytes: Buffer | null;
}

export interface SplitterOptions {
  /** What is kept of one entry, in bytes. */
  readonly maxBytes: number;
  /** A line feed within double quotes does not end an entry. */
  readonly isQuoted: boolean;
  /** Where the first chunk begins. */
  readonly offset: number;
  readonly line: number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
/** What Excel and others put before UTF-8. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Cuts bytes into entries, and says where each of them is. Works on bytes: in UTF-8 none of a longer character looks like a line feed or a quote. */
export class EntrySplitter {
  readonly #options: SplitterOptions;
  #parts: Buffer[] = [];
  #size = 0;
  #isWithinQuotes = false;
  /** Where the entry that is gathered began. */
  #offset: number;
  #line: number;
  #nextLine: number;

  constructor(options: SplitterOptions) {
    this.#options = options;
    this.#offset = options.offset;
    this.#line = options.line;
    this.#nextLine = options.line;
  }

  /** The entries that end within `chunk`. */
  *push(chunk: Buffer): Generator<TextEntry> {
    let start = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, start)) {
      this.#gather(chunk.subarray(start, at + 1));
      start = at + 1;
      this.#nextLine += 1;
      // A quote that is never closed does not take the rest of the file with it.
      if (!this.#isWithinQuotes || this.#isTooLong) yield this.#entry();
    }
    this.#gather(chunk.subarray(start));
  }

  /** The last entry, where no line feed ends it. */
  end(): TextEntry | null {
    return this.#size === 0 ? null : this.#entry();
  }

  get #isTooLong(): boolean {
    return this.#size > this.#options.maxBytes;
  }

  #gather(part: Buffer): void {
    if (part.length === 0) return;
    if (this.#options.isQuoted && hasOddQuotes(part)) this.#isWithinQuotes = !this.#isWithinQuotes;
    this.#size += part.length;
    if (this.#isTooLong) this.#parts = [];
    else this.#parts.push(part);
  }

  #entry(): TextEntry {
    const offset = this.#offset;
    const bytes = this.#isTooLong ? null : withoutEnds(Buffer.concat(this.#parts), offset);
    const end = offset + this.#size;
    const entry = { line: this.#line, offset, end, nextLine: this.#nextLine, bytes };
    this.#parts = [];
    this.#size = 0;
    this.#isWithinQuotes = false;
    this.#offset = end;
    this.#line = this.#nextLine;
    return entry;
  }
}

function hasOddQuotes(part: Buffer): boolean {
  let isOdd = false;
  for (let at = part.indexOf(QUOTE); at !== -1; at = part.indexOf(QUOTE, at + 1)) isOdd = !isOdd;
  return isOdd;
}

function withoutEnds(bytes: Buffer, offset: number): Buffer {
  let end = bytes.length;
  if (bytes[end - 1] === LINE_FEED) end -= 1;
  if (bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
  const hasMark = offset === 0 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return bytes.subarray(hasMark ? BYTE_ORDER_MARK.length : 0, end);
}
