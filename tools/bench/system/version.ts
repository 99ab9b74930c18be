import { readFileSync } from 'node:fs';
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

/** What Node is told in that version's image (`NODE_OPTIONS`), so that what is measured runs as it is deployed; empty: nothing. */
export function nodeOptionsOf({ folder }: Version): string {
  const image = readFileSync(path.join(folder, 'deploy/docker/Dockerfile'), 'utf8');
  return (
    /^ENV\b.*?\bNODE_OPTIONS=(?:"([^"]*)"|(\S+))/m
      .exec(image)
      ?.slice(1)
      .find((text) => text !== undefined) ?? ''
  );
}
