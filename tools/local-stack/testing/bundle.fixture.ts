import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

const WORKSPACE = path.resolve(import.meta.dirname, '../../..');

/** The services as the image has them, made anew from the sources as they are. */
export class Bundle {
  readonly #folder: string;

  constructor() {
    const caches = path.join(WORKSPACE, '.cache');
    mkdirSync(caches, { recursive: true });
    this.#folder = mkdtempSync(path.join(caches, 'bundle-'));
    execFileSync(process.execPath, ['tools/bundle/main.ts', this.#folder], { cwd: WORKSPACE, stdio: 'pipe' });
  }

  /** Path of the program of a service, below the workspace. */
  readonly programOf = (service: string): string => path.join(path.relative(WORKSPACE, this.#folder), `${service}.js`);

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
