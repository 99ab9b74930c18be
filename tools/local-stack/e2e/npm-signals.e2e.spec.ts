import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { freePorts } from '../testing/processes.fixture.ts';

const workspace = path.resolve(import.meta.dirname, '../../..');
let npm: ChildProcess | undefined;

afterEach(() => {
  // The whole group, in case what npm started outlived it.
  if (npm?.pid !== undefined) process.kill(-npm.pid, 'SIGKILL');
});

async function npmStart(): Promise<{ npm: ChildProcess; answers: () => Promise<boolean> }> {
  const folder = temporaryFolder('signals');
  const [ingestion, console] = await freePorts(2);
  const env = {
    ...process.env,
    DATA_DIR: folder,
    DISTRICTS_FILE: writeDistricts(folder, []),
    INGESTION_PORT: String(ingestion),
    CONSOLE_PORT: String(console),
  };
  npm = spawn('npm', ['start'], { cwd: workspace, env, stdio: 'ignore', detached: true });
  const answers = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${ingestion}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await eventually(async () => expect(await answers()).toBe(true), 60_000);
  return { npm, answers };
}

afterAll(removeTemporaryFolders);

describe('npm start', () => {
  it('stops cleanly when npm alone gets SIGTERM, and leaves nothing behind', async () => {
    const { npm: started, answers } = await npmStart();
    started.kill('SIGTERM');
    expect(await once(started, 'exit')).toEqual([0, null]);
    expect(await answers()).toBe(false);
    npm = undefined;
  }, 90_000);

  it('ends with npm when that is killed outright', async () => {
    const { npm: started, answers } = await npmStart();
    started.kill('SIGKILL');
    await eventually(async () => expect(await answers()).toBe(false));
    npm = undefined;
  }, 90_000);
});
