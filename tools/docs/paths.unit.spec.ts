import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const WORKSPACE = path.resolve(import.meta.dirname, '..', '..');
const IGNORED = /(^|\/)(node_modules|generated|dist|\.[^/]*)(\/|$)/;

const filesOf = (folder: string, name: RegExp): string[] =>
  readdirSync(path.join(WORKSPACE, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => name.test(file) && !IGNORED.test(file));
const textOf = (file: string): string => readFileSync(path.join(WORKSPACE, file), 'utf8');

const PAGES = [
  ...['README.md', 'SECURITY.md'],
  ...['docs', 'deploy', 'libs'].flatMap((folder) => filesOf(folder, /\.md$/)),
].sort();
const SOURCES = ['libs', 'services', 'tools', 'web/src', 'deploy'].flatMap((folder) =>
  filesOf(folder, /\.(ts|tsx|mjs|ya?ml)$/),
);

/** Made by a build, so not there before one. */
const BUILT = /^web\/dist\b/;
/** In backticks, from the root of the repository: `libs/domain/index.ts`, `services/console`. */
const NAMED = /`((?:libs|services|tools|docs|deploy|proto|web|\.ci)\/[\w./-]+)`/g;
/** `](adr/0001.md#anchor)`, in none of the outside. */
const LINK = /\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)/g;
/** The repository's own pages, wherever they are named. */
const PAGE = /(?<![\w./-])docs\/[\w./-]+\.(?:md|json)/g;

/** As GitHub makes them of headings, and those that a page sets itself. */
function anchorsOf(page: string): Set<string> {
  const text = textOf(page);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)]);
}

describe.each(PAGES)('%s', (page) => {
  const text = textOf(page);

  it('names only files and folders that are there', () => {
    const named = [...text.matchAll(NAMED)].map(([, file = '']) => file).filter((file) => !BUILT.test(file));
    expect(named.filter((file) => !existsSync(path.join(WORKSPACE, file)))).toEqual([]);
  });

  it('leads only where there is something', () => {
    const broken = [...text.matchAll(LINK)].filter(([, file = '', anchor]) => {
      const target = file === '' ? page : path.join(path.dirname(page), file);
      if (!existsSync(path.join(WORKSPACE, target))) return true;
      return anchor !== undefined && !anchorsOf(target).has(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

it('the pages that the code refers to are there', () => {
  const missing = SOURCES.flatMap((source) =>
    [...textOf(source).matchAll(PAGE)]
      .filter(([page]) => !existsSync(path.join(WORKSPACE, page)))
      .map(([page]) => `${source}: ${page}`),
  );
  expect(missing).toEqual([]);
});
