/** What ends a line, by RFC 4180. */
const LINE_END = '\r\n';
/** By which spreadsheets know that a file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

export type CsvCell = string | number | null;

/** What a cell holds that is more than one value: its JSON; null is an empty cell. */
export function jsonCell(value: object | null): CsvCell {
  return value === null ? null : JSON.stringify(value);
}

/** What a file begins with: the names of its columns. */
export function csvHead(columns: readonly string[]): string {
  return BYTE_ORDER_MARK + csvLine(columns);
}

/** One line of CSV by RFC 4180, its end included; null is an empty cell. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(csvCell).join(',') + LINE_END;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? String(cell) : withoutFormula(cell);
  // A comma, a quote or an end of line; and what separates cells instead of the comma where a spreadsheet is set so.
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet takes what begins so for a formula, and would carry out what somebody typed as a title. */
function withoutFormula(text: string): string {
  // One of the characters that begin a formula, full-width ones among them, or that a spreadsheet skips before it.
  return /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
}
