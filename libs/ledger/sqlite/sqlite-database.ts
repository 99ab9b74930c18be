import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { DiskFlush } from '@passback/service-kit';
import { LedgerError } from '../port/ledger.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** How long a statement waits for another process that writes; it blocks this process meanwhile, so it is short. */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * WAL keeps every committed transaction through a SIGKILL of the process, and lets other processes read meanwhile. NORMAL
 * leaves the flush of the log to `write`, which shares it with others and waits for it beside this thread. The checkpoint comes every
 * 64 MB rather than every 4, since a batch of evaluations is larger than 4 MB; the cache of 64 MB holds a night's indexes of a district.
 */
const PRAGMAS = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma wal_autocheckpoint = 16000;
  pragma journal_size_limit = 134217728;
  pragma cache_size = -65536;
  pragma temp_store = memory;
`;

/** SQLite's result codes that say that the database cannot be had now: BUSY, LOCKED, IOERR, FULL, CANTOPEN. */
const UNAVAILABLE_CODES = new Set([5, 6, 10, 13, 14]);
/** Extended result codes carry the plain one in their low byte. */
const PLAIN_CODE_MASK = 0xff;

/** One connection with its prepared statements. Work is synchronous, so a transaction never interleaves with another. */
export class SqliteDatabase {
  readonly #database: DatabaseSync;
  /** Of the write-ahead log; null where nothing is kept on disk. */
  readonly #disk: DiskFlush | null;
  /** One per SQL text; the texts are fixed in this adapter, so the number is bounded. */
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#database = guarded(() => {
      if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
      return new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    });
    try {
      guarded(() => this.#prepareFile());
      // In memory there is none. Nobody removes it while this connection has the database open.
      const location = this.#database.location();
      this.#disk = location === null ? null : guarded(() => new DiskFlush(`${location}-wal`));
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Several reads that see one state of the database. */
  async read<T>(work: () => T): Promise<T> {
    return guarded(() => this.#within('begin', work));
  }

  /**
   * One transaction: all of it, or nothing when `work` throws. Resolves once it is on disk, so that a write-ahead intent survives a power
   * cut as well: without that, the request that followed would be forgotten and a second assignment made. Others may read it a moment
   * before; what they write is behind it in the same log, so it is never on disk without it. Where the disk does not take it, it may be
   * stored all the same, as where a reply is lost, and nothing more is taken until the file is opened anew.
   */
  async write<T>(work: () => T): Promise<T> {
    const result = await this.writeUnflushed(work);
    try {
      await this.#disk?.after();
    } catch (error) {
      throw this.#notOnDisk(error);
    }
    return result;
  }

  /**
   * As `write`, but not flushed to disk: it outlives the process, and a power cut may take it back until a `write` comes after it.
   * For what tells of work that is stored already.
   */
  async writeUnflushed<T>(work: () => T): Promise<T> {
    // Immediate: a transaction that reads first and then finds another writer ahead of it could not be completed.
    return guarded(() => this.#within('begin immediate', work));
  }

  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...parameters) as unknown as Row[];
  }

  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...parameters) as unknown as Row | undefined;
  }

  /** How many rows changed, and the key of the row that was inserted last. */
  run(sql: string, ...parameters: SQLInputValue[]): { changes: number; insertedRow: number } {
    const { changes, lastInsertRowid } = this.#statement(sql).run(...parameters);
    return { changes: Number(changes), insertedRow: Number(lastInsertRowid) };
  }

  /** Throws `UNAVAILABLE` where nothing can be read, or the disk takes nothing any more. */
  async check(): Promise<void> {
    await this.read(() => this.get('select 1'));
    if (this.#disk?.failure != null) throw this.#notOnDisk(this.#disk.failure);
  }

  async close(): Promise<void> {
    await this.#disk?.close();
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #notOnDisk(error: unknown): LedgerError {
    return new LedgerError('UNAVAILABLE', 'The disk of the SQLite ledger did not take what was written', error);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #within<T>(begin: string, work: () => T): T {
    this.run(begin);
    try {
      const result = work();
      this.run('commit');
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (this.#database.isTransaction) this.run('rollback');
      throw error;
    }
  }

  #prepareFile(): void {
    this.#database.exec(PRAGMAS);
    this.#within('begin immediate', () => {
      const found = this.get<{ user_version: number }>('pragma user_version')?.user_version ?? 0;
      if (found > SCHEMA_VERSION) {
        throw new Error(`The ledger file has schema ${found}; this release knows up to ${SCHEMA_VERSION}`);
      }
      this.#database.exec(SCHEMA);
      this.#database.exec(`pragma user_version = ${SCHEMA_VERSION}`);
    });
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isUnavailable(error)) throw new LedgerError('UNAVAILABLE', 'The SQLite ledger cannot be used now', error);
    throw error;
  }
}

function isUnavailable(error: unknown): boolean {
  if (!Error.isError(error)) return false;
  if ('errcode' in error && typeof error.errcode === 'number') {
    return UNAVAILABLE_CODES.has(error.errcode & PLAIN_CODE_MASK);
  }
  // What node:sqlite says of a closed database, and the file system of a folder that cannot be made.
  return 'code' in error && ['ERR_INVALID_STATE', 'EACCES', 'EROFS', 'ENOSPC'].includes(String(error.code));
}
