import type { Readable } from 'node:stream';
import { INGESTION_LIMITS } from '../limits.ts';

/**
 * Reads on without keeping anything, within limits: a client that is still sending then sees the answer; one that sends much
 * more than that sees its connection end. Returns whether everything was read.
 */
export async function drain(stream: Readable): Promise<boolean> {
  if (stream.readableEnded || stream.destroyed) return true;
  // Whoever read before may still wait for `readable`, which would keep the stream from flowing.
  stream.removeAllListeners('readable');
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(() => done(false), INGESTION_LIMITS.drainMs);
    const atEnd = (): void => done(true);
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > INGESTION_LIMITS.drainBytes) done(false);
    };
    const done = (wasRead: boolean): void => {
      clearTimeout(timer);
      stream.off('data', count).off('end', atEnd).off('close', atEnd).pause();
      resolve(wasRead);
    };
    stream.on('data', count).once('end', atEnd).once('close', atEnd).resume();
  });
}
