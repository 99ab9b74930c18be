const QUOTE = '"';

export type Cells = { readonly cells: readonly string[] } | { readonly trouble: string };

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The cells of a row, as RFC 4180 has them: separated by commas, with quotes around what has commas, quotes or line feeds, quotes doubled. */
export function cellsOf(bytes: Buffer): Cells {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    return { trouble: 'is not UTF-8: save it as “CSV UTF-8”' };
  }
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const cell = text[at] === QUOTE ? quotedCell(text, at) : plainCell(text, at);
    if ('trouble' in cell) return cell;
    cells.push(cell.value);
    if (cell.end === text.length) return { cells };
    at = cell.end + 1;
  }
}

type Cell = { readonly value: string; readonly end: number } | { readonly trouble: string };

function plainCell(text: string, start: number): Cell {
  const comma = text.indexOf(',', start);
  const end = comma === -1 ? text.length : comma;
  const value = text.slice(start, end);
  return value.includes(QUOTE) ? { trouble: 'has a quote within a cell that does not begin with one' } : { value, end };
}

function quotedCell(text: string, start: number): Cell {
  let value = '';
  for (let at = start + 1; ;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1) return { trouble: 'has a quote that is not closed' };
    value += text.slice(at, quote);
    const next = text[quote + 1];
    if (next === undefined || next === ',') return { value, end: quote + 1 };
    if (next !== QUOTE) return { trouble: 'has something after the closing quote of a cell' };
    value += QUOTE;
    at = quote + 2;
  }
}
