import type { RefusedRow } from '../port/gradebook.ts';

/** Rows refused one after the other in the same words, and none taken: it is not the rows. */
export const SAME_WORDS_LIMIT = 8;

/** Whether rows were refused in the same words, their ids apart, and not because the student is not there. */
export function isOneFault(refused: readonly RefusedRow[]): boolean {
  const words = new Set(refused.map(({ message }) => message.replaceAll(/[0-9a-f-]*\d[0-9a-f-]*/gi, '#')));
  return words.size === 1 && refused.every(({ code }) => code === 'SIS_REJECTED');
}
