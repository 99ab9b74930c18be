import type { Ledger } from '../port/ledger.ts';

export function openMongodbLedger(_options: { url: string; database: string; attemptRetentionDays: number }): Ledger {
  throw new Error('not written yet');
}
