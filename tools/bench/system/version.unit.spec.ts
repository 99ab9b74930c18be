import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { imageEnvOf, programOf, THIS_VERSION } from './version.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'version-'));
  mkdirSync(path.join(folder, 'deploy/docker'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ['FROM node\nENV A=b NODE_OPTIONS=--one C=d\n', { NODE_OPTIONS: '--one' }],
  ['ENV NODE_OPTIONS="--one --two" C=d\n', { NODE_OPTIONS: '--one --two' }],
  ['ENV MALLOC_ARENA_MAX=2\nENV NODE_OPTIONS=--one\n', { NODE_OPTIONS: '--one', MALLOC_ARENA_MAX: '2' }],
  ['ENV A=b\nARG NODE_OPTIONS=--one\n', {}],
])('a version is measured with what its image tells its processes: %j', (dockerfile, env) => {
  writeFileSync(path.join(folder, 'deploy/docker/Dockerfile'), dockerfile);
  expect(imageEnvOf({ name: 'x', folder })).toEqual(env);
});

it('this version tells them something', () => {
  expect(imageEnvOf(THIS_VERSION)).toEqual({
    NODE_OPTIONS: expect.stringMatching(/^--max-semi-space-size=\d+$/),
    MALLOC_ARENA_MAX: expect.stringMatching(/^\d$/),
  });
});

it('a version without a bundle is measured from its sources', () => {
  expect(programOf({ name: 'x', folder }, 'rules')).toBe('services/rules/main.ts');
});

it('a version with a bundle is measured from it, made once, unless it has to be the sources', () => {
  const made = path.join(folder, 'made');
  mkdirSync(path.join(folder, 'tools/bundle'), { recursive: true });
  const bundler = `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(made)}, 'once');`;
  writeFileSync(path.join(folder, 'tools/bundle/main.ts'), bundler);
  const version = { name: 'x', folder };
  expect(programOf(version, 'rules', true)).toBe('services/rules/main.ts');
  expect(existsSync(made)).toBe(false);
  expect([programOf(version, 'rules'), programOf(version, 'console')]).toEqual(['dist/rules.js', 'dist/console.js']);
  expect(readFileSync(made, 'utf8')).toBe('once');
});
