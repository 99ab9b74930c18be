import { isLocalDate } from '@passback/domain';
import { createAjv, type FieldError, fieldErrors, isMailAddress } from '@passback/service-kit';
import type { TSchema } from 'typebox';
import { INGESTION_LIMITS } from '../limits.ts';

/** RFC 3339 with an offset, to the nanosecond at most; the date is checked apart. */
const INSTANT = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DELETE = 0x7f;
const LAST_C1_CONTROL = 0x9f;

/** Characters that turn the direction of what is read after them: with one, an id looks like another. */
const BIDI_CONTROL = /\p{Bidi_Control}/u;
const FIRST_BIDI_CONTROL = 0x061c;

/** No control characters, and no half of a surrogate pair, which would turn into something else on its way. */
function isIdentifier(text: string): boolean {
  let isPlain = true;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= DELETE && code <= LAST_C1_CONTROL)) return false;
    if (code >= FIRST_BIDI_CONTROL) isPlain = false;
  }
  return (isPlain || (text.isWellFormed() && !BIDI_CONTROL.test(text))) && text.trim() !== '';
}

/** Days are counted from it, which has to end within the four-digit years. */
function isCountableYear(text: string): boolean {
  return !text.startsWith('0000') && !text.startsWith('9999');
}

const FORMATS: Readonly<Record<string, { readonly words: string; validate(text: string): boolean }>> = {
  identifier: { words: 'must not be blank, or hold control characters or half a character', validate: isIdentifier },
  email: { words: 'must be an address of a mailbox, as ada@example.org', validate: isMailAddress },
  date: { words: 'must be a date of the calendar, as 2026-11-20', validate: isLocalDate },
  'date-counted-from': {
    words: 'must be a date of the calendar, as 2026-11-20',
    validate: (text) => isLocalDate(text) && isCountableYear(text),
  },
  'date-time': {
    words: 'must be an instant with an offset, as 2026-11-19T18:22:00Z',
    validate: (text) => INSTANT.test(text) && isLocalDate(text.slice(0, 10)) && isCountableYear(text),
  },
};

const ajv = createAjv({ removeAdditional: 'all' });
for (const [name, { validate }] of Object.entries(FORMATS)) ajv.addFormat(name, { type: 'string', validate });

/**
 * Compiles a schema that uses the formats above; the returned function names every wrong field, and none where all is well. What it is given
 * it makes into what the schema says: without properties that are not known, and with the defaults of those that are not there.
 */
export function compileCheck(schema: TSchema): (value: unknown) => FieldError[] {
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    const errors = (validate.errors ?? []).map((error) => ({ ...error, message: wordsOf(error) }));
    return fieldErrors(errors as Parameters<typeof fieldErrors>[0]).slice(0, INGESTION_LIMITS.fieldErrors);
  };
}

function wordsOf({ keyword, params, message }: { keyword: string; params: Record<string, unknown>; message?: string }) {
  if (keyword === 'format') return FORMATS[String(params['format'])]?.words;
  const isOfFinite = Math.abs(Number(params['limit'])) === Number.MAX_VALUE;
  return isOfFinite ? 'is larger than any number that can be held' : message;
}
