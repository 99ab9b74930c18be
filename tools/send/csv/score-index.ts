import { type FileHandle, open } from 'node:fs/promises';
import { ReadSoFar } from '../records/read-records.ts';
import { RecordSplitter } from '../records/record-splitter.ts';
import type { Rejection } from '../source.ts';
import { type Row, ROW_BYTES, rowOf, rowsOf, type Table } from './table.ts';

/** Rows of one assessment that stand together. */
interface Run {
  readonly offset: number;
  end: number;
  readonly line: number;
}

interface Entry {
  readonly runs: Run[];
  count: number;
}

/** Where in a file the scores of each assessment are: the file itself may be larger than memory, and in any order. */
export class ScoreIndex {
  readonly table: Table;
  readonly sha256: string;
  /** Rows that cannot be read, and might be of any assessment. */
  readonly unread: readonly Rejection[];
  readonly #entries: ReadonlyMap<string, Entry>;
  #file: FileHandle | null = null;

  private constructor(table: Table, entries: ReadonlyMap<string, Entry>, unread: readonly Rejection[], sha256: string) {
    this.table = table;
    this.#entries = entries;
    this.unread = unread;
    this.sha256 = sha256;
  }

  /** Goes through the file once. */
  static async of(table: Table): Promise<ScoreIndex> {
    const entries = new Map<string, Entry>();
    const unread: Rejection[] = [];
    const soFar = await ReadSoFar.at(table.file, table.rows);
    const idAt = table.header.get('sectionAssessmentId') ?? 0;
    for await (const row of rowsOf(table, table.rows, soFar)) {
      if (row.cells === null) {
        unread.push({ file: table.name, line: row.line, path: '', message: row.trouble });
        continue;
      }
      add(entries, row.cells[idAt] ?? '', row);
    }
    return new ScoreIndex(table, entries, unread, soFar.digest());
  }

  count(sectionAssessmentId: string): number {
    return this.#entries.get(sectionAssessmentId)?.count ?? 0;
  }

  /** The first line of each assessment that has scores. */
  *firstLines(): Generator<[sectionAssessmentId: string, line: number]> {
    for (const [id, { runs }] of this.#entries) yield [id, runs[0]?.line ?? 0];
  }

  /** The rows of an assessment, as they stand in the file; all in memory. */
  async rows(sectionAssessmentId: string): Promise<Row[]> {
    const entry = this.#entries.get(sectionAssessmentId);
    if (entry === undefined) return [];
    this.#file ??= await open(this.table.file);
    const rows: Row[] = [];
    for (const run of entry.runs) rows.push(...(await this.#rowsOf(this.#file, run)));
    return rows;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #rowsOf(file: FileHandle, { offset, end, line }: Run): Promise<Row[]> {
    const bytes = Buffer.allocUnsafe(end - offset);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
    const splitter = new RecordSplitter({ maxBytes: ROW_BYTES, isQuoted: true, offset, line });
    const records = [...splitter.push(bytes.subarray(0, bytesRead))];
    const last = splitter.end();
    if (last !== null) records.push(last);
    return records.flatMap((record) => rowOf(record, this.table.width) ?? []);
  }
}

function add(entries: Map<string, Entry>, id: string, { offset, end, line }: Row): void {
  const entry = entries.get(id) ?? { runs: [], count: 0 };
  if (entry.count === 0) entries.set(id, entry);
  entry.count += 1;
  const last = entry.runs.at(-1);
  if (last?.end === offset) last.end = end;
  else entry.runs.push({ offset, end, line });
}
