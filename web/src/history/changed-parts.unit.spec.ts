import { describe, expect, it } from '@jest/globals';
import { changedParts } from './changed-parts.ts';

describe('what changed of a setting', () => {
  it('is of an object only what is otherwise now', () => {
    const before = { Quiz: 'Quizzes', Test: 'Tests', Lab: 'Labs' };
    expect(changedParts(before, { Test: 'Exams', Lab: 'Labs', Essay: 'Writing' })).toEqual([
      { name: 'Essay', before: null, after: 'Writing' },
      { name: 'Quiz', before: 'Quizzes', after: null },
      { name: 'Test', before: 'Tests', after: 'Exams' },
    ]);
    expect(changedParts(null, { Quiz: 'Quizzes' })).toEqual([{ name: 'Quiz', before: null, after: 'Quizzes' }]);
  });

  it('is of a list what came and what went, whatever the order of keys', () => {
    const [one, two, three] = [{ a: 1, b: 2 }, { a: 2 }, { a: 3 }];
    expect(changedParts([one, two], [{ b: 2, a: 1 }, three])).toEqual([
      { name: null, before: two, after: null },
      { name: null, before: null, after: three },
    ]);
  });

  it('is of anything else the whole', () => {
    expect(changedParts('02:00', '03:00')).toEqual([{ name: null, before: '02:00', after: '03:00' }]);
    expect(changedParts(null, false)).toEqual([{ name: null, before: null, after: false }]);
    expect(changedParts(null, null)).toEqual([]);
    const large = { entries: 900, sha256: 'abc' };
    expect(changedParts({ Quiz: 'Quizzes' }, large)).toEqual([
      { name: null, before: { Quiz: 'Quizzes' }, after: large },
    ]);
  });
});
