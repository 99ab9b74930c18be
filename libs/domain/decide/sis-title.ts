const ELLIPSIS = '…';
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/; // printable ASCII with single spaces inside: nothing to tidy
/** Marks, embeddings and isolates that turn the direction of what is read after them, also of the identifier and beyond the title. */
const TURNS = /\p{Bidi_Control}/gu;
const GAPS = /[\s\p{Cc}]+/gu; // white space of any kind, line breaks and control characters
/** A segment that starts in the room and ends beyond it is seen to do so with two more code units: one surrogate pair. */
const LOOKAHEAD = 2;
/** The language is fixed so that every machine cuts alike. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * `<title> (<identifier>)` in at most `maxLength`, for PowerSchool's assignment name (docs/passback-rules.md §3).
 *
 * Length is counted in UTF-16 code units. PowerSchool declares Varchar2(50) and does not say whether of bytes or characters;
 * code units are never fewer than code points, so that a name is never too long where characters are meant.
 * Nothing in it works on what is around it: control characters become a space as line breaks do, what turns the direction of
 * writing goes, and half of a surrogate pair is shown as what it is, no character.
 * A title that does not fit is cut before the identifier, after a whole grapheme, and ends in `…`. The identifier is how the
 * assignment is found again, so it is never cut: it stands alone where nothing of the title fits, even if it is too long itself.
 */
export function sisTitle(title: string, identifier: string, maxLength: number): string {
  const isPlain = PLAIN.test(title);
  const tidy = isPlain ? title : title.toWellFormed().replace(TURNS, '').replace(GAPS, ' ').trim();
  const suffix = identifierSuffix(identifier);
  if (tidy === '') return suffix;
  if (tidy.length + 1 + suffix.length <= maxLength) return `${tidy} ${suffix}`;
  const room = Math.max(0, maxLength - suffix.length - 1 - ELLIPSIS.length);
  const start = (isPlain ? tidy.slice(0, room) : cutAtGrapheme(tidy, room)).trimEnd();
  return start === '' ? suffix : `${start}${ELLIPSIS} ${suffix}`;
}

function cutAtGrapheme(text: string, room: number): string {
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, room + LOOKAHEAD))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** The end of every title that this system writes, as `(S130545)`. */
export function identifierSuffix(identifier: string): string {
  return `(${identifier})`;
}

/** Whether an assignment in PowerSchool is the one of this identifier: its title ends in `(S130545)`. */
export function titleCarriesIdentifier(title: string, identifier: string): boolean {
  return title.trimEnd().endsWith(identifierSuffix(identifier));
}
