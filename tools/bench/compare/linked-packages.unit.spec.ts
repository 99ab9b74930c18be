import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { linkPackages } from './linked-packages.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'passback-linked-')));
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('shares what is installed, and leaves each workspace its own packages', () => {
  const [from, to] = ['from', 'to'].map((name) => path.join(root, name)) as [string, string];
  const packages = ['node_modules/fastify', 'node_modules/@scope/other', 'libs/ledger', 'libs/kit/node_modules/ajv'];
  for (const folder of packages) mkdirSync(path.join(from, folder), { recursive: true });
  mkdirSync(path.join(from, 'node_modules/@passback'));
  symlinkSync('../../libs/ledger', path.join(from, 'node_modules/@passback/ledger'));
  writeFileSync(path.join(from, 'package.json'), JSON.stringify({ workspaces: ['libs/*'] }));
  for (const folder of ['libs/ledger', 'libs/kit']) mkdirSync(path.join(to, folder), { recursive: true });

  linkPackages(from, to);

  const leadsTo = (name: string): string => path.relative(root, realpathSync(path.join(to, name)));
  expect(['node_modules/fastify', 'node_modules/@scope/other', 'libs/kit/node_modules/ajv'].map(leadsTo)).toEqual([
    'from/node_modules/fastify',
    'from/node_modules/@scope/other',
    'from/libs/kit/node_modules/ajv',
  ]);
  expect(leadsTo('node_modules/@passback/ledger')).toBe('to/libs/ledger');
});
