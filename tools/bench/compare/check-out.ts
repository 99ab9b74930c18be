import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { THIS_VERSION, type Version } from '../system/version.ts';
import { linkPackages } from './linked-packages.ts';

/** Below the workspace; kept, so that the same version is there at once the next time. */
const CHECKOUTS = '.cache/versions';
const LOCKFILE = 'package-lock.json';
/** Written last: without it, making it was broken off. */
const COMPLETE = 'node_modules/.complete';

/**
 * Checks the version that git knows as `ref` out into a folder of its own, with its packages: those of this version where the lockfiles
 * are the same, else installed by it. Throws where git does not know it, or npm cannot install it.
 */
export function checkOut(ref: string, say: (text: string) => void): Version {
  const commit = git('rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`);
  const folder = path.join(THIS_VERSION.folder, CHECKOUTS, commit);
  if (!existsSync(path.join(folder, COMPLETE))) {
    say(`checking out ${ref} (${commit.slice(0, 12)})`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.dirname(folder), { recursive: true });
    git('worktree', 'prune');
    git('worktree', 'add', '--detach', folder, commit);
    install(folder, say);
    writeFileSync(path.join(folder, COMPLETE), '');
  }
  return { name: ref, folder };
}

function install(folder: string, say: (text: string) => void): void {
  const [own, wanted] = [THIS_VERSION.folder, folder].map((at) => readFileSync(path.join(at, LOCKFILE), 'utf8'));
  if (own === wanted) return linkPackages(THIS_VERSION.folder, folder);
  say('installing what its lockfile names');
  execFileSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: folder, stdio: ['ignore', 2, 2] });
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: THIS_VERSION.folder, encoding: 'utf8', stdio: 'pipe' }).trim();
}
