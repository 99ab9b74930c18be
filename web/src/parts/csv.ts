export type Cell = string | number | boolean | null;

/** A table as a file for spreadsheets, made of what the page has: a text that a spreadsheet would run is given a quote before it. */
export function downloadCsv(name: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const text = [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
