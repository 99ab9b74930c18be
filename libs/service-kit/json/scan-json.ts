import type { FieldError } from '../config/validation.ts';

/** What a JSON text may hold, whatever its size: parsing makes objects of it that take many times the text's own bytes. */
export interface JsonLimits {
  /** Objects and lists within each other. */
  readonly depth: number;
  /** Entries of one list, or members of one object. */
  readonly entries: number;
  /** Values altogether: members of objects and entries of lists. */
  readonly values: number;
}

interface Open {
  /** Keys so far of an object; null of a list. */
  readonly keys: Keys | null;
  /** The key whose value comes. */
  key: string;
  /** The entry of a list that comes; of an object, how many members came. */
  index: number;
  expectsKey: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Looks through a JSON text in one pass, without making anything of it: null, or the first thing for which it must not be parsed:
 * too deep, too many values, in one list or altogether, or a key that its object has already, of which every reader takes another one. What is no JSON is the
 * parser's to say.
 */
export function scanJson(text: string, limits: JsonLimits): FieldError | null {
  const open: Open[] = [];
  let within: Open | undefined;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at + 1);
      if (end === -1) return null;
      if (within?.keys != null && within.expectsKey) {
        within.key = keyOf(text, at, end);
        within.expectsKey = false;
        within.index += 1;
        if (!within.keys.add(within.key)) return { path: pathOf(open), message: 'is there twice' };
        values += 1;
      }
      at = end;
    } else if (code === COMMA) {
      if (within?.keys === null) {
        within.index += 1;
        values += 1;
      } else if (within !== undefined) within.expectsKey = true;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      const isObject = code === OPEN_OBJECT;
      within = { keys: isObject ? new Keys() : null, key: '', index: 0, expectsKey: isObject };
      open.push(within);
      if (!isObject) values += 1;
      if (open.length > limits.depth) return { path: '', message: `is nested more than ${limits.depth} levels deep` };
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      open.pop();
      within = open.at(-1);
    }
    if (within !== undefined && within.index + (within.keys === null ? 1 : 0) > limits.entries)
      return { path: pathOf(open.slice(0, -1)), message: `has more than ${limits.entries} entries` };
    if (values > limits.values) return { path: '', message: `holds more than ${limits.values} values` };
  }
  return null;
}

/** Where the quote is that ends a string; -1 where none does. In time that grows with the text alone. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return -1;
}

/** The key between two quotes: `"\\u0061"` is `a`. */
function keyOf(text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end);
  if (!plain.includes('\\')) return plain;
  try {
    return String(JSON.parse(`"${plain}"`));
  } catch {
    return plain;
  }
}

/** Up to so many keys are compared one by one: usual objects have fewer, and a set costs more than that. */
const FEW_KEYS = 24;

class Keys {
  readonly #few: string[] = [];
  #many: Set<string> | null = null;

  /** False when the key was there already. */
  add(key: string): boolean {
    if (this.#many === null) {
      if (this.#few.includes(key)) return false;
      this.#few.push(key);
      if (this.#few.length > FEW_KEYS) this.#many = new Set(this.#few);
      return true;
    }
    const before = this.#many.size;
    return this.#many.add(key).size > before;
  }
}

/** `scores[3].points`. A key may be anything, so it is told only as far as one of a contract would be. */
function pathOf(open: readonly Open[]): string {
  const parts = open.map(({ keys, key, index }) => (keys === null ? `[${index}]` : `.${shown(key)}`));
  return parts.join('').replace(/^\./, '');
}

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,49}$/;

function shown(key: string): string {
  return NAME.test(key) ? key : '…';
}
