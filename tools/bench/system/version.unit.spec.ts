import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeOptionsOf, THIS_VERSION } from './version.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'version-'));
  mkdirSync(path.join(folder, 'deploy/docker'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ['FROM node\nENV A=b NODE_OPTIONS=--one C=d\n', '--one'],
  ['ENV NODE_OPTIONS="--one --two" C=d\n', '--one --two'],
  ['ENV A=b\nARG NODE_OPTIONS=--one\n', ''],
])('a version is measured with what its image tells Node: %j', (dockerfile, options) => {
  writeFileSync(path.join(folder, 'deploy/docker/Dockerfile'), dockerfile);
  expect(nodeOptionsOf({ name: 'x', folder })).toBe(options);
});

it('this version tells it something', () => {
  expect(nodeOptionsOf(THIS_VERSION)).toMatch(/^--max-semi-space-size=\d+$/);
});
