import { describe, expect, it } from '@jest/globals';
import { SPANS } from './span-catalogue.ts';
import { strayFrom } from './stray-from.fixture.ts';

const delivery = {
  name: 'deliver section assessment',
  kind: 'internal',
  isRoot: false,
  attributes: { 'passback.identifier': 'S130545' },
  events: [{ name: 'score sent', attributes: { 'passback.score': 'sc-1' } }],
} as const;

describe('the catalogue of spans', () => {
  it('knows a span that is as it says', () => {
    expect(strayFrom(delivery)).toEqual([]);
  });

  it.each([
    ['a name', { ...delivery, name: 'deliver S130545' }, 'a internal span deliver S130545'],
    ['a kind', { ...delivery, kind: 'server' as const }, 'a server span deliver section assessment'],
    ['a root', { ...delivery, isRoot: true }, 'deliver section assessment as a root'],
    ['an attribute', { ...delivery, attributes: { points: 12 } }, 'points on deliver section assessment'],
    [
      'an event',
      { ...delivery, events: [{ name: 'score lost', attributes: {} }] },
      'event score lost on deliver section assessment',
    ],
    [
      'an attribute of an event',
      { ...delivery, events: [{ name: 'score sent', attributes: { points: 12 } }] },
      'points on event score sent',
    ],
  ])('tells of %s that is not in it', (_what, span, said) => {
    expect(strayFrom(span)).toEqual([said]);
  });

  it('names each span once, and matches whole names only', () => {
    const names = SPANS.map(({ name, kind }) => `${kind} ${name.source}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { name } of SPANS) expect(name.source).toMatch(/^\^.*\$$/);
  });
});
