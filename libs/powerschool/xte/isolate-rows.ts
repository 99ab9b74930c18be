import type { RefusedRow, ScoreRow, SisError } from '../port/gradebook.ts';
import { type ReadEnrolled, RefusedRows } from '../answers/refused-rows.ts';

/** A batch of which nothing was written. */
export interface BatchRefusal {
  /** Whom the answer names; empty when it names nobody. */
  readonly rows: readonly RefusedRow[];
  /** The refusal as the unit's own failure, for when it turns out to be that. */
  readonly failure: SisError;
  /** What it means for a row that is found by halving. */
  readonly unnamedCode: RefusedRow['code'];
}

/**
 * Writes a batch that is taken as a whole or not at all, without those rows for which it is refused: the rows that an answer names are
 * left out and the rest is sent again; where it names none, the batch is halved down to the row. At most 2 × rows − 1 calls, and two
 * where all refused rows are named at once. Throws the refusal itself where every row is refused in the same words and they are not
 * about a student: then it is the unit that cannot be written. A failure after some rows were written leaves the write in doubt.
 */
export async function writeIsolating(
  rows: readonly ScoreRow[],
  send: (rows: readonly ScoreRow[]) => Promise<BatchRefusal | null>,
  readEnrolled: ReadEnrolled,
): Promise<RefusedRow[]> {
  const refused = new RefusedRows(rows.length, readEnrolled);

  const write = async (batch: readonly ScoreRow[]): Promise<void> => {
    const [first] = batch;
    if (first === undefined) return;
    const refusal = await send(batch);
    if (refusal === null) {
      refused.written += batch.length;
      return;
    }
    const named = namedIn(batch, refusal);
    if (named.size > 0) {
      await refused.add([...named.values()], refusal.failure, rows.length);
      return write(batch.filter(({ sisStudentId }) => !named.has(sisStudentId)));
    }
    if (batch.length === 1) {
      const row = { sisStudentId: first.sisStudentId, code: refusal.unnamedCode, message: refusal.failure.message };
      return refused.add([row], refusal.failure);
    }
    const middle = Math.ceil(batch.length / 2);
    await write(batch.slice(0, middle));
    await write(batch.slice(middle));
  };

  try {
    await write(rows);
  } catch (error) {
    throw refused.ending(error);
  }
  return refused.all();
}

/** The named rows that are in the batch, each once; that the student is not there says more than anything else about the row. */
function namedIn(batch: readonly ScoreRow[], refusal: BatchRefusal): Map<string, RefusedRow> {
  const sent = new Set(batch.map(({ sisStudentId }) => sisStudentId));
  const named = new Map<string, RefusedRow>();
  for (const row of refusal.rows) {
    const isBetter = !named.has(row.sisStudentId) || row.code === 'STUDENT_NOT_ENROLLED';
    if (sent.has(row.sisStudentId) && isBetter) named.set(row.sisStudentId, row);
  }
  return named;
}
