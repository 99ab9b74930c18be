import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const WORKSPACE = path.resolve(import.meta.dirname, '..', '..');
const GLOSSARY = readFileSync(path.join(WORKSPACE, 'docs/glossary.md'), 'utf8');

/** `| word | meaning | `name` |`, of each table. */
const TABLES = GLOSSARY.split(/^## /m)
  .slice(1)
  .map((part) =>
    [...part.matchAll(/^\| (\S.*?) *\| (\S.*?) *\| `(\w+)` *\|$/gm)].map(([, word = '', , name = '']) => ({
      word,
      name,
    })),
  );

const CODE = ['libs', 'services']
  .flatMap((folder) =>
    readdirSync(path.join(WORKSPACE, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => file.endsWith('.ts') && !/node_modules|generated|\.spec\.ts$/.test(file))
  .map((file) => readFileSync(path.join(WORKSPACE, file), 'utf8'))
  .join('\n');

describe('the glossary', () => {
  it('has each word once, in its order', () => {
    for (const table of TABLES) {
      const words = table.map(({ word }) => word.toLowerCase());
      expect(words).toEqual([...new Set(words)].sort());
      expect(words.length).toBeGreaterThan(10);
    }
    const all = TABLES.flat().map(({ word }) => word);
    expect(all).toEqual([...new Set(all)]);
  });

  it.each(TABLES.flat())('says of $word what is called $name in the code', ({ name }) => {
    expect(new RegExp(`\\b${name}\\b`).test(CODE)).toBe(true);
  });
});
