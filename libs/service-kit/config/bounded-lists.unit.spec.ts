import { describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { compileValidator } from './validation.ts';

const Entry = Type.Object({ id: Type.String(), roles: Type.Array(Type.Enum(['a', 'b']), { uniqueItems: true }) });
const check = compileValidator(
  Type.Object({
    items: Type.Array(Entry, { maxItems: 5_000 }),
    count: Type.Integer({ default: 3 }),
    ids: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  }),
);
const paths = (value: unknown): string[] => {
  const checked = check(value);
  return checked.ok ? [] : checked.errors.map(({ path }) => path);
};
/** Counts who looks at the entries. */
const watched = (length: number, entry: object): { readonly items: unknown[]; readonly looks: () => number } => {
  let looks = 0;
  const items = Array.from(
    { length },
    () => new Proxy(entry, { get: (...args) => ((looks += 1), Reflect.get(...args)) }),
  );
  return { items, looks: () => looks };
};

describe('a list', () => {
  it('that is right passes, with defaults', () => {
    const value = {
      items: [
        { id: 'x', roles: ['a', 'b'] },
        { id: 'y', roles: [] },
      ],
      ids: ['1'],
    };
    expect(check(value)).toEqual({ ok: true, value: { ...value, count: 3 } });
    expect(paths({ items: [], ids: null })).toEqual([]);
  });

  it('has each wrong entry named, lists within it as well', () => {
    const items = [{ id: 'x', roles: ['a'] }, { id: 7, roles: ['c', 'a'] }, { roles: ['a', 'a'] }, null];
    expect(paths({ items, count: 'x' })).toEqual(
      expect.arrayContaining([
        'items[1].id',
        'items[1].roles[0]',
        'items[2].id',
        'items[2].roles',
        'items[3]',
        'count',
      ]),
    );
  });

  it('that is too long is told by its length alone: no entry is looked at', () => {
    const { items, looks } = watched(5_001, {});
    expect(check({ items })).toEqual({
      ok: false,
      errors: [{ path: 'items', message: 'must NOT have more than 5000 items' }],
    });
    expect(looks()).toBe(0);
    expect(paths({ items: [{ id: 'x', roles: Array.from({ length: 1_001 }, () => 'a') }] })).toEqual([
      'items[0].roles',
    ]);
  });

  it('of nonsense is looked at until the errors that are told are found', () => {
    const few = watched(2_000, {});
    const many = watched(5_000, {});
    expect(paths({ items: few.items })).toHaveLength(1_000);
    expect(paths({ items: many.items })).toHaveLength(1_000);
    expect(many.looks()).toBe(few.looks());
  });
});
