import { MessagingError } from '../port/messaging.ts';

export interface Job<W> {
  readonly work: W;
  readonly bytes: number;
}

export interface QueueLimits {
  /** Most bytes that go out in one call of `send`; a larger job goes alone. */
  readonly batchBytes: number;
  /** Most bytes that are prepared and not yet sent; what comes then waits unprepared. */
  readonly queuedBytes: number;
  /** Most calls that wait so; the next one is refused. */
  readonly waitingCalls: number;
  /** From `add` to its answer. */
  readonly timeoutMs: number;
}

/** Jobs that go out together. */
export interface SendBatch<W> {
  /** Those that somebody still waits for; the others have been given up. */
  live(): readonly W[];
}

interface Call<W> {
  readonly prepare: () => readonly Job<W>[];
  unsent: number;
  settled: boolean;
  resolve(): void;
  reject(error: unknown): void;
}

interface QueuedJob<W> extends Job<W> {
  readonly call: Call<W>;
}

/**
 * Merges concurrent calls into few sends: one `send` at a time (which is what keeps order), and whatever was added meanwhile goes out
 * with the next. So a lone message waits for nothing, and many share the cost of a round trip or of a flush to disk.
 */
export class BatchingQueue<W> {
  readonly #send: (batch: SendBatch<W>) => Promise<void>;
  readonly #limits: QueueLimits;
  readonly #waiting: Call<W>[] = [];
  readonly #queue: QueuedJob<W>[] = [];
  #queuedBytes = 0;
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(send: (batch: SendBatch<W>) => Promise<void>, limits: QueueLimits) {
    this.#send = send;
    this.#limits = limits;
  }

  /**
   * Queues the jobs that `prepare` makes, in order, behind all that were added before; resolves when all of them are sent.
   * `prepare` is called once there is room, so a caller that is too fast waits instead of filling memory.
   * Rejects with what `prepare` or `send` throws; `UNAVAILABLE` when the time limit passes or too many calls wait.
   * A job that was being sent when the time limit passed may have been stored.
   */
  add(prepare: () => readonly Job<W>[]): Promise<void> {
    const { waitingCalls, timeoutMs } = this.#limits;
    if (this.#closed) return Promise.reject(new MessagingError('STOPPED', 'messaging has been stopped'));
    if (this.#waiting.length >= waitingCalls)
      return Promise.reject(new MessagingError('UNAVAILABLE', `over ${waitingCalls} calls wait for the broker`));
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        if (call.settled) return;
        call.settled = true;
        clearTimeout(timer);
        finish();
      };
      const call: Call<W> = {
        prepare,
        unsent: 0,
        settled: false,
        resolve: () => settle(resolve),
        reject: (error) => settle(() => reject(error)),
      };
      const timer = setTimeout(
        () => call.reject(new MessagingError('UNAVAILABLE', `not durable within ${timeoutMs} ms`)),
        timeoutMs,
      );
      this.#waiting.push(call);
      this.#running ??= this.#run();
    });
  }

  /** Refuses what comes from now on; resolves when nothing is left. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    for (;;) {
      // All that is added in the same turn of the event loop goes out together.
      await new Promise<void>((resolve) => void setImmediate(resolve));
      this.#admit();
      const batch = this.#takeBatch();
      if (batch.length > 0) await this.#sendBatch(batch);
      else if (this.#waiting.length === 0) break;
    }
    this.#running = null;
  }

  #admit(): void {
    while (this.#queuedBytes < this.#limits.queuedBytes) {
      const call = this.#waiting.shift();
      if (call === undefined) return;
      if (call.settled) continue;
      try {
        const jobs = call.prepare();
        call.unsent = jobs.length;
        if (jobs.length === 0) call.resolve();
        for (const job of jobs) {
          this.#queue.push({ ...job, call });
          this.#queuedBytes += job.bytes;
        }
      } catch (error) {
        call.reject(error);
      }
    }
  }

  #takeBatch(): QueuedJob<W>[] {
    const batch: QueuedJob<W>[] = [];
    let bytes = 0;
    for (let job = this.#queue[0]; job !== undefined; job = this.#queue[0]) {
      if (batch.length > 0 && bytes + job.bytes > this.#limits.batchBytes) break;
      this.#queue.shift();
      if (job.call.settled) {
        this.#queuedBytes -= job.bytes;
      } else {
        batch.push(job);
        bytes += job.bytes;
      }
    }
    return batch;
  }

  async #sendBatch(batch: readonly QueuedJob<W>[]): Promise<void> {
    try {
      await this.#send({ live: () => batch.filter(({ call }) => !call.settled).map(({ work }) => work) });
      for (const { call } of batch) if (--call.unsent === 0) call.resolve();
    } catch (error) {
      for (const { call } of batch) call.reject(error);
    } finally {
      for (const { bytes } of batch) this.#queuedBytes -= bytes;
    }
  }
}
