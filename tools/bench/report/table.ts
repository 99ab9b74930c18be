import { type Figure, formatValue } from '../measure/figure.ts';

const HEAD = ['part', 'what', 'stack', 'figure', 'detail', 'aim'] as const;

function cellsOf(figure: Figure): string[] {
  const { part, what, stack, detail, aim } = figure;
  return [
    part,
    what,
    stack,
    formatValue(figure),
    detail ?? '',
    aim === undefined ? '' : `${aim.text} ${aim.met ? '✓' : '✗'}`,
  ];
}

/** The figures as a table for a terminal: columns as wide as their widest cell, a blank line between parts. */
export function textTable(figures: readonly Figure[]): string {
  const rows = [[...HEAD], ...figures.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = rows;
  const lines = [line(head), widths.map((width) => '─'.repeat(width)).join('  ')];
  for (const [index, row] of body.entries()) {
    const before = body[index - 1];
    if (before !== undefined && before[0] !== row[0]) lines.push('');
    lines.push(line(before !== undefined && before[0] === row[0] ? ['', ...row.slice(1)] : row));
  }
  return lines.join('\n');
}

/** The same as a table in Markdown. */
export function markdownTable(figures: readonly Figure[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...figures.map((figure) => line(cellsOf(figure)))].join('\n');
}
