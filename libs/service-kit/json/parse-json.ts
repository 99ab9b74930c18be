import { isUtf8 } from 'node:buffer';
import type { Validated } from '../config/validation.ts';
import { type JsonLimits, scanJson } from './scan-json.ts';

/** Where V8's message says that the text stopped making sense; the rest of it quotes the text, which may hold names or secrets. */
const POSITION = /at position \d+/;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads UTF-8 JSON of at most what `limits` says, each key of an object once. An error has the empty path where it is of the whole
 * text. A number that is larger than any comes out as infinite: the schema's to refuse, where it counts.
 */
export function parseJson(bytes: Buffer, limits: JsonLimits): Validated<unknown> {
  if (!isUtf8(bytes)) return wrong('is not UTF-8');
  const decoded = bytes.toString('utf8');
  const text = decoded.startsWith(BYTE_ORDER_MARK) ? decoded.slice(1) : decoded;
  const refusal = scanJson(text, limits);
  if (refusal !== null) return { ok: false, errors: [refusal] };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const where = POSITION.exec(error instanceof Error ? error.message : '')?.[0];
    return wrong(where === undefined ? 'is not valid JSON' : `is not valid JSON ${where}`);
  }
}

function wrong(message: string): Validated<unknown> {
  return { ok: false, errors: [{ path: '', message }] };
}
