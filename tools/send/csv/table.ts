import path from 'node:path';
import { type Place, readRecords, type ReadSoFar } from '../records/read-records.ts';
import type { TextRecord } from '../records/record-splitter.ts';
import { SourceError } from '../source.ts';
import { cellsOf } from './cells.ts';
import { type Columns, type Header, headerOf } from './columns.ts';

/** A row with a title of the greatest length, four bytes a character, and all else. */
export const ROW_BYTES = 64 * 1024;

export interface Table {
  readonly file: string;
  /** As it is named to people. */
  readonly name: string;
  readonly header: Header;
  /** Cells of each row. */
  readonly width: number;
  /** Where the rows begin. */
  readonly rows: Place;
}

export interface Row extends TextRecord {
  /** Null where it cannot be read: then `trouble` says why. */
  readonly cells: readonly string[] | null;
  readonly trouble: string;
}

const QUOTED = { maxBytes: ROW_BYTES, isQuoted: true } as const;

const SEMICOLONS =
  'commas are needed; this file has semicolons: save it as CSV with commas (spreadsheets take semicolons where a comma is the decimal sign)';

/** No column has either in its name. */
function hasSemicolons({ bytes }: TextRecord): boolean {
  return bytes !== null && bytes.includes(';') && !bytes.includes(',');
}

/** Reads the header of a CSV file. Throws `SourceError` where it is not as it should be. */
export async function openTable(file: string, columns: Columns, ignored: readonly string[]): Promise<Table> {
  const name = path.basename(file);
  for await (const record of readRecords(file, { ...QUOTED, offset: 0, line: 1 })) {
    const row = rowOf(record, null);
    if (row === null) continue;
    if (hasSemicolons(record)) throw new SourceError(`${name}, line ${record.line}: ${SEMICOLONS}`);
    const found = row.cells === null ? { trouble: row.trouble } : headerOf(row.cells, columns, ignored);
    if ('trouble' in found) throw new SourceError(`${name}, line ${record.line}: it ${found.trouble}`);
    const rows = { offset: record.end, line: record.nextLine };
    return { file, name, header: found.header, width: row.cells?.length ?? 0, rows };
  }
  throw new SourceError(`${name} is empty: its first line has to name the columns`);
}

/** The rows from a place on, without those that are empty. */
export async function* rowsOf(table: Table, from: Place = table.rows, soFar?: ReadSoFar): AsyncGenerator<Row> {
  for await (const record of readRecords(table.file, { ...QUOTED, ...from }, soFar)) {
    const row = rowOf(record, table.width);
    if (row !== null) yield row;
  }
}

/** Null where there is nothing in it. `width`: how many cells it has to have. */
export function rowOf(record: TextRecord, width: number | null): Row | null {
  const { bytes } = record;
  const unread = (trouble: string): Row => ({ ...record, cells: null, trouble });
  if (bytes === null) return unread(`is longer than ${ROW_BYTES} bytes: is a quote not closed?`);
  const read = cellsOf(bytes);
  if ('trouble' in read) return unread(read.trouble);
  const { cells } = read;
  if (cells.every((cell) => cell.trim() === '')) return null;
  if (width !== null && cells.length !== width) return unread(`has ${cells.length} cells, and the header has ${width}`);
  return { ...record, cells, trouble: '' };
}
