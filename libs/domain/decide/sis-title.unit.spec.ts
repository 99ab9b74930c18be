import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identifierSuffix, sisTitle, titleCarriesIdentifier } from './sis-title.ts';

const FAMILY = '👩‍👩‍👧‍👦'; // one grapheme of 11 code units
const segments = (text: string) =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

describe('`<title> (<identifier>)`, as in `Mid Term Exam (S130545)`', () => {
  it('appends the identifier', () => {
    expect(sisTitle('Mid Term Exam', 'S130545', 50)).toBe('Mid Term Exam (S130545)');
  });

  it('keeps two assessments of one name apart', () => {
    expect(sisTitle('Quiz', 'S1', 50)).not.toBe(sisTitle('Quiz', 'S2', 50));
  });
});

describe('a longer title is cut before the identifier, with `…`; the identifier is never cut', () => {
  it('fills 50 exactly without a cut', () => {
    const title = 'x'.repeat(40);
    expect(sisTitle(title, 'S130545', 50)).toBe(`${title} (S130545)`);
    expect(sisTitle(title, 'S130545', 50)).toHaveLength(50);
  });

  it('cuts one more', () => {
    expect(sisTitle('x'.repeat(41), 'S130545', 50)).toBe(`${'x'.repeat(39)}… (S130545)`);
  });

  it('leaves no space before the ellipsis', () => {
    expect(sisTitle(`${'x'.repeat(38)} yyyy`, 'S130545', 50)).toBe(`${'x'.repeat(38)}… (S130545)`);
  });

  it.each([
    ['the family that does not fit whole', `${'x'.repeat(30)}${FAMILY}${FAMILY}`, `${'x'.repeat(30)}… (S130545)`],
    ['a letter with its accent', `${'x'.repeat(38)}e\u0301yz`, `${'x'.repeat(38)}… (S130545)`],
    ['an emoji with its skin tone', `${'x'.repeat(37)}👍🏽yz`, `${'x'.repeat(37)}… (S130545)`],
  ])('cuts at a character a reader sees as whole: %s', (_, title, expected) => {
    expect(sisTitle(title, 'S130545', 50)).toBe(expected);
  });

  it('stands alone where nothing of the title fits', () => {
    expect(sisTitle('Mid Term Exam', 'S130545', 9)).toBe('(S130545)');
    expect(sisTitle(`${FAMILY} picnic`, 'S130545', 20)).toBe('(S130545)');
    expect(sisTitle('Mid Term Exam', 'S130545-of-a-district-with-long-numbers', 20)).toBe(
      '(S130545-of-a-district-with-long-numbers)',
    );
  });
});

describe('inner line breaks and repeated spaces become one space, and what is no character a replacement', () => {
  it.each([
    ['  Mid \n Term\r\n\tExam  ', 'Mid Term Exam (S1)'],
    ['Mid\u00a0\u2003Term\u0085\u2028Exam\u0007', 'Mid Term Exam (S1)'],
    [' \n ', '(S1)'],
    ['', '(S1)'],
    ['half \ud83d a surrogate pair', 'half \ufffd a surrogate pair (S1)'],
    ['Quiz \u202e)9S( 001', 'Quiz )9S( 001 (S1)'],
    ['\u2067Mid\u2069 \u200eTerm\u200f\u0000Exam\u061c', 'Mid Term Exam (S1)'],
    ['\u202a\u2066\u200f', '(S1)'],
  ])('%j', (title, expected) => {
    expect(sisTitle(title, 'S1', 50)).toBe(expected);
  });
});

/** NUL, controls of both ranges, halves of surrogate pairs, and all that turns the direction of writing. */
const HOSTILE = [
  ...['\0', '\u0007', '\u001b', '\u007f', '\u0085', '\u009b', '\ud83d', '\ude00', '\u061c', '\u200e', '\u200f'],
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'],
];

it('for any title: nothing in it works on what is around it', () => {
  const title = fc.string({ unit: fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom('a', ' ', '(S1)', '…')) });
  fc.assert(
    fc.property(title, fc.integer({ min: 9, max: 60 }), (text, max) => {
      const sent = sisTitle(text, 'S130545', max);
      expect(sent.isWellFormed()).toBe(true);
      expect(sent).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
      expect(sent.endsWith('(S130545)')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('for any title: fits, carries the identifier, and is a run of whole graphemes of the title', () => {
  const anyTitle = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 90 }),
    fc.string({ unit: 'binary', maxLength: 90 }),
    fc.string({ unit: fc.constantFrom('a', ' ', FAMILY, 'e\u0301', '🇩🇪', '👍🏽', '\n', ...HOSTILE), maxLength: 60 }),
  );
  fc.assert(
    fc.property(anyTitle, fc.constantFrom('S1', 'S130545'), fc.integer({ min: 9, max: 60 }), (title, id, max) => {
      const sent = sisTitle(title, id, max);
      expect(sent.length).toBeLessThanOrEqual(max);
      expect(titleCarriesIdentifier(sent, id)).toBe(true);
      expect(sent).not.toMatch(/[\n\r]|\s{2}/);
      const tidy = title
        .toWellFormed()
        .replace(/\p{Bidi_Control}/gu, '')
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim();
      const shown = sent.slice(0, -identifierSuffix(id).length).trimEnd();
      const start = shown === tidy ? shown : shown.replace(/…$/, '');
      expect(tidy.startsWith(start)).toBe(true);
      expect(segments(tidy).slice(0, segments(start).length).join('')).toBe(start);
      expect(sisTitle(title, id, max)).toBe(sent);
    }),
    { numRuns: 1_000 },
  );
});

describe('the identifier by which an assignment in PowerSchool is known again', () => {
  it.each([
    ['Mid Term Exam (S130545)', true],
    ['renamed by the teacher (S130545) ', true],
    ['(S130545)', true],
    ['Mid Term Exam', false],
    ['Mid Term Exam (S1305451)', false],
    ['Mid Term Exam (xS130545)', false],
    ['Mid Term Exam (S130545) copy', false],
  ])('%p: %p', (title, carries) => {
    expect(titleCarriesIdentifier(title, 'S130545')).toBe(carries);
  });
});
