import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../process/alive.ts';
import { cacheFolder } from '../process/folders.ts';
import { withLock } from '../process/lock.ts';
import type { KeeperState, SharedKind } from './keeper-state.ts';

/** Download, then start; see the limits of both. */
const READY_LIMIT_MS = 8 * 60_000;
const POLL_MS = 50;

/**
 * The URL of one server that every test process of a run shares; null where nothing can start one.
 * The first caller starts it in a process of its own (the keeper), which ends, server included, when the run's main process is gone.
 */
export async function sharedServer(kind: SharedKind): Promise<string | null> {
  const owner = runPid();
  const folder = path.join(cacheFolder(), 'shared');
  await mkdir(folder, { recursive: true });
  const stateFile = path.join(folder, `${kind}-${owner}.json`);
  const state = await withLock(`${stateFile}.lock`, READY_LIMIT_MS, async () => {
    const running = await readState(stateFile);
    return running ?? startKeeper(kind, owner, stateFile);
  });
  if (state.error !== undefined) throw new Error(`The shared ${kind} server did not start: ${state.error}`);
  return state.url;
}

/** The main process of the test run: jest's workers are its children; without workers it is this process itself. */
function runPid(): number {
  const isJestWorker = process.argv[1]?.includes('jest-worker') === true;
  return isJestWorker ? process.ppid : process.pid;
}

async function readState(stateFile: string): Promise<KeeperState | null> {
  const text = await readFile(stateFile, 'utf8').catch(() => null);
  if (text === null) return null;
  const state = JSON.parse(text) as KeeperState;
  return isAlive(state.keeperPid) ? state : null;
}

async function startKeeper(kind: SharedKind, owner: number, stateFile: string): Promise<KeeperState> {
  const logFile = `${stateFile}.log`;
  const log = await open(logFile, 'w');
  const keeper = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      path.join(import.meta.dirname, 'keeper.ts'),
      kind,
      String(owner),
      stateFile,
    ],
    { detached: true, stdio: ['ignore', log.fd, log.fd] },
  );
  keeper.unref();
  await log.close();
  const deadline = performance.now() + READY_LIMIT_MS;
  for (;;) {
    const state = await readState(stateFile);
    if (state !== null && state.keeperPid === keeper.pid) return state;
    if (keeper.exitCode !== null || keeper.signalCode !== null || performance.now() > deadline) {
      const tail = (await readFile(logFile, 'utf8')).slice(-2_000);
      throw new Error(`The keeper of the shared ${kind} server ended or was not ready in time:\n${tail}`);
    }
    await sleep(POLL_MS);
  }
}
