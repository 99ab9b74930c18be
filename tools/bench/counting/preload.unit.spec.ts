import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from '@jest/globals';

const root = mkdtempSync(path.join(tmpdir(), 'passback-preload-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): string {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
  return path.join(root, file);
}

it('counts where the services open their ledger and its driver, in whichever folder they lie', () => {
  const counter = pathToFileURL(path.join(import.meta.dirname, 'counter.ts')).href;
  write('package.json', '{ "type": "module" }');
  const ledger = 'node_modules/@passback/ledger';
  write(`${ledger}/package.json`, '{ "type": "module", "exports": "./index.js" }');
  write(
    `${ledger}/index.js`,
    'export const openLedger = async () => ({ units: { load: async () => 1 } }); export const also = 2;',
  );
  write('node_modules/mongodb/package.json', '{ "main": "index.js" }');
  write(
    'node_modules/mongodb/index.js',
    `exports.MongoClient = class extends require('node:events') {
       constructor(url, { monitorCommands }) { super(); this.isMonitored = monitorCommands; }
     };`,
  );
  write('libs/service-host/resources.ts', "export { also, openLedger } from '@passback/ledger';");
  write('libs/ledger/mongodb/client.ts', "export { MongoClient } from 'mongodb';");
  const main = write(
    'main.ts',
    `import { also, openLedger } from './libs/service-host/resources.ts';
     import { MongoClient } from './libs/ledger/mongodb/client.ts';
     import { counted } from ${JSON.stringify(counter)};
     await (await openLedger()).units.load();
     const client = new MongoClient('mongodb://nowhere', {});
     client.emit('commandStarted', { commandName: 'find' });
     console.log(JSON.stringify({ also, isMonitored: client.isMonitored, ...counted() }));`,
  );
  const preload = path.join(import.meta.dirname, 'preload.ts');
  const said = execFileSync(process.execPath, ['--import', preload, main], { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual({ also: 2, isMonitored: true, 'ledger units.load': 1, 'command find': 1 });
});
