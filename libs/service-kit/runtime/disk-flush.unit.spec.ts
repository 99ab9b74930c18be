import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DiskFlush } from './disk-flush.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'disk-flush-'));
const file = path.join(folder, 'file');
writeFileSync(file, 'text');
afterAll(() => rmSync(folder, { recursive: true }));

describe('DiskFlush', () => {
  test('what is asked for while one is under way shares the next, and none shares the one that began before it', async () => {
    const flush = new DiskFlush(file);
    const first = flush.after();
    const second = flush.after();
    const third = flush.after();
    expect(second).not.toBe(first);
    expect(third).toBe(second);
    await first;
    // The second is under way now: it began before this call.
    const fourth = flush.after();
    expect(fourth).not.toBe(second);
    await Promise.all([second, fourth]);
    await flush.close();
  });

  test('closing waits for what is under way', async () => {
    const flush = new DiskFlush(file);
    const ends: string[] = [];
    const waiting = [flush.after(), flush.after()].map((one, index) => one.then(() => ends.push(`flush ${index}`)));
    await flush.close();
    await Promise.all(waiting);
    expect(ends).toEqual(['flush 0', 'flush 1']);
    await flush.close();
  });

  test('after a flush that failed nothing is called on disk any more, whatever the disk says', async () => {
    const first = Promise.withResolvers<undefined>();
    let asked = 0;
    const flush = new DiskFlush(file, async () => {
      asked += 1;
      if (asked === 1) await first.promise;
    });
    const ends = [flush.after(), flush.after(), flush.after()].map((one) => one.then(() => 'on disk', String));
    expect(flush.failure).toBeNull();
    first.reject(new Error('EIO'));
    expect(await Promise.all(ends)).toEqual(['Error: EIO', 'Error: EIO', 'Error: EIO']);
    await expect(flush.after()).rejects.toThrow('EIO');
    expect(flush.failure?.message).toBe('EIO');
    expect(asked).toBe(1);
    await flush.close();
    await expect(flush.after()).rejects.toThrow('The file is closed');
  });

  test('a file that is not there is an error', () => {
    expect(() => new DiskFlush(path.join(folder, 'none'))).toThrow('ENOENT');
  });
});
