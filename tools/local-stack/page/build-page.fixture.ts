import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const BUILD = path.resolve(import.meta.dirname, '../../../web/build.ts');

/** Builds the page where that is needed; in a process of its own, since the bundler does not run within jest's modules. */
export async function buildPage(): Promise<void> {
  await promisify(execFile)(process.execPath, [BUILD]);
}
