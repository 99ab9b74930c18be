import { mkdirSync, realpathSync } from 'node:fs';
import { BatchingQueue, type SendBatch } from '../transfer/batching-queue.ts';
import type { EncodedMessage } from '../transfer/encoded-message.ts';
import { inParts, totalBytes } from '../transfer/encoded-message.ts';
import { errorText } from '../transfer/error-text.ts';
import { PRODUCE_TIMEOUT_MS } from '../port/limits.ts';
import { MessagingError, type MessagingOptions } from '../port/messaging.ts';
import { LogFile, type LogTopic } from './log-file.ts';
import { startPruning } from './retention.ts';
import { Signals } from './signals.ts';

/** One transaction: long enough that a flush to disk is shared by many, short enough that the event loop is not kept busy (about 20 ms). */
const TRANSACTION_BYTES = 1024 * 1024;
/** Encoded and not yet written; more callers than this wait. */
const QUEUED_BYTES = 16 * 1024 * 1024;
/** Calls that wait behind those; a caller that is refused tries again later. */
const WAITING_CALLS = 10_000;
/** What moving an offset adds to a transaction. */
const OFFSET_BYTES = 100;

/** A write as part of the next transaction; `written` is called once that is done. */
interface Write {
  /** False for what may be forgotten in a power cut. */
  readonly needsFlush: boolean;
  apply(): void;
  written(): void;
}

/** The log of one folder, shared by all who open that folder in this process. */
export class SharedLog {
  readonly file: LogFile;
  /** Signalled by topic id when messages were added to it. */
  readonly appended = new Signals<number>();
  /** Signalled by topic id when a group's offset moved in it. */
  readonly committed = new Signals<number>();
  /** Who consumes a topic for a group (`topic id:group`); the others of the group wait for the seat. */
  readonly seats = new Map<string, Promise<void>>();
  readonly #writes: BatchingQueue<Write>;
  readonly #stopPruning: () => void;

  constructor(folder: string, log: MessagingOptions['log']) {
    this.file = new LogFile(folder);
    this.#writes = new BatchingQueue((batch) => this.#write(batch), {
      batchBytes: TRANSACTION_BYTES,
      queuedBytes: QUEUED_BYTES,
      waitingCalls: WAITING_CALLS,
      timeoutMs: PRODUCE_TIMEOUT_MS,
    });
    this.#stopPruning = startPruning(this.file, log);
  }

  /** Resolves once the messages are on disk. `prepare` is called when there is room for them. */
  append(topic: LogTopic, prepare: () => readonly EncodedMessage[]): Promise<void> {
    return this.#writes.add(() =>
      inParts(prepare(), TRANSACTION_BYTES).map((part) => ({
        bytes: totalBytes(part),
        work: {
          needsFlush: true,
          apply: () => this.file.append(topic, part),
          written: () => this.appended.signal(topic.id),
        },
      })),
    );
  }

  /**
   * Moves the group's offset and stores its dead letters, both or neither. An offset alone is not worth a flush to disk: after a
   * power cut the group gets some messages again, as after any crash.
   */
  commit(
    group: string,
    topic: LogTopic,
    next: number,
    dead: { topic: LogTopic; letters: readonly EncodedMessage[] },
  ): Promise<void> {
    const work: Write = {
      needsFlush: dead.letters.length > 0,
      apply: () => {
        if (dead.letters.length > 0) this.file.append(dead.topic, dead.letters);
        this.file.setGroupOffset(group, topic, next);
      },
      written: () => {
        if (dead.letters.length > 0) this.appended.signal(dead.topic.id);
        this.committed.signal(topic.id);
      },
    };
    return this.#writes.add(() => [{ bytes: OFFSET_BYTES + totalBytes(dead.letters), work }]);
  }

  /** Writes what is queued, then closes the file. */
  async close(): Promise<void> {
    this.#stopPruning();
    await this.#writes.close();
    await this.file.close();
  }

  async #write(batch: SendBatch<Write>): Promise<void> {
    const writes = batch.live();
    try {
      this.file.transaction(() => {
        for (const write of writes) write.apply();
      });
      if (writes.some(({ needsFlush }) => needsFlush)) await this.file.flush();
    } catch (error) {
      throw new MessagingError('UNAVAILABLE', `the embedded log cannot be written: ${errorText(error)}`, error);
    }
    for (const write of writes) write.written();
  }
}

const open = new Map<string, { readonly log: SharedLog; users: number }>();

/**
 * The log of a folder, created where it is missing; `release` closes it with its last user. `log`: of its first user, told of what is
 * wrong with the folder itself. Throws as `LogFile`.
 */
export function openSharedLog(
  folder: string,
  log: MessagingOptions['log'],
): { readonly log: SharedLog; release(): Promise<void> } {
  const key = realFolder(folder);
  const entry = open.get(key) ?? { log: new SharedLog(key, log), users: 0 };
  open.set(key, entry);
  entry.users++;
  return {
    log: entry.log,
    release: async () => {
      if (--entry.users > 0) return;
      open.delete(key);
      await entry.log.close();
    },
  };
}

function realFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return realpathSync(folder);
  } catch (error) {
    throw new MessagingError('UNAVAILABLE', `the folder ${folder} cannot be used: ${errorText(error)}`, error);
  }
}
