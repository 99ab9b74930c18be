import type { AssignmentRef, LocalDate } from '@passback/domain';
import type { Clock } from '@passback/service-kit';
import { type RefusedRow, type ScoreRow, type SectionRef, SisError, type SisScore } from '../port/gradebook.ts';
import { isOneFault, SAME_WORDS_LIMIT } from '../session/one-fault.ts';
import { type JsonObject, numberOf, objectOf, textOf } from '../session/values.ts';
import type { Provider } from './provider.ts';
import { resultId } from './sourced-ids.ts';

/** PowerSchool's words for a student whom it does not know, or not in this class; `user` is what OneRoster calls a student. */
const NOT_ENROLLED =
  /\b(student|user)\b.*(not found|unknown|unable to find|not enrolled|no longer|not in|does not exist|not (?:a )?member)|(not found|unknown|unable to find|not enrolled)\b.*\b(student|user)\b/i;

export interface Results {
  read(section: SectionRef, ref: AssignmentRef): Promise<SisScore[] | null>;
  write(ref: AssignmentRef, rows: readonly ScoreRow[], scoreDate: LocalDate): Promise<{ refused: RefusedRow[] }>;
}

/** Cells as results: one request each, since OneRoster 1.1 has no bulk write; `parallel` of them at once. */
export function createResults(provider: Provider, parallel: number, clock: Pick<Clock, 'now'>): Results {
  const putRow = (ref: AssignmentRef, row: ScoreRow, scoreDate: LocalDate): Promise<void> => {
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
      },
    });
  };

  return {
    read: async (section, ref) => {
      const inClass = provider.ids.toSourced('class', section.sectionId);
      const route = '/classes/{id}/lineItems/{id}/results';
      const entries = await provider.readAllOrNull(route, [inClass, ref.assignmentId], ['results']);
      return entries?.flatMap((entry) => cellOf(provider, entry) ?? []) ?? null;
    },
    write: async (ref, rows, scoreDate) => {
      const refusals = new RowRefusals(rows.length);
      await inParallel(parallel, rows, async (row) => {
        try {
          await putRow(ref, row, scoreDate);
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

/** Null for a result that holds nothing, and for a student whom Otus cannot know. */
function cellOf(provider: Provider, result: JsonObject): SisScore | null {
  const sourcedId = textOf(objectOf(result['student'])?.['sourcedId']);
  const sisStudentId = sourcedId === null ? null : provider.ids.fromSourced('student', sourcedId);
  if (sisStudentId === null || result['status'] === 'tobedeleted') return null;
  const exempt = result['scoreStatus'] === 'exempt';
  const points = numberOf(result['score']);
  return points === null && !exempt ? null : { sisStudentId, points, exempt };
}
