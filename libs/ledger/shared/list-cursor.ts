import { createHash } from 'node:crypto';
import { LedgerError } from '../port/ledger.ts';
import type { ListFilter } from '../port/section-assessments.ts';

/** Where a page ended: the next one begins with what changed before this. */
export interface ListPosition {
  readonly changedAt: number;
  readonly sectionAssessmentId: string;
}

/** A cursor belongs to one question; with another filter its position would silently skip or repeat units. */
function questionOf(districtId: string, filter: ListFilter): Question {
  const { state, reason, identifier, section, teacher, search, student, changedSince } = filter;
  const isOfContent = teacher !== undefined || search !== undefined || student !== undefined;
  // Left out where nothing of it is asked for: cursors of earlier releases stay good.
  const content = isOfContent ? [teacher && JSON.stringify(teacher), search, student] : [];
  const since = changedSince === undefined ? [] : [`since ${changedSince}`];
  return [districtId, state, reason, identifier, section, ...content, ...since];
}

export function encodeListCursor(districtId: string, filter: ListFilter, last: ListPosition): string {
  return encodeCursor(questionOf(districtId, filter), { number: last.changedAt, text: last.sectionAssessmentId });
}

/** The position that a cursor names, or null without one. Throws `LedgerError` `INVALID_CURSOR` for any other text. */
export function decodeListCursor(
  districtId: string,
  filter: ListFilter,
  cursor: string | undefined,
): ListPosition | null {
  const position = decodeCursor(questionOf(districtId, filter), cursor);
  return position === null ? null : { changedAt: position.number, sectionAssessmentId: position.text };
}

/** What a list was asked for. */
type Question = readonly (string | undefined)[];

/** By what a list is ordered: a number, and a text where numbers are equal. */
interface Position {
  readonly number: number;
  readonly text: string;
}

export function encodeCursor(question: Question, { number, text }: Position): string {
  return Buffer.from(JSON.stringify([digestOf(question), number, text])).toString('base64url');
}

/** Throws `LedgerError` `INVALID_CURSOR` for what is not a cursor of this question; null without one. */
export function decodeCursor(question: Question, cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== 3) throw invalidCursor();
  const [digest, number, text] = parts as unknown[];
  if (digest !== digestOf(question)) throw invalidCursor();
  if (typeof number !== 'number' || typeof text !== 'string') throw invalidCursor();
  return { number, text };
}

function digestOf(question: Question): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalidCursor();
  }
}

/** Of a cursor that is not of the list that it was given to. */
export function invalidCursor(): LedgerError {
  return new LedgerError('INVALID_CURSOR', 'The cursor is not one that this list gave');
}
