import type { AssignmentRef, LocalDate } from '@passback/domain';
import type { Clock } from '@passback/service-kit';
import { type RefusedRow, type ScoreRow, type SectionRef, SisError, type SisScore } from '../port/gradebook.ts';
import { isOneFault, SAME_WORDS_LIMIT } from '../session/one-fault.ts';
import { type JsonObject, numberOf, objectOf, textOf } from '../session/values.ts';
import type { Provider } from './provider.ts';
import { createResultReader } from './read-results.ts';
import { resultId } from './sourced-ids.ts';

/** PowerSchool's words for a student whom it does not know, or not in this class; `user` is what OneRoster calls a student. */
const NOT_ENROLLED =
  /\b(student|user)\b.*(not found|unknown|unable to find|not enrolled|no longer|not in|does not exist|not (?:a )?member)|(not found|unknown|unable to find|not enrolled)\b.*\b(student|user)\b/i;

export interface Results {
  /** With an entry for each of `refs`; null where results cannot be read. */
  read(section: SectionRef, refs: readonly AssignmentRef[]): Promise<ReadonlyMap<string, readonly SisScore[]> | null>;
  /** `isNew`: nobody can have written anything into it yet. */
  write(
    section: SectionRef,
    ref: AssignmentRef,
    rows: readonly ScoreRow[],
    options: { readonly scoreDate: LocalDate; readonly isNew: boolean },
  ): Promise<{ refused: RefusedRow[] }>;
}

/** Cells as results: one request each, since OneRoster 1.1 has no bulk write; `parallel` of them at once. */
export function createResults(provider: Provider, parallel: number, clock: Pick<Clock, 'now'>): Results {
  const reader = createResultReader(provider, clock);
  const putRow = (ref: AssignmentRef, row: ScoreRow, scoreDate: LocalDate, comment?: string): Promise<void> => {
    const id = resultId(ref.assignmentId, row.sisStudentId);
    const student = provider.ids.toSourced('student', row.sisStudentId);
    return provider.put('/results/{id}', id, {
      result: {
        sourcedId: id,
        status: 'active',
        dateLastModified: new Date(clock.now()).toISOString(),
        lineItem: provider.reference('lineItems', 'lineItem', ref.assignmentId),
        student: provider.reference('users', 'user', student),
        score: row.points,
        scoreStatus: 'fully graded',
        scoreDate,
        ...(comment !== undefined && { comment }),
      },
    });
  };

  return {
    read: async (section, refs) => {
      const byRef = await reader.byAssignment(section, refs);
      if (byRef === null) return null;
      return new Map(
        [...byRef].map(([id, entries]) => [id, entries.flatMap((entry) => cellOf(provider, entry) ?? [])]),
      );
    },
    write: async (section, ref, rows, { scoreDate, isNew }) => {
      // A PUT replaces the whole result: a comment that a teacher wrote beside the score would be gone with it.
      const comments =
        isNew || rows.length === 0 ? NO_COMMENTS : commentsIn((await reader.ofLineItem(section, ref)) ?? []);
      const refusals = new RowRefusals(rows.length);
      await inParallel(parallel, rows, async (row) => {
        try {
          await putRow(ref, row, scoreDate, comments.get(provider.ids.toSourced('student', row.sisStudentId)));
          refusals.written += 1;
        } catch (error) {
          refusals.add(row, error);
        }
      });
      return { refused: refusals.rows };
    },
  };
}

/** Rows that were refused one by one; what is not a row's own is thrown on. */
class RowRefusals {
  readonly rows: RefusedRow[] = [];
  readonly #total: number;
  written = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /** Throws the error itself where it is not about this row, or where every row is refused in the same words. */
  add({ sisStudentId }: ScoreRow, error: unknown): void {
    if (!(error instanceof SisError) || error.class !== 'unit') throw error;
    const code = NOT_ENROLLED.test(error.message) ? 'STUDENT_NOT_ENROLLED' : 'SIS_REJECTED';
    this.rows.push({ sisStudentId, code, message: error.message });
    const isEnough = this.#total > 1 && this.rows.length >= Math.min(this.#total, SAME_WORDS_LIMIT);
    if (this.written === 0 && isEnough && isOneFault(this.rows)) throw error;
  }
}

/** Does `work` for each entry, `parallel` at once; the first error stops the rest from being begun, and is thrown. */
async function inParallel<T>(
  parallel: number,
  entries: readonly T[],
  work: (entry: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let entry = entries[next++]; entry !== undefined; entry = entries[next++]) {
      try {
        await work(entry);
      } catch (error) {
        next = entries.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, entries.length) }, worker));
}

const NO_COMMENTS: ReadonlyMap<string, string> = new Map();

/** Comments by the student's sourcedId. */
function commentsIn(results: readonly JsonObject[]): ReadonlyMap<string, string> {
  return new Map(
    results.flatMap((result): (readonly [string, string])[] => {
      const student = textOf(objectOf(result['student'])?.['sourcedId']);
      const comment = textOf(result['comment']);
      return student === null || comment === null ? [] : [[student, comment]];
    }),
  );
}

/** Null for a result that holds nothing, and for a student whom Otus cannot know. */
function cellOf(provider: Provider, result: JsonObject): SisScore | null {
  const sourcedId = textOf(objectOf(result['student'])?.['sourcedId']);
  const sisStudentId = sourcedId === null ? null : provider.ids.fromSourced('student', sourcedId);
  if (sisStudentId === null || result['status'] === 'tobedeleted') return null;
  const exempt = result['scoreStatus'] === 'exempt';
  const points = numberOf(result['score']);
  return points === null && !exempt ? null : { sisStudentId, points, exempt };
}
