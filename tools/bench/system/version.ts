import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as ledgers from '@passback/ledger';

/** A version of the system: the folder that it is checked out in, out of which its processes are started. */
export interface Version {
  /** As whoever asked for it names it. */
  readonly name: string;
  readonly folder: string;
}

export const THIS_VERSION: Version = { name: 'this', folder: path.resolve(import.meta.dirname, '../../..') };

/** The ledger as that version reads it: another may keep its records otherwise. */
export async function openLedgerOf({ folder }: Version, url: string): Promise<ledgers.Ledger> {
  const file = pathToFileURL(path.join(folder, 'libs/ledger/index.ts')).href;
  const { openLedger } = (await import(file)) as typeof ledgers;
  return openLedger({ url });
}

/** By which an image says how its processes run. */
const RUN_BY = ['NODE_OPTIONS', 'MALLOC_ARENA_MAX'] as const;

/** What that version's image tells its processes, Node and what allocates memory, so that what is measured runs as it is deployed. */
export function imageEnvOf({ folder }: Version): Readonly<Record<string, string>> {
  const image = readFileSync(path.join(folder, 'deploy/docker/Dockerfile'), 'utf8');
  const env: Record<string, string> = {};
  for (const name of RUN_BY) {
    // `NAME=value` or `NAME="several values"`, anywhere in a line of ENV.
    const [, quoted, plain] = new RegExp(`^ENV\\b.*?\\b${name}=(?:"([^"]*)"|(\\S+))`, 'm').exec(image) ?? [];
    const value = quoted ?? plain;
    if (value !== undefined) env[name] = value;
  }
  return env;
}

const bundled = new Set<string>();

/**
 * The program of a service as that version's image starts it, below the folder of the version: of the bundle, which is made when it is asked
 * for first, else the sources. `isFromSources`: those in any case.
 */
export function programOf({ folder }: Version, service: string, isFromSources = false): string {
  const bundler = 'tools/bundle/main.ts';
  if (isFromSources || !existsSync(path.join(folder, bundler))) return `services/${service}/main.ts`;
  if (!bundled.has(folder)) execFileSync(process.execPath, [bundler], { cwd: folder, stdio: ['ignore', 'ignore', 2] });
  bundled.add(folder);
  return `dist/${service}.js`;
}
