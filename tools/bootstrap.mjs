// Starts a program of this workspace on its pinned Node, installing what is missing first:
//   node tools/bootstrap.mjs <program> [arguments]
// Runs on any Node from 18 on, so that a fresh clone needs nothing but npm.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const workspace = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const pinnedNode = path.join(workspace, 'node_modules/.bin/node');
/** What Node makes of the code once, types taken out, so that the next start takes half as long. */
const compiled = path.join(workspace, '.cache/compiled');
const stamp = path.join(workspace, 'node_modules/.installed-lockfile');
const pinnedMajor = '26';
const PARENT_CHECK_MS = 100;

const [program, ...programArguments] = process.argv.slice(2);
if (program === undefined) fail('usage: node tools/bootstrap.mjs <program> [arguments]');

installWhatIsMissing();
endWithNpm();
await run(path.join(workspace, program), programArguments);

/** Installs from the lockfile when there is no install, or one of another lockfile. */
function installWhatIsMissing() {
  const lockfile = createHash('sha256')
    .update(readFileSync(path.join(workspace, 'package-lock.json')))
    .digest('hex');
  if (existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  process.stderr.write('Installing what the lockfile names (about a minute, once) …\n');
  const npm = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: workspace,
    stdio: ['ignore', 2, 2],
  });
  if (npm.status !== 0) fail('npm ci failed; its messages are above');
  const version = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  if (version.status !== 0 || !version.stdout.startsWith(`v${pinnedMajor}.`)) {
    const why = (version.stderr ?? '').includes('libatomic')
      ? 'it needs libatomic.so.1 (Debian, Ubuntu: apt-get install libatomic1)'
      : String(version.stderr ?? version.error).trim();
    fail(`Node ${pinnedMajor} was installed but does not run: ${why}`);
  }
  writeFileSync(stamp, lockfile);
}

/** npm that is killed outright passes no signal on: what it ran would stay behind, on its ports and its data. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => process.ppid === npm || process.exit(1), PARENT_CHECK_MS).unref();
}

/** In this process where it is the pinned Node already; else in a child that ends with this process, however it ends. */
async function run(file, rest) {
  if (process.versions.node.startsWith(`${pinnedMajor}.`)) {
    process.argv = [process.argv[0], file, ...rest];
    module.enableCompileCache(compiled);
    await import(pathToFileURL(file).href);
    return;
  }
  const child = spawn(pinnedNode, ['--import', path.join(workspace, 'tools/end-with-parent.mjs'), file, ...rest], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      NODE_COMPILE_CACHE: compiled,
      ...process.env,
      PATH: `${path.dirname(pinnedNode)}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) =>
    process.exit(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)),
  );
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
