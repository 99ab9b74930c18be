import { checkSnapshot, INGESTION_LIMITS } from '@passback/ingestion';
import type { FieldError } from '@passback/ingestion-client';
import { ASSESSMENT_COLUMNS, rowValues, SCORE_COLUMNS, SECTION_COLUMNS } from '../csv/columns.ts';
import { ScoreIndex } from '../csv/score-index.ts';
import { openTable, type Row, rowsOf, type Table } from '../csv/table.ts';
import { ReadSoFar } from '../records/read-records.ts';
import { type Item, type Rejection, type Source, SourceError } from '../source.ts';

const ASSESSMENT_FILE_COLUMNS = { ...ASSESSMENT_COLUMNS, ...SECTION_COLUMNS };
const SCORE_FILE_COLUMNS = { sectionAssessmentId: 'text', ...SCORE_COLUMNS } as const;

export interface CsvFiles {
  readonly assessments: string;
  readonly scores: string;
  readonly districtId: string;
  /** Columns of either that are there for others. */
  readonly ignored: readonly string[];
}

/**
 * The snapshots that two CSV files make: a row of assessments with its rows of scores, checked as the service does. Goes through both once
 * before. Throws `SourceError` where a header, or a row of scores that might be of any assessment, cannot be read.
 */
export async function csvSource({
  assessments,
  scores,
  districtId,
  ignored,
}: CsvFiles): Promise<Source & { close(): Promise<void> }> {
  const table = await openTable(assessments, ASSESSMENT_FILE_COLUMNS, ignored);
  const index = await ScoreIndex.of(await openTable(scores, SCORE_FILE_COLUMNS, ignored));
  const [first] = index.unread;
  if (first !== undefined) {
    const more = index.unread.length > 1 ? `, as well as ${index.unread.length - 1} more` : '';
    throw new SourceError(`${index.table.name}, line ${first.line}: it ${first.message}${more}; nothing was sent`);
  }
  const firstLines = await firstLinesOf(table);
  const makes = { table, index, districtId, firstLines };
  let soFar = await ReadSoFar.at(assessments, table.rows);
  return {
    file: assessments,
    othersSha256: index.sha256,
    strays: [...strayScores(index, firstLines, table.name)],
    async *items(from) {
      const place = from.offset > table.rows.offset ? from : table.rows;
      soFar = await ReadSoFar.at(assessments, place);
      for await (const row of rowsOf(table, place, soFar)) yield await itemOf(row, makes);
    },
    get soFar() {
      return soFar;
    },
    close: () => index.close(),
  };
}

type FirstLines = ReadonlyMap<string, number>;

/** The first row of each assessment: a second one of the same would be sent with the same scores, and only one of them counts. */
async function firstLinesOf(table: Table): Promise<FirstLines> {
  const lines = new Map<string, number>();
  for await (const row of rowsOf(table)) {
    const id = idOf(row, table);
    if (id !== null && !lines.has(id)) lines.set(id, row.line);
  }
  return lines;
}

function idOf({ cells }: Row, { header }: Table): string | null {
  return cells?.[header.get('sectionAssessmentId') ?? 0] ?? null;
}

function* strayScores(index: ScoreIndex, firstLines: FirstLines, name: string): Generator<Rejection> {
  for (const [id, line] of index.firstLines()) {
    if (firstLines.has(id)) continue;
    const message = `is not in ${name}: ${index.count(id)} scores are not sent`;
    yield { file: index.table.name, line, column: 'sectionAssessmentId', path: '', message };
  }
}

interface Makes {
  readonly table: Table;
  readonly index: ScoreIndex;
  readonly districtId: string;
  readonly firstLines: FirstLines;
}

async function itemOf(row: Row, makes: Makes): Promise<Item> {
  const { line } = row;
  const made = await snapshotOf(row, makes);
  const locate = (errors: readonly FieldError[]): Rejection[] => made.locate(errors);
  if (made.rejections.length > 0) return { line, json: null, rejections: made.rejections, locate };
  const checked = checkSnapshot(made.snapshot, { districtId: makes.districtId });
  if (!checked.ok) return { line, json: null, rejections: locate(checked.errors), locate };
  return { line, json: Buffer.from(JSON.stringify(checked.value)), rejections: [], locate };
}

interface MadeSnapshot {
  readonly snapshot: Record<string, unknown>;
  /** What is wrong before it is one. */
  readonly rejections: readonly Rejection[];
  readonly locate: Item['locate'];
}

async function snapshotOf(row: Row, { table, index, firstLines }: Makes): Promise<MadeSnapshot> {
  const { line } = row;
  const wrong = (rejection: Omit<Rejection, 'file' | 'line' | 'path'>): MadeSnapshot => {
    const rejections = [{ file: table.name, line, path: '', ...rejection }];
    return { snapshot: {}, rejections, locate: () => rejections };
  };
  if (row.cells === null) return wrong({ message: row.trouble });
  const id = idOf(row, table) ?? '';
  const firstLine = firstLines.get(id) ?? line;
  if (firstLine !== line)
    return wrong({ column: 'sectionAssessmentId', message: `is the same as in line ${firstLine}` });
  const count = index.count(id);
  if (count > INGESTION_LIMITS.scores)
    return wrong({ message: `has ${count} scores, and no section has more than ${INGESTION_LIMITS.scores}` });
  const scoreRows = await index.rows(id);
  const snapshot = {
    ...rowValues(row.cells, table.header, ASSESSMENT_COLUMNS),
    section: rowValues(row.cells, table.header, SECTION_COLUMNS),
    scores: scoreRows.map(({ cells }) => rowValues(cells ?? [], index.table.header, SCORE_COLUMNS)),
  };
  const places = { assessments: { name: table.name, line }, scores: { name: index.table.name, rows: scoreRows } };
  return {
    snapshot,
    rejections: [],
    locate: (errors) => errors.map((error) => ({ ...placeOf(error, places), sectionAssessmentId: id })),
  };
}

interface Places {
  readonly assessments: { readonly name: string; readonly line: number };
  readonly scores: { readonly name: string; readonly rows: readonly Row[] };
}

/** `scores[3].points` */
const OF_SCORE = /^scores\[(\d+)\](?:\.(\w+))?$/;

/** By file, line and column. */
function placeOf({ path, message }: FieldError, { assessments, scores }: Places): Rejection {
  const lineOf = (index: string): number => scores.rows[Number(index)]?.line ?? 0;
  const [, index, field] = OF_SCORE.exec(path) ?? [];
  const words = message.replace(/scores\[(\d+)\]\.\w+/g, (_all, other: string) => `in line ${lineOf(other)}`);
  if (index !== undefined) {
    const column = field === undefined ? {} : { column: field };
    return { file: scores.name, line: lineOf(index), ...column, path, message: words };
  }
  const column = path.replace(/^section\./, '');
  const isColumn = Object.hasOwn(ASSESSMENT_FILE_COLUMNS, column);
  return { file: assessments.name, line: assessments.line, ...(isColumn && { column }), path, message: words };
}
