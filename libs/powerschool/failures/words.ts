/** Longest message that is kept of an answer; the ledger and the attempts store it. */
export const MAX_WORDS = 500;
/** Entries of an `errors` list that are read: one for each row of a large batch would say the same many times over. */
const MAX_ERRORS = 10;
/** No error message sits deeper than this in an answer that anyone documented. */
const MAX_DEPTH = 3;
/** A page says what it is at its beginning; more of it is not looked at. */
const MAX_HTML = 20_000;

/** An HTML page: a proxy, a login page or a servlet container answered, not the API. */
export function isHtml(body: string): boolean {
  return /^\s*(?:<!doctype html|<html|<head|<body|<!--)/i.test(body);
}

/**
 * What an answer says to a person: the messages of a JSON error, the title of a page, or its text. At most `MAX_WORDS` characters
 * on one line, without control characters, e-mail addresses, bearer tokens or echoed objects (which may be our own request).
 * Empty when the answer says nothing.
 */
export function wordsOf(body: string): string {
  return tidy(isHtml(body) ? titleOf(body.slice(0, MAX_HTML)) : (messagesOf(body) ?? body));
}

/** Whether an answer is the API's own: whole JSON with words in it. */
export function saysWhy(body: string): boolean {
  return /^\s*\{/.test(body) && (messagesOf(body) ?? '').trim() !== '';
}

function titleOf(html: string): string {
  const heading = /<title[^>]*>([^<]*)</i.exec(html)?.[1] ?? /<h1[^>]*>([^<]*)</i.exec(html)?.[1] ?? '';
  return `HTML page: ${heading.trim() === '' ? 'without a title' : heading}`;
}

function messagesOf(body: string): string | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  return [...new Set(collect(json, 0))].join('; ');
}

/** Where the interfaces put their words: PowerSchool's `errors`/`field`/`message`, OAuth's `error`, OneRoster's `imsx_…`. */
function collect(json: unknown, depth: number): string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null || depth > MAX_DEPTH) return [];
  if (Array.isArray(json)) return json.slice(0, MAX_ERRORS).flatMap((entry) => collect(entry, depth + 1));
  const { errors, error, field, message, error_description, imsx_description, ...rest } = json as Record<
    string,
    unknown
  >;
  const own = [field, message, error_description, imsx_description]
    .filter((part) => typeof part === 'string')
    .join(': ');
  const nested = [errors, error, rest['statusInfoSet'], rest['imsx_StatusInfo'], rest['errorMessage']];
  return [own, ...nested.flatMap((part) => collect(part, depth + 1)), ...minorCodes(rest)].filter(
    (part) => part !== '',
  );
}

/** OneRoster's minor codes, as `unknownobject`; they sort the failure when the description is empty or free text. */
function minorCodes(status: Record<string, unknown>): string[] {
  const minor = (status['imsx_CodeMinor'] ?? status['imsx_codeMinor']) as
    { imsx_codeMinorField?: readonly { imsx_codeMinorFieldValue?: unknown }[] } | string | undefined;
  if (typeof minor === 'string') return [minor];
  const fields = Array.isArray(minor?.imsx_codeMinorField) ? minor.imsx_codeMinorField : [];
  return fields.map((entry) => entry?.imsx_codeMinorFieldValue).filter((value) => typeof value === 'string');
}

function tidy(words: string): string {
  const clean = words
    .slice(0, 10 * MAX_WORDS)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\{[^{}]*\}/g, '{…}') // an echoed object
    .replaceAll(/[^\s@:,;<>"']+@[^\s@:,;<>"']+/g, '…') // an e-mail address
    .replaceAll(/\bbearer\s+\S+/gi, 'bearer …')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...clean];
  return characters.length <= MAX_WORDS ? clean : `${characters.slice(0, MAX_WORDS - 1).join('')}…`;
}
