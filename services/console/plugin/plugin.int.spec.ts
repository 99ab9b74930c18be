import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pluginZip } from '@passback/powerschool';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { PluginUsageError, runPluginCommand } from './plugin-command.ts';

const OPTIONS = {
  name: 'Otus Gradebook Passback',
  version: '1.0.0',
  publisher: 'Lincoln USD',
  email: 'it@lincoln.test',
};

describe('the console', () => {
  let console: RunningConsole;
  beforeEach(async () => {
    console = await startConsole();
  });
  afterEach(() => console.stop());
  const get = (query = '', token: string = TOKENS.admin) =>
    console.call<Uint8Array>('GET', `/v1/districts/${DISTRICT}/plugin${query}`, { token });

  it('gives administrators the plugin as a ZIP', async () => {
    const { status, headers, body } = await get();
    expect([status, headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(headers.get('content-disposition')).toBe('attachment; filename="otus-gradebook-passback-1.0.0.zip"');
    expect(body).toEqual(new Uint8Array(pluginZip(OPTIONS)));
    const { body: older } = await get('?before25=true');
    expect(older).toEqual(new Uint8Array(pluginZip({ ...OPTIONS, isBefore25: true })));
  });

  it('gives it to nobody else', async () => {
    expect((await get('', TOKENS.viewer)).status).toBe(403);
    expect((await get('?before=25')).status).toBe(400);
  });
});

describe('npm run plugin', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'passback-plugin-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const out = () => path.join(folder, 'plugin.zip');

  it('writes the same bytes, with what it is told instead of the settings', async () => {
    expect(await runPluginCommand(['--out', out()], OPTIONS)).toBe(out());
    expect(await readFile(out())).toEqual(Buffer.from(pluginZip(OPTIONS)));
    const args = ['--out', out(), '--publisher', 'Else', '--plugin-version', '2.0', '--before-25'];
    await runPluginCommand([...args, '--also', 'A.B', '--also', 'C.D=FullAccess'], OPTIONS);
    const also = [
      { table: 'A', field: 'B', access: 'ViewOnly' },
      { table: 'C', field: 'D', access: 'FullAccess' },
    ] as const;
    const told = { ...OPTIONS, publisher: 'Else', version: '2.0', isBefore25: true, also };
    expect(await readFile(out())).toEqual(Buffer.from(pluginZip(told)));
  });

  it.each([
    [['--colour', 'red'], /colour/],
    [['--also', 'Students'], /TABLE\.FIELD/],
    [['--email', 'nobody'], /must be an e-mail address/],
    [['extra'], /extra/],
  ])('does not understand %j', async (args, words) => {
    const error = await runPluginCommand([...args, '--out', out()], OPTIONS).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PluginUsageError);
    expect(String(error)).toMatch(words);
  });
});
