import type { Page } from '@passback/ledger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { CONSOLE_LIMITS } from '../limits.ts';
import { type CsvCell, csvHead, csvLine } from './csv.ts';

/** How a list looks as a file: one row an item. */
export interface CsvTable<T> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rowOf: (item: T) => readonly CsvCell[];
}

export type ReadPage<T> = (page: { cursor?: string; limit: number }) => Promise<Page<T>>;

/**
 * Answers with the whole list as CSV, from `cursor` on. The first page is read before anything is sent, so that a wrong cursor or a
 * ledger that is away is a problem like any other; a failure after that breaks the answer off.
 */
export async function sendCsvPages<T>(
  reply: FastifyReply,
  table: CsvTable<T>,
  read: ReadPage<T>,
  cursor?: string,
): Promise<FastifyReply> {
  const first = await read(pageAt(cursor));
  return asFile(reply, table).send(Readable.from(csvPages(table, read, first)));
}

/** Answers with a list that is at hand as CSV. `isCutOff`: there is more than that. */
export function sendCsv<T>(
  reply: FastifyReply,
  table: CsvTable<T>,
  items: readonly T[],
  { isCutOff = false }: { readonly isCutOff?: boolean } = {},
): FastifyReply {
  const lines = [csvHead(table.columns), ...items.map((item) => csvLine(table.rowOf(item)))];
  if (isCutOff) lines.push(cutOffLine(table, items.length));
  return asFile(reply, table).send(lines.join(''));
}

/** The list, a page a piece, in bounded memory: the next one is read when the client has taken this one. */
export async function* csvPages<T>(
  table: CsvTable<T>,
  read: ReadPage<T>,
  first: Page<T>,
  most: number = CONSOLE_LIMITS.csvRows,
): AsyncGenerator<string> {
  yield csvHead(table.columns);
  let rows = 0;
  for (let page = first; ; page = await read(pageAt(page.cursor))) {
    const items = page.items.slice(0, most - rows);
    rows += items.length;
    if (items.length > 0) yield items.map((item) => csvLine(table.rowOf(item))).join('');
    const isWhole = items.length === page.items.length;
    if (isWhole && page.cursor === null) return;
    if (rows >= most) break;
  }
  yield cutOffLine(table, most);
}

/** A list that is cut off must not look like a whole one. */
function cutOffLine({ columns }: Pick<CsvTable<never>, 'columns'>, rows: number): string {
  return csvLine([`cut off after ${rows} rows`, ...columns.slice(1).map(() => null)]);
}

function asFile(reply: FastifyReply, { name }: Pick<CsvTable<never>, 'name'>): FastifyReply {
  return reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`);
}

function pageAt(cursor: string | null | undefined): { cursor?: string; limit: number } {
  return { limit: CONSOLE_LIMITS.listMost, ...(typeof cursor === 'string' && { cursor }) };
}
