import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'passback-run-jest-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A run with one spec, which makes a temporary folder, tells where it is, and does `more` to it. */
function run(more: string): { code: number | null; said: string; made: string } {
  const told = path.join(folder, 'made');
  const spec = `
    const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
    it('makes a folder', () => {
      const made = mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'passback-made-'));
      writeFileSync(${JSON.stringify(told)}, made);
      ${more}
    });`;
  writeFileSync(path.join(folder, 'makes.spec.cjs'), spec);
  const config = { testMatch: ['**/*.spec.cjs'], cacheDirectory: path.join(folder, 'cache') };
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, 'run-jest.mjs'), '--rootDir', folder, '--config', JSON.stringify(config), '--ci'],
    { encoding: 'utf8' },
  );
  return { code: status, said: stderr, made: readFileSync(told, 'utf8') };
}

describe('a run of specs', () => {
  it('fails when a spec leaves a temporary folder behind, names it, and removes it', () => {
    const { code, said, made } = run('');
    expect(code).toBe(1);
    expect(said).toContain(`Specs left behind in their temporary folder: ${path.basename(made)}`);
    expect(() => readFileSync(made)).toThrow('ENOENT');
  });

  it('passes when they are removed, and has a folder of its own for them', () => {
    const { code, said, made } = run('rmSync(made, { recursive: true });');
    expect([code, said]).toEqual([0, expect.not.stringContaining('left behind')]);
    expect(path.dirname(made)).not.toBe(tmpdir());
    expect(path.basename(path.dirname(made))).toMatch(/^passback-run-/);
  });

  it('fails with what jest ends with', () => {
    expect(run('rmSync(made, { recursive: true }); throw new Error("no");').code).toBe(1);
  });
});
