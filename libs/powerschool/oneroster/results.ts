import { roundPoints, type AssignmentRef, type LocalDate } from '@passback/domain';
import type { Clock } from '@passback/service-kit';
import pMap from 'p-map';
import { inDoubt } from '../failures/in-doubt.ts';
import { codeOfRow, toldBy } from '../failures/row-words.ts';
import { type RefusedRow, type ScoreRow, type SectionRef, SisError, type SisScore } from '../port/gradebook.ts';
import { readOnce, RefusedRows } from '../answers/refused-rows.ts';
import { type JsonObject, numberOf, objectOf, textOf } from '../answers/values.ts';
import type { Provider } from './provider.ts';
import { readEnrolledStudents } from './rosters.ts';
import { createResultReader } from './read-results.ts';
import { resultId } from './sourced-ids.ts';

export interface Results {
  readsManyAtOnce(): boolean;
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
  const putRow = (ref: AssignmentRef, row: ScoreRow, scoreDate: LocalDate, beside?: Beside): Promise<void> => {
    const id = resultId(ref.assignmentId, row.sisStudentId);
    const student = provider.ids.toSourced('student', row.sisStudentId);
    return provider.put('/results/{id}', id, {
      result: {
        sourcedId: id,
        status: 'active',
        dateLastModified: new Date(clock.now()).toISOString(),
        lineItem: provider.reference('lineItems', 'lineItem', ref.assignmentId),
        student: provider.reference('users', 'user', student),
        score: roundPoints(row.points),
        // Whom a teacher exempted stays so: the score stands there, and does not count until it is taken back.
        scoreStatus: beside?.exempt === true ? 'exempt' : 'fully graded',
        scoreDate,
        ...(typeof beside?.comment === 'string' && { comment: beside.comment }),
      },
    });
  };

  return {
    readsManyAtOnce: () => reader.readsManyAtOnce(),
    read: async (section, refs) => {
      const byRef = await reader.byAssignment(section, refs);
      if (byRef === null) return null;
      return new Map(
        [...byRef].map(([id, entries]) => [id, entries.flatMap((entry) => cellOf(provider, entry) ?? [])]),
      );
    },
    write: async (section, ref, rows, { scoreDate, isNew }) => {
      if (rows.length === 0) return { refused: [] };
      // A PUT replaces the whole result: what a teacher set beside the score would be gone with it.
      const there = isNew ? new Map<string, Beside>() : besideScores((await reader.ofLineItem(section, ref)) ?? []);
      const refused = new RefusedRows(
        rows.length,
        readOnce(() => readEnrolledStudents(provider, section)),
      );
      const write = async (row: ScoreRow): Promise<void> => {
        try {
          await putRow(ref, row, scoreDate, there.get(provider.ids.toSourced('student', row.sisStudentId)));
        } catch (error) {
          const { row: refusedRow, failure } = refusalOf(row, error);
          // Said of all of them, it need not be heard of each.
          if (toldBy(failure.message) === 'all') throw failure;
          return refused.add([refusedRow], failure);
        }
        refused.written += 1;
      };
      const errors: unknown[] = [];
      // The first error stops the rest, and what was under way has ended when the caller knows of it.
      const unlessFailed = (row: ScoreRow): unknown =>
        errors.length === 0 && write(row).catch((error: unknown) => errors.push(error));
      await pMap(rows, unlessFailed, { concurrency: parallel });
      if (errors.length > 0) throw refused.ending(worstOf(errors));
      return { refused: await refused.all() };
    },
  };
}

/** A row's own refusal; throws what is not. */
function refusalOf(
  { sisStudentId }: ScoreRow,
  error: unknown,
): { readonly row: RefusedRow; readonly failure: SisError } {
  if (!(error instanceof SisError) || error.class !== 'unit' || error.uncertain) throw error;
  return { row: { sisStudentId, code: codeOfRow(error.message), message: error.message }, failure: error };
}

/** The first, unless another one leaves something in doubt. */
function worstOf(errors: readonly unknown[]): unknown {
  const isInDoubt = errors.some((error) => error instanceof SisError && error.uncertain);
  return isInDoubt ? inDoubt(errors[0]) : errors[0];
}

/** What a teacher set beside a score. */
interface Beside {
  readonly comment: string | null;
  readonly exempt: boolean;
}

/** By the student's sourcedId. */
function besideScores(results: readonly JsonObject[]): Map<string, Beside> {
  return new Map(
    results.flatMap((result): (readonly [string, Beside])[] => {
      const student = textOf(objectOf(result['student'])?.['sourcedId']);
      return student === null ? [] : [[student, { comment: textOf(result['comment']), exempt: isExempt(result) }]];
    }),
  );
}

function isExempt(result: JsonObject): boolean {
  return result['scoreStatus'] === 'exempt';
}

/** Null for a result that holds nothing, and for a student whom Otus cannot know. */
function cellOf(provider: Provider, result: JsonObject): SisScore | null {
  const sourcedId = textOf(objectOf(result['student'])?.['sourcedId']);
  const sisStudentId = sourcedId === null ? null : provider.ids.fromSourced('student', sourcedId);
  if (sisStudentId === null || result['status'] === 'tobedeleted') return null;
  const exempt = isExempt(result);
  const points = numberOf(result['score']);
  return points === null && !exempt ? null : { sisStudentId, points, exempt };
}
