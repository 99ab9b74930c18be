import { inDoubt } from '../failures/in-doubt.ts';
import { toldBy } from '../failures/row-words.ts';
import { type RefusedRow, SisError } from '../port/gradebook.ts';

/** Rows refused one after the other in the same words, and none taken: it is not the rows. */
const SAME_WORDS_LIMIT = 8;

/** Whom PowerSchool has in the class; null where it does not say. */
export type ReadEnrolled = () => Promise<ReadonlySet<string> | null>;

/** Whether rows were refused in the same words, their ids apart, and not because the student is not there. */
export function isOneFault(refused: readonly RefusedRow[]): boolean {
  const words = new Set(refused.map(({ message }) => message.replaceAll(/[0-9a-f-]*\d[0-9a-f-]*/gi, '#')));
  return words.size === 1 && refused.every(({ code }) => code === 'SIS_REJECTED');
}

/**
 * The rows of one write that are refused, while others of it are written. Where PowerSchool's words do not tell whether it is the student
 * that is not there, its list of the class is looked at.
 */
export class RefusedRows {
  readonly #total: number;
  readonly #readEnrolled: ReadEnrolled;
  #rows: RefusedRow[] = [];
  /** Rows that are written. */
  written = 0;

  constructor(total: number, readEnrolled: ReadEnrolled) {
    this.#total = total;
    this.#readEnrolled = readEnrolled;
  }

  /**
   * Throws `failure`, which is what it would mean for the unit, where no row is written and `enough` of them are refused in the same words
   * that are not about a student: then it is the unit that cannot be written.
   */
  async add(rows: readonly RefusedRow[], failure: SisError, enough = SAME_WORDS_LIMIT): Promise<void> {
    this.#rows.push(...rows);
    const isUnits = (): boolean =>
      this.#total > 1 &&
      this.written === 0 &&
      this.#rows.length >= Math.min(enough, this.#total) &&
      isOneFault(this.#rows);
    if (!isUnits()) return;
    await this.#tellWhoLeft();
    if (isUnits()) throw failure;
  }

  async all(): Promise<RefusedRow[]> {
    await this.#tellWhoLeft();
    return this.#rows;
  }

  /** A failure that ends the write; what was written before it stays written, and nobody has been told. */
  ending(error: unknown): unknown {
    return this.written > 0 ? inDoubt(error) : error;
  }

  async #tellWhoLeft(): Promise<void> {
    if (!this.#rows.some(isUntold)) return;
    const enrolled = await unlessFailed(this.#readEnrolled);
    // An empty class says more about the list than about the students.
    if (enrolled === null || enrolled.size === 0) return;
    this.#rows = this.#rows.map((row) =>
      isUntold(row) && !enrolled.has(row.sisStudentId) ? { ...row, code: 'STUDENT_NOT_ENROLLED' } : row,
    );
  }
}

/** The list of a class asked for once, however many want it. */
export function readOnce(read: ReadEnrolled): ReadEnrolled {
  let reading: ReturnType<ReadEnrolled> | null = null;
  return () => (reading ??= read());
}

function isUntold({ code, message }: RefusedRow): boolean {
  return code === 'SIS_REJECTED' && toldBy(message) === 'nothing';
}

/** A look that only explains stops nothing. */
async function unlessFailed(read: ReadEnrolled): ReturnType<ReadEnrolled> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SisError) return null;
    throw error;
  }
}
