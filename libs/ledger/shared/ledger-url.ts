import { LedgerError } from '../port/ledger.ts';

export type LedgerAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'mongodb'; readonly url: string; readonly database: string };

/** `mongodb://` or `mongodb+srv://`, the hosts (with credentials), `/`, and the database up to the options. */
const MONGODB_URL = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^/?]+)(?:\?.*)?$/;

/**
 * Tells which adapter a ledger URL means. Throws `LedgerError` `INVALID_URL`; the message leaves the URL out, since it may
 * carry a password.
 */
export function parseLedgerUrl(url: string): LedgerAddress {
  if (url.startsWith('sqlite:')) {
    const file = url.slice('sqlite:'.length);
    if (file !== '') return { kind: 'sqlite', file };
  }
  const database = MONGODB_URL.exec(url)?.[1];
  if (database !== undefined) return { kind: 'mongodb', url, database: decodeURIComponent(database) };
  throw new LedgerError(
    'INVALID_URL',
    'The ledger URL has to be sqlite:<file>, sqlite::memory: or mongodb://host:port/database',
  );
}
