import { describe, expect, it } from '@jest/globals';
import { csvHead, csvLine, jsonCell } from './csv.ts';

describe('a file of CSV', () => {
  it('begins with the mark by which a spreadsheet knows UTF-8', () => {
    expect(csvHead(['a', 'b'])).toBe('\ufeffa,b\r\n');
  });
});

describe('a line of CSV', () => {
  it('has its cells between commas and ends as RFC 4180 says', () => {
    expect(csvLine(['a', 1, null, '', 'ü 日'])).toBe('a,1,,,ü 日\r\n');
    expect(csvLine([])).toBe('\r\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['a;=1+1', '"a;=1+1"'],
    ['a\t=1', '"a\t=1"'],
    ["it's", "it's"],
  ])('quotes %j where it has to', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['a=1', 'a=1'],
    [' =1', ' =1'],
  ])('writes %j as text and not as a formula', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  it('has as JSON what is more than one value, and nothing of what is none', () => {
    expect(csvLine([jsonCell({ a: [1, '=2'] }), jsonCell(null)])).toBe('"{""a"":[1,""=2""]}",\r\n');
  });

  it('leaves numbers as they are', () => {
    expect(csvLine([-1, 0, 2.5])).toBe('-1,0,2.5\r\n');
  });
});
