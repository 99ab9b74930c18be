import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { proposeCategory, similarityOf } from './propose-mapping.ts';

const CATEGORIES = ['Homework', 'Quizzes', 'Tests', 'Class Work', 'Labs & Projects', 'Participación'];

describe('a proposed category', () => {
  it.each([
    ['Quiz', 'Quizzes', 1],
    ['QUIZZES', 'Quizzes', 1],
    ['Test', 'Tests', 1],
    ['Home-work', 'Homework', 0.8],
    ['Classwork', 'Class Work', 0.82],
    ['Unit Test', 'Tests', 0.67],
    ['Lab', 'Labs & Projects', 0.67],
    ['participacion', 'Participación', 1],
  ])('of %s is %s', (type, category, similarity) => {
    expect(proposeCategory(type, CATEGORIES)).toEqual({ category, similarity });
  });

  it.each(['Exam', 'Essay', '', '—', 'Attendance'])('of %s is none', (type) => {
    expect(proposeCategory(type, CATEGORIES)).toBeNull();
  });

  it('is the first of those that are alike', () => {
    expect(proposeCategory('Test', ['Tests', 'TEST'])).toEqual({ category: 'Tests', similarity: 1 });
    expect(proposeCategory('Test', [])).toBeNull();
  });

  it('is no matter of order, and between nothing and the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const similarity = similarityOf(one, other);
        expect(similarity).toBe(similarityOf(other, one));
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
      }),
    );
  });
});
