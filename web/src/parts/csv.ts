export type Cell = string | number | boolean | null;

/** By which spreadsheets know that a file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** Where a list of the console is as a file, in the page's language: a link can set no header. `path`: with its query, if any. */
export function csvAddress(path: string, language: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ format: 'csv', language }).toString()}`;
}

/** A table as a file for spreadsheets, made of what the page has. */
export function downloadCsv(name: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const address = URL.createObjectURL(new Blob([csvText(columns, rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

/** The file; a text that a spreadsheet would run is given a quote before it. Pure. */
export function csvText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' && /^[=+\-@＝＋－＠\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
