import type { FieldError } from '@passback/ingestion-client';
import type { Place, ReadSoFar } from './records/read-records.ts';

/** Where something is wrong, and what; a line of the list of what was rejected. No content of the files. */
export interface Rejection {
  /** Of the files of a CSV import. */
  readonly file?: string;
  readonly line: number;
  /** Of the files of a CSV import; left out where it is the whole row. */
  readonly column?: string;
  /** Of the snapshot, as `scores[3].points`; empty: all of it. */
  readonly path: string;
  readonly message: string;
  readonly sectionAssessmentId?: string;
}

/** One section assessment of the file, to be sent or rejected at once. */
export interface Item {
  readonly line: number;
  /** As it is sent, without a line feed. Null where it is not. */
  readonly json: Buffer | null;
  /** Why it is not sent. */
  readonly rejections: readonly Rejection[];
  /** What the service says is wrong with it, by the file. */
  readonly locate: (errors: readonly FieldError[]) => Rejection[];
}

export interface Source {
  /** The file that the place is in, and beside which what came of it is kept. */
  readonly file: string;
  /** Of the other files that belong to it, in hex; null where there are none. */
  readonly othersSha256: string | null;
  /** What is wrong beside the items. */
  readonly strays: readonly Rejection[];
  /** From a place on. While an item is looked at, `soFar` is at its end, and after the last one at the end of the file. */
  items(from: Place): AsyncIterable<Item>;
  readonly soFar: Pick<ReadSoFar, 'place' | 'digest'>;
}

/** The sending cannot begin: what is asked or given is wrong as a whole. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
