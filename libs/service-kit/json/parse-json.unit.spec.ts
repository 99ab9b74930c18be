import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from './parse-json.ts';
import { scanJson } from './scan-json.ts';

const LIMITS = { depth: 8, entries: 900, values: 1_000 };
const parse = (text: string, limits = LIMITS) => parseJson(Buffer.from(text), limits);
const refusal = (message: string, path = '') => ({ ok: false, errors: [{ path, message }] });

describe('JSON that has one meaning', () => {
  it('is read as JSON.parse reads it, however it is written', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (json, space) => {
        const value: unknown = JSON.parse(json);
        expect(parse(JSON.stringify(value, null, space))).toEqual({ ok: true, value });
      }),
      { numRuns: 500 },
    );
  });

  it.each([['__proto__'], ['constructor'], ['toString'], ['hasOwnProperty']])(
    'may have the key %s, which is a key as any',
    (key) => {
      const parsed = parse(`{"${key}":{"polluted":true}}`);
      expect(parsed.ok && Object.hasOwn(parsed.value as object, key)).toBe(true);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  it('may begin with a byte order mark', () => {
    expect(parse('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  });
});

describe('a key that is there twice', () => {
  it.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1,"b":{"a":2},"a":3}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"scores":[{"points":1},{"points":1,"x":"\\"","points":2}]}', 'scores[1].points'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"Ada Lovelace":1,"Ada Lovelace":2}', '…'],
  ])('%s', (json, path) => {
    expect(parse(json)).toEqual(refusal('is there twice', path));
  });

  it('is seen wherever it is, and nowhere else', () => {
    const value = fc.json({ maxDepth: 2 });
    const keys = fc.uniqueArray(
      fc.string({ unit: 'binary' }).map((key) => key.toWellFormed()),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(keys, value, fc.nat(), fc.boolean(), (names, json, at, twice) => {
        const members = names.map((name) => `${JSON.stringify(name)} : ${json}`);
        const repeated = names[at % names.length]!;
        const text = `[${json},{${[...members, ...(twice ? [`${JSON.stringify(repeated)}:1`] : [])].join(',')}}]`;
        expect(scanJson(text, { depth: 20, entries: 1_000_000, values: 1_000_000 }) === null).toBe(!twice);
      }),
      { numRuns: 500 },
    );
  });
});

describe('JSON that is more than its text', () => {
  it('is refused by its depth before it is parsed', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parse(nested(8)).ok).toBe(true);
    expect(parse(nested(9))).toEqual(refusal('is nested more than 8 levels deep'));
    // Were it parsed, it would be no JSON.
    expect(parse('{"a":'.repeat(500_000))).toEqual(refusal('is nested more than 8 levels deep'));
  });

  it('is refused by the number of its values before it is parsed', () => {
    const lists = (entries: number) =>
      `[${Array.from({ length: 2 }, () => `[${Array(entries).fill('{}').join(',')}]`).join(',')}]`;
    expect(parse(lists(498)).ok).toBe(true);
    expect(parse(lists(500))).toEqual(refusal('holds more than 1000 values'));
    expect(parse(`${lists(500)} and no JSON`)).toEqual(refusal('holds more than 1000 values'));
  });

  it('is refused by the length of a list, or of an object, before the rest of it is looked at', () => {
    const list = (entries: number) => `{"scores":[1,{"of":[${Array(entries).fill('{}').join(',')}`;
    expect(parse(`${list(900)}]}]}`).ok).toBe(true);
    expect(parse(list(901))).toEqual(refusal('has more than 900 entries', 'scores[1].of'));
    const object = (members: number) => `{${Array.from({ length: members }, (_, index) => `"${index}":0`).join(',')}}`;
    expect(parse(object(900)).ok).toBe(true);
    expect(parse(object(901))).toEqual(refusal('has more than 900 entries'));
  });
});

describe('what is no JSON', () => {
  it.each([
    '',
    '{',
    '{"a"}',
    '{"a":1,}',
    '[1,]',
    'NaN',
    '{"a":01}',
    '"open',
    '"\\',
    '}',
    ']]',
    '{"a":"\\"}',
    '{"a\\":1',
  ])('%j is told, without quoting it', (text) => {
    const parsed = parse(text);
    expect(parsed).toMatchObject({ ok: false, errors: [{ path: '' }] });
    expect(parsed.ok ? '' : parsed.errors[0]!.message).toMatch(/^is not valid JSON( at position \d+)?$/);
  });

  it('whatever it is, throws nothing', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', 'a', ' ', '-', 'null', '\ud83d');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('').toWellFormed();
        let value: unknown;
        let isJson = true;
        try {
          value = JSON.parse(text);
        } catch {
          isJson = false;
        }
        const parsed = parse(text, { depth: 100, entries: 1_000, values: 1_000 });
        const isTwice = !parsed.ok && parsed.errors[0]?.message === 'is there twice';
        if (!isTwice) expect(parsed.ok).toBe(isJson);
        if (parsed.ok) expect(parsed.value).toEqual(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not UTF-8', () => {
    expect(parseJson(Buffer.from([0x22, 0xff, 0x22]), LIMITS)).toEqual(refusal('is not UTF-8'));
  });
});
