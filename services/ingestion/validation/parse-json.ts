import { isUtf8 } from 'node:buffer';
import type { Validated } from '@passback/service-kit';

/** Where V8's message says that the text stopped making sense; the rest of it quotes the text, which may hold names. */
const POSITION = /at position \d+/;
const BYTE_ORDER_MARK = '\ufeff';

/** Reads UTF-8 JSON. An error has the empty path: it is of the whole text. */
export function parseJson(bytes: Buffer): Validated<unknown> {
  if (!isUtf8(bytes)) return wrong('is not UTF-8');
  const text = bytes.toString('utf8');
  try {
    return { ok: true, value: JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text) as unknown };
  } catch (error) {
    const where = POSITION.exec(error instanceof Error ? error.message : '')?.[0];
    return wrong(where === undefined ? 'is not valid JSON' : `is not valid JSON ${where}`);
  }
}

function wrong(message: string): Validated<unknown> {
  return { ok: false, errors: [{ path: '', message }] };
}
