import type { DatabaseSync } from 'node:sqlite';

const SCHEMA_VERSION = 1;

/**
 * Rows are clustered by topic and offset: `id = topic * OFFSETS + offset`, so that reading a topic is one range scan and appending is
 * an insert at the end of that range.
 */
export const OFFSETS = 2 ** 40;

const SCHEMA = `
  CREATE TABLE topics (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    retention_ms INTEGER NOT NULL,
    -- Kept apart from the messages: offsets never start again when all messages have been pruned.
    next_offset INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    headers TEXT NOT NULL
  ) STRICT;
  CREATE TABLE group_offsets (
    group_name TEXT NOT NULL,
    topic INTEGER NOT NULL,
    next_offset INTEGER NOT NULL,
    PRIMARY KEY (group_name, topic)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Takes the file for this process alone and creates the tables where it is new. Throws `SQLITE_BUSY` where another process has it. */
export function prepareDatabase(database: DatabaseSync): void {
  // Messages of some kilobytes fill pages of 16 KiB better than of 4, and are written in a fourth of the calls. Files that are there
  // keep the size that they were made with.
  database.exec('PRAGMA page_size = 16384');
  // EXCLUSIVE: the operating system's lock stays until the process ends, however it ends.
  // NORMAL: a commit does not flush by itself; `LogFile.flush` does, beside this thread, for all who wait for it.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  database.exec('BEGIN IMMEDIATE');
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version === 0) database.exec(SCHEMA);
  database.exec('COMMIT');
  if (version !== 0 && version !== SCHEMA_VERSION)
    throw new Error(`the log has format ${String(version)}, and this program knows format ${SCHEMA_VERSION}`);
}
