import type { Readable } from 'node:stream';

export const READ_ENDS = ['end', 'idle', 'stopping'] as const;
export type ReadEnd = (typeof READ_ENDS)[number];

/**
 * Hands the chunks of `stream` to `take`, one after the other: while it works nothing more is read. Returns why it ended: all
 * was read, nothing came for `idleMs`, or `signal` aborted. The stream stays open; rejects when the client breaks off.
 */
export async function readChunks(
  stream: Readable,
  options: { readonly idleMs: number; readonly signal: AbortSignal },
  take: (chunk: Buffer) => Promise<void>,
): Promise<ReadEnd> {
  const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, undefined>;
  for (;;) {
    const next = await within(chunks.next(), options);
    if (typeof next === 'string') return next;
    if (next.done === true) return 'end';
    await take(next.value);
  }
}

/** Each wait has its own timer and listener, which go with it: a promise that outlives the stream would gather them. */
async function within<T>(
  waited: Promise<T>,
  { idleMs, signal }: { readonly idleMs: number; readonly signal: AbortSignal },
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
