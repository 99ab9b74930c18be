import type { Filter } from 'mongodb';
import type { ListFilter } from '../../port/section-assessments.ts';
import { characterCases } from '../../shared/search-text.ts';
import type { UnitDocument } from './unit-document.ts';

/** The beginning of a JSON text, in whole characters: a plain one, one that is written in hexadecimal, or an escaped one. */
const TEXT_BEFORE = String.raw`(?:[^"\\]|\\u[0-9a-f]{4}|\\[^u])*`;

/**
 * What of a filter is about the snapshot, which is JSON text. A name with its quotes stands there only as a name: within a text its
 * quotes would be escaped.
 */
export function contentQuery({ teacher, search, student }: ListFilter): Filter<UnitDocument> {
  const conditions: Filter<UnitDocument>[] = [];
  if (teacher !== undefined) {
    const { sisTeacherIds, otusUserIds } = teacher;
    const fields = [fieldIn('sisTeacherId', sisTeacherIds), fieldIn('assignedBy', otusUserIds)];
    conditions.push(anyOf(fields.filter((field) => field !== null)));
  }
  if (search !== undefined) {
    const title = { otus: { $regex: `"title":"${TEXT_BEFORE}${patternOf(JSON.stringify(search).slice(1, -1))}` } };
    conditions.push({ $or: [{ identifier: { $regex: patternOf(search) } }, title] });
  }
  if (student !== undefined) {
    conditions.push(anyOf([fieldIn('studentId', [student]), fieldIn('sisStudentId', [student])]));
  }
  return conditions.length === 0 ? {} : { $and: conditions };
}

function anyOf(patterns: readonly (string | null)[]): Filter<UnitDocument> {
  const given = patterns.filter((pattern) => pattern !== null);
  // A pattern that matches nothing.
  return { otus: { $regex: given.length === 0 ? '(?!)' : given.join('|') } };
}

function fieldIn(name: string, values: readonly string[]): string | null {
  if (values.length === 0) return null;
  return `"${name}":(?:${values.map((value) => escaped(JSON.stringify(value))).join('|')})`;
}

/** Each character in either case; the servers' own way of it differs beyond ASCII. */
function patternOf(text: string): string {
  return characterCases(text)
    .map((cases) => (cases.length > 1 ? `[${cases.join('')}]` : escaped(cases.join(''))))
    .join('');
}

function escaped(text: string): string {
  // Every character that has a meaning in a pattern.
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
