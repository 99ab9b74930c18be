import type { AuditEntry, AuditOutcome } from '../port/audit.ts';
import { LedgerError } from '../port/ledger.ts';
import { LEDGER_LIMITS } from '../port/limits.ts';
import { decodeCursor, encodeCursor } from './list-cursor.ts';

/** An entry or outcome as it is stored. Throws `LedgerError` `LIMIT_EXCEEDED`. */
export function auditText(part: AuditEntry | AuditOutcome): string {
  const text = JSON.stringify(part);
  const bytes = Buffer.byteLength(text);
  if (bytes <= LEDGER_LIMITS.auditBytes) return text;
  throw new LedgerError('LIMIT_EXCEEDED', `an entry of ${bytes} bytes is larger than ${LEDGER_LIMITS.auditBytes}`);
}

/** Where a page ended. */
export interface AuditPosition {
  readonly at: number;
  readonly entryId: string;
}

/** The position that a cursor names, or null without one. Throws `LedgerError` `INVALID_CURSOR`. */
export function auditPosition(districtId: string, cursor: string | undefined): AuditPosition | null {
  const position = decodeCursor(questionOf(districtId), cursor);
  return position === null ? null : { at: position.number, entryId: position.text };
}

/** The cursor after a page of `found`, of which one more than `limit` was looked for. */
export function auditCursor(districtId: string, found: readonly AuditPosition[], limit: number): string | null {
  const last = found[limit - 1];
  if (found.length <= limit || last === undefined) return null;
  return encodeCursor(questionOf(districtId), { number: last.at, text: last.entryId });
}

function questionOf(districtId: string): readonly string[] {
  return ['audit', districtId];
}
