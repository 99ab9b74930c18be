import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withLock } from './lock.ts';

describe('withLock', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('lets one in at a time', async () => {
    const file = path.join(folder, 'one');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
    };
    await Promise.all([1, 2, 3, 4].map(() => withLock(file, 10_000, work)));
    expect(most).toBe(1);
  });

  it('takes over the lock of a process that died', async () => {
    const file = path.join(folder, 'stale');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(file, String(dead));
    await expect(withLock(file, 5_000, () => Promise.resolve('in'))).resolves.toBe('in');
  });

  it('gives up on a lock that is held too long, and names it', async () => {
    const file = path.join(folder, 'held');
    await withLock(file, 1_000, async () => {
      await expect(withLock(file, 100, () => Promise.resolve())).rejects.toThrow(file);
    });
  });
});
