// Runs jest as ESM on the pinned Node: `node tools/run-jest.mjs [folder] [jest options]`. Specs have a temporary folder of this run
// alone (`TMPDIR`): what one of them leaves behind there is named and fails the run, whatever else runs on this machine.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
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

// Short: paths of sockets below it are at most about a hundred characters.
const temporary = mkdtempSync(path.join(tmpdir(), 'passback-run-'));

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
