import { expect, it } from '@jest/globals';
import { markdownTable, textTable } from './table.ts';

const figures = [
  {
    part: 'ingest',
    what: 'units/s',
    stack: 'embedded',
    value: 1_234,
    detail: '1 to 2',
    aim: { text: '≥ 1', met: true },
  },
  { part: 'ingest', what: 'ratio', stack: 'kafka', value: 0.4, aim: { text: '≥ 0.5', met: false } },
  { part: 'night', what: 'a | b', stack: 'embedded', value: 9 },
];

it('is lined up for a terminal, each part named once', () => {
  expect(textTable(figures).split('\n')).toEqual([
    'part    what     stack     figure  detail  aim',
    '──────  ───────  ────────  ──────  ──────  ───────',
    'ingest  units/s  embedded  1,234   1 to 2  ≥ 1 ✓',
    '        ratio    kafka     0.4             ≥ 0.5 ✗',
    '',
    'night   a | b    embedded  9',
  ]);
});

it('is a table in Markdown, whatever its cells hold', () => {
  const lines = markdownTable(figures).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe('| part | what | stack | figure | detail | aim |');
  expect(lines[4]).toBe('| night | a \\| b | embedded | 9 |  |  |');
});
