import type { Language, UnitRecord } from '@passback/domain';
import type { Page } from '@passback/ledger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { csvLine } from '../http/csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { listItem, type ListItem } from './list-item.ts';

const COLUMNS = [
  'sectionAssessmentId',
  'identifier',
  'title',
  'state',
  'reasons',
  'what to do',
  'section',
  'dueDate',
  'sent',
  'kept',
  'due',
  'held',
  'rejected',
  'changedAt',
];

type ReadPage = (page: { cursor?: string; limit: number }) => Promise<Page<UnitRecord>>;

/**
 * Answers with the whole list as CSV, from `cursor` on. The first page is read before anything is sent, so that a wrong cursor or a
 * ledger that is away is a problem like any other; a failure after that breaks the answer off.
 */
export async function sendCsv(
  reply: FastifyReply,
  read: ReadPage,
  { cursor, language }: { cursor?: string; language: Language },
): Promise<FastifyReply> {
  const first = await read(pageAt(cursor));
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="section-assessments.csv"')
    .send(Readable.from(csvPages(read, first, language)));
}

/** The list, a page a piece, in bounded memory: the next one is read when the client has taken this one. */
export async function* csvPages(
  read: ReadPage,
  first: Page<UnitRecord>,
  language: Language,
  most: number = CONSOLE_LIMITS.csvRows,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  let rows = 0;
  for (let page = first; ; page = await read(pageAt(page.cursor))) {
    const items = page.items.slice(0, most - rows);
    rows += items.length;
    if (items.length > 0) yield items.map((record) => rowOf(listItem(record, language))).join('');
    const isWhole = items.length === page.items.length;
    if (isWhole && page.cursor === null) return;
    if (rows >= most) break;
  }
  // A list that is cut off must not look like a whole one.
  yield csvLine([`cut off after ${most} rows`, ...COLUMNS.slice(1).map(() => null)]);
}

function pageAt(cursor: string | null | undefined): { cursor?: string; limit: number } {
  return { limit: CONSOLE_LIMITS.listMost, ...(typeof cursor === 'string' && { cursor }) };
}

function rowOf(item: ListItem): string {
  return csvLine([
    item.sectionAssessmentId,
    item.identifier,
    item.title,
    item.state,
    item.reasons.join(' '),
    [...new Set(item.words.map(({ fix }) => fix))].join(' '),
    item.section,
    item.dueDate,
    item.scores.sent,
    item.scores.kept,
    item.scores.due,
    item.scores.held,
    item.scores.rejected,
    item.changedAt,
  ]);
}
