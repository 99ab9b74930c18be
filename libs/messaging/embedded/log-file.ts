import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { DiskFlush } from '@passback/service-kit';
import type { EncodedMessage } from '../transfer/encoded-message.ts';
import { errorText } from '../transfer/error-text.ts';
import type { RawMessage } from '../transfer/handle-slice.ts';
import { type Headers, MessagingError } from '../port/messaging.ts';
import { OFFSETS, prepareDatabase } from './schema.ts';

/** A topic as this process knows it; it is the only one that writes, so this need not be read again. */
export interface LogTopic {
  readonly id: number;
  readonly name: string;
  retentionMs: number;
  /** Offset of the oldest message that is kept. */
  first: number;
  /** Offset that the next message gets. */
  next: number;
}

/** The SQLite file: topics, messages, offsets. Every call but `flush` blocks; callers keep them short. */
export class LogFile {
  readonly #database: DatabaseSync;
  readonly #disk: DiskFlush;
  readonly #topics = new Map<string, LogTopic>();
  readonly #statements: Readonly<Record<'insert' | 'next' | 'read' | 'setOffset' | 'offset' | 'create', StatementSync>>;

  /** Throws `UNAVAILABLE` where the folder cannot be used, as when another process has it open. */
  constructor(folder: string) {
    try {
      mkdirSync(folder, { recursive: true });
      const file = path.join(folder, 'messages.sqlite');
      this.#database = new DatabaseSync(file, { timeout: 0 });
      prepareDatabase(this.#database);
      this.#disk = new DiskFlush(`${this.#database.location() ?? file}-wal`);
    } catch (error) {
      const text = errorText(error);
      const why = text.includes('locked')
        ? 'it is open in another process; embedded messaging is for one process'
        : text;
      throw new MessagingError('UNAVAILABLE', `the embedded log in ${folder} cannot be opened: ${why}`, error);
    }
    this.#statements = {
      insert: this.#database.prepare('INSERT INTO messages (id, at, key, value, headers) VALUES (?, ?, ?, ?, ?)'),
      next: this.#database.prepare('UPDATE topics SET next_offset = ? WHERE id = ?'),
      read: this.#database.prepare(
        'SELECT id, key, value, headers FROM messages WHERE id >= ? AND id < ? ORDER BY id LIMIT ?',
      ),
      setOffset: this.#database.prepare(
        'INSERT INTO group_offsets (group_name, topic, next_offset) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET next_offset = excluded.next_offset',
      ),
      offset: this.#database.prepare('SELECT next_offset FROM group_offsets WHERE group_name = ? AND topic = ?'),
      create: this.#database.prepare(
        'INSERT INTO topics (name, retention_ms, next_offset) VALUES (?, ?, 0) RETURNING id',
      ),
    };
    this.#loadTopics();
  }

  get topics(): readonly LogTopic[] {
    return [...this.#topics.values()];
  }

  /** The topic of that name; created where it is missing, for nothing is gained by refusing it in one process. */
  topic(name: string, retentionMs: number): LogTopic {
    const known = this.#topics.get(name);
    if (known !== undefined) return known;
    const id = Number(this.#statements.create.get(name, retentionMs)?.['id']);
    const topic = { id, name, retentionMs, first: 0, next: 0 };
    this.#topics.set(name, topic);
    return topic;
  }

  /**
   * Runs `work` in one transaction: all of it is stored when this returns, or none of it. It outlives this process, but a power cut may
   * take it back until something is flushed after it.
   */
  transaction(work: () => void): void {
    const before = this.topics.map((topic) => ({ topic, next: topic.next }));
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      for (const { topic, next } of before) topic.next = next;
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Resolves once all transactions that returned before are on disk. */
  flush(): Promise<void> {
    return this.#disk.after();
  }

  /** Inside a transaction. */
  append(topic: LogTopic, messages: readonly EncodedMessage[]): void {
    const at = Date.now();
    for (const { key, value, headers } of messages)
      this.#statements.insert.run(topic.id * OFFSETS + topic.next++, at, key, value, JSON.stringify(headers));
    this.#statements.next.run(topic.next, topic.id);
  }

  /** At most `most` messages from `offset` on, and no more than fit in `limitBytes` (at least one). */
  read(topic: LogTopic, offset: number, most: number, limitBytes: number): RawMessage[] {
    const start = topic.id * OFFSETS;
    const messages: RawMessage[] = [];
    let bytes = 0;
    for (const row of this.#statements.read.iterate(start + offset, start + OFFSETS, most)) {
      const value = row['value'] as Uint8Array;
      messages.push({
        key: String(row['key']),
        value,
        headers: JSON.parse(String(row['headers'])) as Headers,
        partition: 0,
        offset: String(Number(row['id']) - start),
      });
      bytes += value.byteLength;
      if (bytes >= limitBytes) break;
    }
    return messages;
  }

  /** Null where the group has none. */
  groupOffset(group: string, topic: LogTopic): number | null {
    const row = this.#statements.offset.get(group, topic.id);
    return row === undefined ? null : Number(row['next_offset']);
  }

  setGroupOffset(group: string, topic: LogTopic, next: number): void {
    this.#statements.setOffset.run(group, topic.id, next);
  }

  /** Removes at most `most` of the topic's messages that were stored before `before`; how many went. */
  prune(topic: LogTopic, before: number, most: number): number {
    const start = topic.id * OFFSETS;
    const { changes } = this.#database
      .prepare(
        `DELETE FROM messages WHERE id >= ? AND id < ?
           AND id < coalesce((SELECT id FROM messages WHERE id >= ? AND id < ? AND at >= ? ORDER BY id LIMIT 1), ?)`,
      )
      .run(
        start + topic.first,
        start + topic.first + most,
        start + topic.first,
        start + OFFSETS,
        before,
        start + OFFSETS,
      );
    topic.first += Number(changes);
    return Number(changes);
  }

  /** Throws where the file cannot be read, or the disk takes nothing any more. */
  check(): void {
    this.#database.prepare('SELECT count(*) FROM topics').get();
    if (this.#disk.failure !== null) throw this.#disk.failure;
  }

  async close(): Promise<void> {
    await this.#disk.close();
    this.#database.close();
  }

  #loadTopics(): void {
    const firstId = this.#database.prepare('SELECT min(id) AS id FROM messages WHERE id >= ? AND id < ?');
    for (const row of this.#database.prepare('SELECT id, name, retention_ms, next_offset FROM topics').all()) {
      const id = Number(row['id']);
      const start = id * OFFSETS;
      const next = Number(row['next_offset']);
      const first = firstId.get(start, start + OFFSETS)?.['id'] ?? null;
      this.#topics.set(String(row['name']), {
        id,
        name: String(row['name']),
        retentionMs: Number(row['retention_ms']),
        first: first === null ? next : Number(first) - start,
        next,
      });
    }
  }
}
