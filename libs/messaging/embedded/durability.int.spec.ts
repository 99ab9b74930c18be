import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import { record } from '../testing/recorder.ts';
import { textTopic } from '../testing/text-topic.ts';
import { openEmbeddedMessaging } from './embedded-messaging.ts';

const topic = textTopic('texts');
const LIMIT_MS = 60_000;

/** Another process with the log of `folder` open, doing what `code` says; `say` prints a line of it. */
function startProcess(folder: string, code: string): ChildProcess {
  const here = (file: string): string => path.join(import.meta.dirname, file);
  return spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      `import { writeSync } from 'node:fs';
       import { openEmbeddedMessaging } from '${here('embedded-messaging.ts')}';
       import { textTopic } from '${here('../testing/text-topic.ts')}';
       const topic = textTopic('texts');
       const say = (line) => writeSync(1, line + '\\n');
       const messaging = await openEmbeddedMessaging({ url: 'embedded:${folder}', clientId: 'other' });
       ${code}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

describe('the embedded log and the processes that use it', () => {
  let folder = '';
  let other: ChildProcess | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'embedded-'));
  });
  afterEach(() => {
    other?.kill('SIGKILL');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it(
    'loses nothing that was acknowledged when its process is killed in the middle',
    async () => {
      const log = path.join(folder, 'killed');
      other = startProcess(
        log,
        `await messaging.consume(topic, { group: 'reader', maxBatch: 10, handle: async () => undefined });
       for (let number = 0; ; ) {
         const calls = [1, 2, 3, 4, 5].map(() => {
           const value = String(number++);
           return messaging.produce(topic, [{ key: 'key', value }]).then(() => say(value));
         });
         await Promise.all(calls);
       }`,
      );
      const acknowledged: string[] = [];
      if (other.stdout === null) throw new Error('no output');
      createInterface(other.stdout).on('line', (line) => acknowledged.push(line));
      await eventually(() => expect(acknowledged.length).toBeGreaterThan(500));
      other.kill('SIGKILL');
      await once(other, 'close');

      const messaging = await openEmbeddedMessaging({ url: `embedded:${log}`, clientId: 'test' });
      const recorder = await record(messaging, topic, { group: 'another' });
      expect(await messaging.waitUntilConsumed('another', [topic], 20_000)).toBe(true);
      const values = recorder.values();
      expect(values.slice(0, acknowledged.length)).toEqual(acknowledged);
      expect(values).toEqual(values.map((_, index) => String(index)));
      // The group of the dead process goes on where it was, not at the beginning.
      expect((await messaging.lag('reader', [topic]))['texts']).toBeLessThan(values.length);
      await messaging.stop();
    },
    LIMIT_MS,
  );

  it(
    'is refused to a second process, which is told why',
    async () => {
      const log = path.join(folder, 'held');
      other = startProcess(log, `say('open'); setInterval(() => {}, 1000);`);
      if (other.stdout === null) throw new Error('no output');
      await once(other.stdout, 'data');
      const options = { url: `embedded:${log}`, clientId: 'test' };
      await expect(openEmbeddedMessaging(options)).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringContaining('open in another process'),
      });
      other.kill('SIGKILL');
      await once(other, 'exit');
      const messaging = await openEmbeddedMessaging(options);
      await messaging.check();
      await messaging.stop();
    },
    LIMIT_MS,
  );

  it('says which folder it cannot use', async () => {
    const file = path.join(folder, 'a-file');
    await writeFile(file, '');
    await expect(openEmbeddedMessaging({ url: `embedded:${file}/log`, clientId: 'test' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining(`${file}/log`),
    });
  });
});
