import { describe, expect, it } from '@jest/globals';
import { csvAddress, csvText } from './csv.ts';

describe('a file that the page makes', () => {
  it('begins with the mark of UTF-8, and has its cells between commas', () => {
    expect(
      csvText(
        ['a', 'b'],
        [
          ['ü', 1],
          [null, true],
        ],
      ),
    ).toBe('\ufeffa,b\r\nü,1\r\n,true\r\n');
  });

  it.each([
    ['=1', "'=1"],
    ['＝1', "'＝1"],
    ['＠x', "'＠x"],
    ['a;=1', '"a;=1"'],
    ['a,"b"', '"a,""b"""'],
  ])('writes %j as text', (cell, written) => {
    expect(csvText(['a'], [[cell]])).toBe(`\ufeffa\r\n${written}\r\n`);
  });
});

describe('a link to a file of the console', () => {
  it('asks for the language of the page', () => {
    expect(csvAddress('/v1/overview', 'es')).toBe('/v1/overview?format=csv&language=es');
    expect(csvAddress('/v1/x?state=held', 'en')).toBe('/v1/x?state=held&format=csv&language=en');
  });
});
