// Keeps one server for a test run: `node keeper.ts kafka|mongo <pid of the run> <state file>`. Ends when the run does.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../process/alive.ts';
import { startAnyKafka, startAnyMongo } from '../start-any.ts';
import type { KeeperState } from './keeper-state.ts';

const WATCH_MS = 250;
/** A container takes its time to be removed; a JVM is gone at once. */
const STOP_LIMIT_MS = 20_000;

const [kind, owner, stateFile] = process.argv.slice(2);
if ((kind !== 'kafka' && kind !== 'mongo') || stateFile === undefined)
  throw new Error('usage: keeper.ts kafka|mongo pid file');

function publish(state: Omit<KeeperState, 'keeperPid'>): void {
  const unfinished = `${stateFile}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify({ keeperPid: process.pid, ...state }));
  renameSync(unfinished, String(stateFile));
}

const starting = (kind === 'kafka' ? startAnyKafka() : startAnyMongo({})).then(
  (server) => {
    publish({ url: server?.url ?? null });
    return server;
  },
  (error: unknown) => {
    publish({ url: null, error: String(error) });
    return null;
  },
);

while (isAlive(Number(owner))) await sleep(WATCH_MS);
// The run may end while the server still starts; a JVM that is left then ends with this process.
await Promise.race([starting.then((server) => server?.stop()), sleep(STOP_LIMIT_MS)]);
rmSync(stateFile, { force: true });
rmSync(`${stateFile}.log`, { force: true });
process.exit(0);
