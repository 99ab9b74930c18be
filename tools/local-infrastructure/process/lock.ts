import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './alive.ts';
import { hasCode } from './error-code.ts';

const RETRY_MS = 50;

/**
 * Runs `work` while holding a lock file that other processes see; waits at most `limitMs` for it. The lock of a process that died is
 * taken over. Two processes that take it over in the same instant may both enter, so what `work` makes must appear by a rename.
 */
export async function withLock<T>(file: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  const deadline = performance.now() + limitMs;
  while (!(await take(file))) {
    if (performance.now() > deadline) throw new Error(`${file} has been held by another process for ${limitMs} ms`);
    await sleep(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  // 0: it is just being written, or has just gone.
  if (holder !== 0 && !isAlive(holder)) {
    const stale = `${file}.stale-${process.pid}`;
    await rename(file, stale).catch(() => undefined);
    await rm(stale, { force: true });
  }
  return false;
}
