import type { Readable } from 'node:stream';

export type ReadEnd = 'end' | 'idle' | 'slow' | 'stopping';

export interface ReadingOptions {
  readonly idleMs: number;
  /** The least that has to come in each `windowMs` of waiting; `now` in milliseconds, monotonic. */
  readonly rate: { readonly bytes: number; readonly windowMs: number; readonly now: () => number };
  readonly signal: AbortSignal;
}

/** Adds up what came and how long it was waited for: the time in which we were busy with it is not the client's. */
class Rate {
  readonly #least: Pick<ReadingOptions['rate'], 'bytes' | 'windowMs'>;
  #waitedMs = 0;
  #bytes = 0;

  constructor(least: Pick<ReadingOptions['rate'], 'bytes' | 'windowMs'>) {
    this.#least = least;
  }

  isTooSlow(waitedMs: number, bytes: number): boolean {
    this.#waitedMs += waitedMs;
    this.#bytes += bytes;
    if (this.#waitedMs < this.#least.windowMs) return false;
    const isTooSlow = this.#bytes < this.#least.bytes;
    this.#waitedMs = 0;
    this.#bytes = 0;
    return isTooSlow;
  }
}

/**
 * Hands the chunks of `stream` to `take`, one after the other: while it works nothing more is read. Returns why it ended: all
 * was read, nothing came for `idleMs`, less than `rate` asks for, or `signal` aborted. The stream stays open; rejects when the client breaks off.
 */
export async function readChunks(
  stream: Readable,
  options: ReadingOptions,
  take: (chunk: Buffer) => Promise<void>,
): Promise<ReadEnd> {
  const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, undefined>;
  const rate = new Rate(options.rate);
  for (;;) {
    const askedAt = options.rate.now();
    const next = await within(chunks.next(), options);
    if (typeof next === 'string') return next;
    if (next.done === true) return 'end';
    if (rate.isTooSlow(options.rate.now() - askedAt, next.value.length)) return 'slow';
    await take(next.value);
  }
}

/** Each wait has its own timer and listener, which go with it: a promise that outlives the stream would gather them. */
async function within<T>(
  waited: Promise<T>,
  { idleMs, signal }: Pick<ReadingOptions, 'idleMs' | 'signal'>,
): Promise<T | 'idle' | 'stopping'> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  const interrupted = new Promise<'idle' | 'stopping'>((resolve) => {
    timer = setTimeout(() => resolve('idle'), idleMs);
    onAbort = () => resolve('stopping');
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([waited, interrupted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    // Nobody waits for it any more after an interruption.
    waited.catch(() => undefined);
  }
}
