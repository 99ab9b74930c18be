import type { paths } from '../api/schema.ts';
import type { Cell } from '../parts/csv.ts';

export type Check =
  paths['/v1/districts/{districtId}/connection-check']['post']['responses'][200]['content']['application/json']['checks'][number];

/** What a check found, and when (milliseconds since the epoch). */
export interface Checked {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly at: number;
}

/** What is kept of a check over a reload: all but what PowerSchool said in its own words. */
export function toKeep(checked: Checked): Checked {
  return { ...checked, checks: checked.checks.map((check) => ({ ...check, message: '' })) };
}

export interface TeacherRow {
  readonly key: string;
  readonly schoolId: string;
  readonly teacherId: string;
  /** By name of the category. */
  readonly categories: ReadonlyMap<string, Check>;
}

/** The checks of categories, a row for each teacher of a school; those with something wrong first. */
export function teachersOf(checks: readonly Check[]): { names: string[]; teachers: TeacherRow[] } {
  const rows = new Map<string, TeacherRow & { readonly categories: Map<string, Check> }>();
  const names = new Set<string>();
  for (const check of checks) {
    const { teacherId, schoolId, category } = check;
    if (check.check !== 'category' || teacherId === null || category === null) continue;
    names.add(category);
    const key = `${schoolId ?? ''} ${teacherId}`;
    const row = rows.get(key) ?? { key, schoolId: schoolId ?? '–', teacherId, categories: new Map() };
    rows.set(key, row);
    const before = row.categories.get(category);
    if (before === undefined || before.ok) row.categories.set(category, check);
  }
  return { names: [...names].toSorted(), teachers: [...rows.values()].toSorted(worstFirst) };
}

export function isWrong({ categories }: TeacherRow): boolean {
  return [...categories.values()].some(({ ok }) => !ok);
}

function worstFirst(one: TeacherRow, other: TeacherRow): number {
  return Number(isWrong(other)) - Number(isWrong(one)) || (one.key < other.key ? -1 : 1);
}

const COLUMNS = [
  'check',
  'finding',
  'schoolId',
  'teacherId',
  'category',
  'termId',
  'code',
  'message',
  'whatToDo',
] as const;

/** All checks as a file's columns and rows. */
export function rowsOf(checks: readonly Check[]): [readonly string[], (readonly Cell[])[]] {
  const rows = checks.map(({ check, finding, schoolId, teacherId, category, termId, code, message, words }) => [
    ...[check, finding, schoolId, teacherId, category, termId, code],
    ...[message, words?.fix ?? null],
  ]);
  return [COLUMNS, rows];
}
