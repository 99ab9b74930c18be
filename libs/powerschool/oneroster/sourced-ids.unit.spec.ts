import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createIdMapping, lineItemId, resultId, uuidOf } from './sourced-ids.ts';

describe('sourcedIds of ours', () => {
  test('are the same for the same name, for ever', () => {
    expect(uuidOf('a')).toBe('470c8461-2ef1-5a7c-9b1f-8fe77cd73fd3');
    expect(lineItemId('85001', 'sa-9001')).toBe(lineItemId('85001', 'sa-9001'));
  });

  test('are UUIDs of version 5', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(uuidOf(name)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  test('of ids that were given before stay as they are', () => {
    expect(lineItemId('85001', 'sa-9001')).toBe(uuidOf('lineItem/85001/sa-9001'));
    expect(lineItemId('sec%2F1', '["a"]')).toBe(uuidOf('lineItem/sec%2F1/["a"]'));
    expect(resultId('li-1', '81001')).toBe(uuidOf('result/li-1/81001'));
  });

  test.each([
    ['a line item', lineItemId],
    ['a result', resultId],
  ] as const)('of %s are never the same for two pairs of ids', (_what, idOf) => {
    expect(idOf('85001/sa', '9001')).not.toBe(idOf('85001', 'sa/9001'));
    // Few characters, so that pairs come near to each other; those that the names themselves are made of among them.
    const id = fc.string({ unit: fc.constantFrom('/', '"', ',', '[', ']', '\\', '%', 'a', '\ud800'), maxLength: 6 });
    const pair = fc.tuple(id, id);
    fc.assert(
      fc.property(pair, pair, fc.nat(12), (first, other, cut) => {
        // Another pair at random, or the same text with the slash at another place.
        const text = first.join('/');
        const moved = [text.slice(0, cut), text.slice(cut + 1)] as const;
        for (const [one, two] of [other, moved] as const) {
          fc.pre(one !== first[0] || two !== first[1]);
          expect(idOf(one, two)).not.toBe(idOf(...first));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('differ by unit, section and student', () => {
    const ids = [
      lineItemId('1', 'a'),
      lineItemId('2', 'a'),
      lineItemId('1', 'b'),
      resultId('1', 'a'),
      resultId('1', 'b'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the mapping of ids', () => {
  test('is the id itself where there is no template', () => {
    const ids = createIdMapping();
    expect(ids.toSourced('student', '81001')).toBe('81001');
    expect(ids.fromSourced('student', '81001')).toBe('81001');
  });

  test('goes there and back through a template', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (before, after, id) => {
        fc.pre(![before, after].some((part) => part.includes('{id}')) && (before + after).indexOf('{id}') < 0);
        const template = `${before}{id}${after}`;
        fc.pre(template.split('{id}').length === 2);
        const ids = createIdMapping({ class: template });
        expect(ids.fromSourced('class', ids.toSourced('class', id))).toBe(id);
      }),
    );
  });

  test('knows a sourcedId that is not made after the template', () => {
    const ids = createIdMapping({ student: 'user-{id}' });
    expect(['81001', 'user-', 'users-1', 'USER-1'].map((id) => ids.fromSourced('student', id))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test.each(['user-', '', '{id}{id}'])('refuses the template "%s"', (template) => {
    expect(() => createIdMapping({ student: template })).toThrow(RangeError);
  });
});
