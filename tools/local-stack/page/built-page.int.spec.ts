import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from '@jest/globals';
import { billOfMaterials, parseBill } from '../../supply-chain/bill-of-materials.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DIST = path.join(ROOT, 'web/dist');
/** What a school's slow line loads in a second or two. Compressed with gzip; kB are 1,000 bytes. */
const FIRST_VIEW_KB = 250;

/** Vite's manifest, by source. */
type Manifest = Record<string, { readonly file: string; readonly isEntry?: boolean; readonly imports?: string[] }>;

const read = (file: string): string => readFileSync(path.join(DIST, file), 'utf8');

beforeAll(async () => {
  // In a process of its own: the bundler does not run within jest's modules.
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'web/build.ts')]);
}, 120_000);

/** The scripts that a browser loads before anything is seen: those that the page names, and what they import at once. */
function firstScripts(): string[] {
  const manifest = JSON.parse(read('.vite/manifest.json')) as Manifest;
  const chunks = Object.entries(manifest);
  const named = [...read('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file);
  const first = new Set<string>();
  const add = (source: string): void => {
    if (first.has(source)) return;
    first.add(source);
    for (const imported of manifest[source]?.imports ?? []) add(imported);
  };
  for (const [source, { file, isEntry }] of chunks) if (isEntry === true || named.includes(file)) add(source);
  return [...new Set([...named, ...[...first].map((source) => manifest[source]!.file)])].filter((file) =>
    file.endsWith('.js'),
  );
}

it(`the first view loads at most ${FIRST_VIEW_KB} kB of scripts, compressed`, () => {
  const sizes = firstScripts().map((file) => ({ file, kB: gzipSync(read(file)).length / 1_000 }));
  expect(sizes.length).toBeGreaterThan(0);
  const total = sizes.reduce((sum, { kB }) => sum + kB, 0);
  const told = sizes.map(({ file, kB }) => `${file} ${kB.toFixed(1)} kB`).join(', ');
  if (total > FIRST_VIEW_KB) throw new Error(`${total.toFixed(1)} kB of scripts before the first view: ${told}`);
});

it('has a place for the nonce, and neither scripts nor styles within it', () => {
  const html = read('index.html');
  expect(html.split('%STYLE_NONCE%')).toHaveLength(2);
  for (const [, text] of html.matchAll(/<script\b[^>]*>([^<]*)/g)) expect(text).toBe('');
  expect(html).not.toMatch(/<style|\son\w+=|\sstyle=|(?:src|href)="https?:/i);
});

it('what is bundled is in the bill of materials, with its notices beside the page', async () => {
  const { components } = parseBill(await billOfMaterials(ROOT));
  const billed = new Set(components.map(({ purl }) => decodeURIComponent(purl.slice('pkg:npm/'.length))));
  const bundled = [...read('.vite/license.md').matchAll(/^## (\S+) - (\S+) \(/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  );
  expect(bundled.length).toBeGreaterThan(20);
  expect(bundled.filter((one) => !billed.has(one))).toEqual([]);
});
