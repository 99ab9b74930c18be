import type { Score } from './section-assessment.ts';

/** No record of the ledger is larger, in bytes as it is stored. Much larger ones are slow to read, and MongoDB ends at 16 MiB. */
export const MAX_RECORD_BYTES = 1024 * 1024;
/** What a unit's scores may take of it; the rest is for what lost writes carried, what stands in other sections, and words. */
const MAX_SCORES_BYTES = 704 * 1024;
/** Of one score in all parts of the record, with every rule holding it and everything in doubt, without its ids. */
const SCORE_BYTES = 1_300;
/** Its ids stand in what Otus says, in what was decided, and in what PowerSchool was given. */
const ID_TIMES = 3;

/** How many of these scores the record of a unit holds for sure, in their order: all, or as many as stay within its limit. */
export function scoresWithinRecord(scores: readonly Pick<Score, 'scoreId' | 'studentId' | 'sisStudentId'>[]): number {
  return countWithin(scores, MAX_SCORES_BYTES, ({ scoreId, studentId, sisStudentId }) => {
    const ids = jsonBytes(scoreId) + jsonBytes(studentId) + jsonBytes(sisStudentId ?? '');
    return SCORE_BYTES + ID_TIMES * ids;
  });
}

/** How many of these, from the first on, stay within `maxBytes` together. */
export function countWithin<T>(items: readonly T[], maxBytes: number, bytesOf: (item: T) => number): number {
  let bytes = 0;
  const tooMany = items.findIndex((item) => (bytes += bytesOf(item)) > maxBytes);
  return tooMany === -1 ? items.length : tooMany;
}

/** At most: each character of UTF-16 takes three bytes of UTF-8, and six where JSON escapes it. */
function jsonBytes(id: string): number {
  return isPlain(id) ? id.length : 6 * id.length;
}

function isPlain(id: string): boolean {
  return /^[\w.:@/ -]*$/.test(id);
}
