import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from './alive.ts';

const WORKSPACE = path.resolve(import.meta.dirname, '../../..');

/** Where jars and data are kept: `LOCAL_INFRASTRUCTURE_CACHE`, or `.cache/local-infrastructure` of the workspace. */
export function cacheFolder(): string {
  const configured = process.env['LOCAL_INFRASTRUCTURE_CACHE'];
  return configured === undefined || configured === ''
    ? path.join(WORKSPACE, '.cache/local-infrastructure')
    : path.resolve(configured);
}

/** A fresh folder for one server's data, named after this process, so that it can be swept once the process is gone. */
export async function createDataFolder(kind: string): Promise<string> {
  const data = path.join(cacheFolder(), 'data');
  await mkdir(data, { recursive: true });
  await sweep(data);
  return mkdtemp(path.join(data, `${process.pid}-${kind}-`));
}

/** Removes a data folder; a server that has just been killed may still hold files in it. */
export async function removeDataFolder(folder: string): Promise<void> {
  if (existsSync(folder)) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function sweep(data: string): Promise<void> {
  for (const name of await readdir(data)) {
    const owner = Number.parseInt(name, 10);
    if (!Number.isNaN(owner) && !isAlive(owner)) await removeDataFolder(path.join(data, name));
  }
}
