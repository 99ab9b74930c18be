import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readFileOf, vulnerable } from './advisories.ts';
import { type BillOfMaterials, billOfMaterials, foreignComponents, parseBill } from './bill-of-materials.ts';
import { unallowed } from './licences.ts';
import { productionPackages } from './production-packages.ts';

const WORKSPACE = path.resolve(import.meta.dirname, '..', '..');

const billOf = (name: string, version: string, licences: string[]): BillOfMaterials => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  components: [
    {
      ...{ name, version, purl: `pkg:npm/${encodeURIComponent(name).replaceAll('%2F', '/')}@${version}` },
      licenses: licences.map((one) => (one.includes(' ') ? { expression: one } : { license: { id: one } })),
    },
  ],
});

it('the bill has what the services and the page use, and neither tools nor simulators', async () => {
  const bill = parseBill(await billOfMaterials(WORKSPACE));
  const names = foreignComponents(bill).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['fastify', 'kafkajs', 'mongodb', 'pino', 'undici', 'react', '@mantine/core']),
  );
  for (const name of ['jest', 'typescript', 'testcontainers', 'nx', 'vite', 'openapi-typescript'])
    expect(names).not.toContain(name);
  expect(bill.components.map(({ purl }) => purl).join(' ')).not.toMatch(/simulators|local-stack/);
  expect(unallowed(bill)).toEqual([]);
});

describe('what is needed to run', () => {
  const locked = {
    'services/one': { dependencies: { a: '1' }, devDependencies: { tool: '1' } },
    'node_modules/@passback/one': { resolved: 'services/one', link: true },
    'node_modules/a': {
      dependencies: { b: '1' },
      optionalDependencies: { none: '1' },
      peerDependencies: { c: '1', d: '1' },
    },
    'node_modules/a/node_modules/b': {
      peerDependencies: { tool: '1' },
      peerDependenciesMeta: { tool: { optional: true } },
    },
    'node_modules/b': {},
    'node_modules/c': { dependencies: { a: '1' } },
    'node_modules/d': {},
    'node_modules/tool': {},
  };

  it('is found as Node finds it, with peers and without what is for development', () => {
    const kept = productionPackages(locked, ['services/one']);
    expect(Object.keys(kept).toSorted()).toEqual([
      'node_modules/@passback/one',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
      'node_modules/d',
      'services/one',
    ]);
    expect(kept['services/one']).toEqual({ dependencies: { a: '1' } });
  });

  it('is refused where the lockfile has it not', () => {
    expect(() => productionPackages({ 'services/one': { dependencies: { a: '1' } } }, ['services/one'])).toThrow(
      'no a',
    );
    expect(() => productionPackages(locked, ['services/two'])).toThrow('nothing at services/two');
  });
});

it.each([
  [['MIT'], []],
  [['(MIT OR GPL-3.0)'], []],
  [['MIT AND GPL-3.0'], ['one@1.0.0: MIT AND GPL-3.0']],
  [['(MIT OR ISC) AND GPL-3.0'], ['one@1.0.0: (MIT OR ISC) AND GPL-3.0']],
  [['(MIT OR ISC) AND BSD-2-Clause'], []],
  [['GPL-3.0'], ['one@1.0.0: GPL-3.0']],
  [[], ['one@1.0.0: says none']],
])('of a package under %j it is told: %j', (licences, told) => {
  expect(unallowed(billOf('one', '1.0.0', licences))).toEqual(told);
});

it('a package is named where an advisory is about its version', async () => {
  const bill = billOf('@scope/one', '1.2.3', ['MIT']);
  const advisory = { title: 'Prototype pollution', severity: 'high', vulnerable_versions: '>=1.0.0 <1.2.4' };
  expect(vulnerable(bill, { '@scope/one': [advisory] })).toEqual(['@scope/one@1.2.3: high: Prototype pollution']);
  expect(vulnerable(bill, { '@scope/one': [{ ...advisory, vulnerable_versions: '<1.2.3' }], one: [advisory] })).toEqual(
    [],
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'passback-advisories-'));
  const file = path.join(folder, 'advisories.json');
  await writeFile(file, JSON.stringify({ '@scope/one': [advisory] }));
  expect(await readFileOf(file, bill)).toMatchObject({ found: [expect.stringContaining('high')] });
  await writeFile(file, '[]');
  await expect(readFileOf(file, bill)).rejects.toThrow('is not a JSON object of advisories');
  await rm(folder, { recursive: true, force: true });
});
