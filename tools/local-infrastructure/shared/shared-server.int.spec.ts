import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { findToolchain } from '../java/toolchain.ts';
import { answersOn } from '../process/answers.ts';
import { cacheFolder } from '../process/folders.ts';

const canRun = typeof (await findToolchain()) !== 'string' || process.env['REQUIRE_INTEGRATION'] === '1';
const LIMIT_MS = 120_000;

/** A run of its own, as jest's main process is one. */
function startRun(code: string): ChildProcess {
  const file = (name: string): string => path.resolve(import.meta.dirname, '..', name);
  return spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      `import { sharedMongo } from '${file('index.ts')}';
       import { startMongo } from '${file('mongo/start-mongo.ts')}';
       ${code}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

async function firstLine(run: ChildProcess): Promise<string> {
  if (run.stdout === null) throw new Error('no output');
  const [chunk] = (await once(run.stdout, 'data')) as [Buffer];
  return chunk.toString().trim();
}

function addressOf(url: string) {
  return { host: new URL(url).hostname, port: Number(new URL(url).port) };
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('did not come true within 30 s');
    await sleep(50);
  }
}

(canRun ? describe : describe.skip)('servers end with what started them', () => {
  let run: ChildProcess | undefined;
  afterEach(() => {
    run?.kill('SIGKILL');
  });

  it(
    'shares one server between callers and stops it when the run is killed',
    async () => {
      run = startRun(`
      const [one, two] = await Promise.all([sharedMongo(), sharedMongo()]);
      console.log(one.url + ' ' + two.url);
      setInterval(() => {}, 1000);`);
      const [one = '', two] = (await firstLine(run)).split(' ');
      expect(two).toBe(one);
      expect(await answersOn(addressOf(one))).toBe(true);
      run.kill('SIGKILL');
      await eventually(async () => !(await answersOn(addressOf(one))));
      await eventually(async () => {
        const files = await readdir(path.join(cacheFolder(), 'shared'));
        return !files.some((name) => name.includes(`-${run?.pid}.`));
      });
    },
    LIMIT_MS,
  );

  it(
    'ends a server of its own, and its data, when its process is killed',
    async () => {
      run = startRun(`
      const mongo = await startMongo({ durable: true });
      console.log(mongo.url);
      setInterval(() => {}, 1000);`);
      const url = await firstLine(run);
      expect(await answersOn(addressOf(url))).toBe(true);
      run.kill('SIGKILL');
      await eventually(async () => !(await answersOn(addressOf(url))));
      await eventually(async () => {
        const folders = await readdir(path.join(cacheFolder(), 'data'));
        return !folders.some((name) => name.startsWith(`${run?.pid}-`));
      });
    },
    LIMIT_MS,
  );
});
