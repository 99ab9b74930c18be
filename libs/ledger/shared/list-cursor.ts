import { createHash } from 'node:crypto';
import { LedgerError } from '../port/ledger.ts';
import type { ListFilter } from '../port/section-assessments.ts';

/** Where a page ended: the next one begins with what changed before this. */
export interface ListPosition {
  readonly changedAt: number;
  readonly sectionAssessmentId: string;
}

/** A cursor belongs to one question; with another filter its position would silently skip or repeat units. */
function questionOf(districtId: string, filter: ListFilter): string {
  const question = [districtId, filter.state, filter.reason, filter.identifier, filter.section];
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
}

export function encodeListCursor(districtId: string, filter: ListFilter, last: ListPosition): string {
  const parts = [questionOf(districtId, filter), last.changedAt, last.sectionAssessmentId];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The position that a cursor names, or null without one. Throws `LedgerError` `INVALID_CURSOR` for any other text. */
export function decodeListCursor(
  districtId: string,
  filter: ListFilter,
  cursor: string | undefined,
): ListPosition | null {
  if (cursor === undefined) return null;
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== 3) throw invalid();
  const [question, changedAt, sectionAssessmentId] = parts as unknown[];
  if (question !== questionOf(districtId, filter)) throw invalid();
  if (typeof changedAt !== 'number' || typeof sectionAssessmentId !== 'string') throw invalid();
  return { changedAt, sectionAssessmentId };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalid();
  }
}

function invalid(): LedgerError {
  return new LedgerError('INVALID_CURSOR', 'The cursor is not one that this list gave');
}
