import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { REASON_CATALOGUE, REASON_CODES, type ReasonCode, type ReasonOwner } from '@passback/domain';

const DOCS = path.resolve(import.meta.dirname, '..', '..', 'docs');
const RULES = readFileSync(path.join(DOCS, 'passback-rules.md'), 'utf8');

const OWNERS: Readonly<Record<ReasonOwner, string>> = {
  teacher: 'teacher',
  otusAdmin: 'Otus admin',
  powerschoolAdmin: 'PowerSchool admin',
  nobody: 'nobody',
};

/** The cells of every row of a table: `| a | b |`. */
const ROWS = [...RULES.matchAll(/^\|(.+)\|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
/** Rows that begin with a code in backticks. */
const CODED = ROWS.flatMap(([first = '', ...others]) => {
  const [, code] = /^`([A-Z_]+)`$/.exec(first) ?? [];
  return code === undefined ? [] : [{ code, mendedBy: others[1] ?? '' }];
});
/** `[holds]: ../libs/….spec.ts` */
const FILES = new Map([...RULES.matchAll(/^\[([a-z]+)\]: (\S+)$/gm)].map(([, name = '', file = '']) => [name, file]));
/** A spec, and the names of its tests: "[holds] `one`, `another`". */
const SHOWN = [...RULES.matchAll(/\[([a-z]+)\] (`[^`]+`(?:, `[^`]+`)*)/g)].flatMap(([, spec = '', names = '']) =>
  [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ spec, name })),
);

describe('the rules', () => {
  it('have each reason code once, and no other', () => {
    expect(CODED.map(({ code }) => code).sort()).toEqual([...REASON_CODES].sort());
    const named = [...RULES.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code]) => code);
    expect(named.filter((code) => !REASON_CODES.some((known) => known === code))).toEqual([]);
  });

  it.each(CODED)('name who can mend $code, as the catalogue does', ({ code, mendedBy }) => {
    const { who, variants = [] } = REASON_CATALOGUE[code as ReasonCode];
    const owners = new Set([who, ...variants.flatMap(({ words }) => words.who ?? [])].map((owner) => OWNERS[owner]));
    expect(mendedBy.split(', ').sort()).toEqual([...owners].sort());
  });

  it('have a spec each', () => {
    const heads = /^(code|rule|case|of|change after it was sent)$/;
    const rules = ROWS.filter(([first = '']) => !heads.test(first) && !/^-+$/.test(first));
    expect(rules.filter((cells) => !/\[[a-z]+\] `/.test(cells.at(-1) ?? ''))).toEqual([]);
  });

  it('use each file that they name', () => {
    expect([...FILES.keys()].sort()).toEqual([...new Set(SHOWN.map(({ spec }) => spec))].sort());
  });

  it.each(SHOWN)('are shown by $spec: $name', ({ spec, name }) => {
    const file = path.join(DOCS, FILES.get(spec) ?? '?');
    expect(existsSync(file)).toBe(true);
    // At the start of a line, so that it is no comment, and without `.skip`: a test or a group, what ends a table of them, or a row of one.
    const start = String.raw`^ *(?:(?:it|test|describe)(?:\.each\(.*\))?\(|\](?: as const)?\)\(|\[)`;
    const isThere = new RegExp(`${start}\\s*(['"\`])${RegExp.escape(name)}\\1,`, 'm');
    expect(readFileSync(file, 'utf8')).toMatch(isThere);
  });
});
