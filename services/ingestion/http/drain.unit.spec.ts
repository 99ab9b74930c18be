import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { INGESTION_LIMITS } from '../limits.ts';
import { drain } from './drain.ts';

describe('the rest of a stream that was given up', () => {
  it('is read to its end, even while somebody else still waits for a chunk', async () => {
    const stream = new PassThrough();
    void stream.iterator({ destroyOnReturn: false }).next();
    const drained = drain(stream);
    stream.write('one');
    stream.end('two');
    await expect(drained).resolves.toBe(true);
  });

  it('is read to its end after some of it was taken', async () => {
    const stream = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(10_000)));
    await stream.iterator({ destroyOnReturn: false }).next();
    await expect(drain(stream)).resolves.toBe(true);
  });

  it('is not read beyond the limit', async () => {
    let pushed = 0;
    const chunk = Buffer.alloc(1024 * 1024);
    const endless = new Readable({
      read() {
        pushed += chunk.length;
        this.push(chunk);
      },
    });
    await expect(drain(endless)).resolves.toBe(false);
    expect(pushed).toBeLessThan(2 * INGESTION_LIMITS.drainBytes);
    endless.destroy();
  });
});
