// Runs jest as ESM on the pinned Node: `node tools/run-jest.mjs [folder] [jest options]`. Specs have a temporary folder of this run
// alone (`TMPDIR`): what one of them leaves behind there is named and fails the run, whatever else runs on this machine.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const workspace = path.resolve(import.meta.dirname, '..');
const [first, ...others] = process.argv.slice(2);
const isFolder = first !== undefined && !first.startsWith('-') && existsSync(first);
const scope = isFolder ? [path.relative(workspace, path.resolve(first)), ...others] : process.argv.slice(2);
// Made by tools, not by specs: Node's own cache of compiled code, and what a JVM tells of itself.
const BY_TOOLS = /^(node-compile-cache|hsperfdata_.*)$/;

/** What Node makes of the code once, as `bootstrap.mjs` has it: of jest's own, and of each program that a spec starts. */
const compiled = path.join(workspace, '.cache/compiled');

/** Linux' memory as a file system. Specs open databases by the thousand, and on a disk each of them waits for it. */
const MEMORY = '/dev/shm';
/** Several times what all specs have there at once. */
const MEMORY_FREE_BYTES = 4 * 1024 ** 3;
const FOLDER_PREFIX = 'passback-run-';
/** What a run that was killed left in the memory goes when it is this old: longer than a run takes. */
const LEFT_BEHIND_MS = 24 * 3_600_000;

// Short: paths of sockets below it are at most about a hundred characters.
const temporary = mkdtempSync(path.join(placeOfFolder(), FOLDER_PREFIX));

const jest = spawn(
  path.join(workspace, 'node_modules/.bin/node'),
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=TimeoutNegativeWarning',
    path.join(workspace, 'node_modules/jest/bin/jest.js'),
    ...scope.filter((argument) => argument !== ''),
  ],
  { cwd: workspace, stdio: 'inherit', env: { NODE_COMPILE_CACHE: compiled, ...process.env, TMPDIR: temporary } },
);
// Who ends this ends jest; its end is waited for, so that nothing works in the folder any more.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => jest.kill(signal));
jest.on('error', (error) => {
  rmSync(temporary, { recursive: true, force: true });
  process.stderr.write(`jest could not be started: ${error.message}\n`);
  process.exit(1);
});
jest.on('exit', (code, signal) => {
  const left = readdirSync(temporary).filter((name) => !BY_TOOLS.test(name));
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  if (left.length > 0) process.stderr.write(`Specs left behind in their temporary folder: ${left.join(', ')}\n`);
  process.exit(signal === null && left.length === 0 ? (code ?? 1) : code || 1);
});

/** Where the run's folder is made: in memory where there is room, unless somebody says where. Soaks fill more than that. */
function placeOfFolder() {
  const isSoak = scope.some((argument) => argument.includes('soak'));
  if (isSoak || process.env.TMPDIR !== undefined || !existsSync(MEMORY)) return tmpdir();
  removeLeftBehind();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize < MEMORY_FREE_BYTES ? tmpdir() : MEMORY;
}

function removeLeftBehind() {
  for (const name of readdirSync(MEMORY)) {
    if (!name.startsWith(FOLDER_PREFIX)) continue;
    const folder = path.join(MEMORY, name);
    const { uid, mtimeMs = Infinity } = statSync(folder, { throwIfNoEntry: false }) ?? {};
    if (uid === process.getuid() && Date.now() - mtimeMs > LEFT_BEHIND_MS)
      rmSync(folder, { recursive: true, force: true });
  }
}
