import type { Ledger, LedgerOptions } from './port/ledger.ts';
import { parseLedgerUrl } from './shared/ledger-url.ts';

/** The last resort, where nothing removes them: as long as can be set. */
const ATTEMPT_RETENTION_DAYS = 3_650;

/**
 * Opens the ledger that `options.url` names and creates what it needs there. A MongoDB that cannot be reached is no error
 * here: operations throw `LedgerError` `UNAVAILABLE` until it is back. Throws `LedgerError` `INVALID_URL`.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const address = parseLedgerUrl(options.url);
  const { attemptRetentionDays = ATTEMPT_RETENTION_DAYS, leaseClock, currentUrl = () => options.url } = options;
  // Imported when needed, so that a process on SQLite does not load MongoDB's driver.
  if (address.kind === 'sqlite') {
    const { openSqliteLedger } = await import('./sqlite/sqlite-ledger.ts');
    return openSqliteLedger({ file: address.file, attemptRetentionDays, leaseClock });
  }
  const { openMongodbLedger } = await import('./mongodb/mongodb-ledger.ts');
  return openMongodbLedger({ currentUrl, database: address.database, attemptRetentionDays, leaseClock });
}
