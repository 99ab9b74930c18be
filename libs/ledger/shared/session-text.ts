import { LedgerError } from '../port/ledger.ts';
import { LEDGER_LIMITS } from '../port/limits.ts';
import type { SessionRecord } from '../port/sessions.ts';

/** A session as it is stored. Throws `LedgerError` `LIMIT_EXCEEDED`. */
export function sessionText(session: SessionRecord): string {
  const text = JSON.stringify(session);
  const bytes = Buffer.byteLength(text);
  if (bytes <= LEDGER_LIMITS.sessionBytes) return text;
  throw new LedgerError('LIMIT_EXCEEDED', `a session of ${bytes} bytes is larger than ${LEDGER_LIMITS.sessionBytes}`);
}
