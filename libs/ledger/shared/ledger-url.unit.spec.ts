import { describe, expect, it } from '@jest/globals';
import { openLedger } from '../index.ts';
import { parseLedgerUrl } from './ledger-url.ts';

describe('a ledger URL', () => {
  it('names a SQLite file or memory', () => {
    expect(parseLedgerUrl('sqlite:.passback/ledger.db')).toEqual({ kind: 'sqlite', file: '.passback/ledger.db' });
    expect(parseLedgerUrl('sqlite::memory:')).toEqual({ kind: 'sqlite', file: ':memory:' });
  });

  it('names a MongoDB database', () => {
    const url = 'mongodb://user:p%40ss@one:27017,two:27017/pass%20back?replicaSet=rs0';
    expect(parseLedgerUrl(url)).toEqual({ kind: 'mongodb', url, database: 'pass back' });
    expect(parseLedgerUrl('mongodb+srv://cluster.example.org/passback')).toMatchObject({ database: 'passback' });
  });

  it.each([
    '',
    'sqlite:',
    'mongodb://host',
    'mongodb://host/',
    'mongodb://host/?w=1',
    'postgres://host/db',
    'ledger.db',
  ])('is refused as %p', (url) => {
    expect(() => parseLedgerUrl(url)).toThrow(expect.objectContaining({ code: 'INVALID_URL' }));
  });

  it('never shows its password in an error', async () => {
    for (const url of ['mongodb://user:hunter2@host', 'mongodb://user:hunter2@host:notaport/database']) {
      const error: unknown = await openLedger({ url }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'INVALID_URL' });
      expect(JSON.stringify([String(error), error])).not.toContain('hunter2');
    }
  });
});
