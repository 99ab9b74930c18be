import type { Filter } from 'mongodb';
import type { ListFilter } from '../../port/section-assessments.ts';
import { characterCases } from '../../shared/search-text.ts';
import type { UnitDocument } from './unit-document.ts';

/** The beginning of a JSON text, in whole characters: plain ones, and between them such as are written in hexadecimal or escaped. */
const TEXT_BEFORE = String.raw`[^"\\]*(?:\\(?:u[0-9a-f]{4}|[^u])[^"\\]*)*`;

/**
 * What of a filter is about the snapshot, which is JSON text. A name with its quotes stands there only as a name: within a text its
 * quotes would be escaped. Each pattern is plain text where it can be, which is found several times faster than one with choices.
 */
export function contentQuery({ teacher, search, student }: ListFilter): Filter<UnitDocument> {
  const conditions: Filter<UnitDocument>[] = [];
  if (teacher !== undefined) {
    const { sisTeacherIds, otusUserIds } = teacher;
    conditions.push(
      anyOf([...fieldsOf('"sisTeacherId', sisTeacherIds), ...fieldsOf('"assignedBy', otusUserIds)].map(inSnapshot)),
    );
  }
  if (search !== undefined) {
    const title = `"title":"${TEXT_BEFORE}${patternOf(JSON.stringify(search).slice(1, -1))}`;
    conditions.push(anyOf([{ identifier: { $regex: patternOf(search) } }, inSnapshot(title)]));
  }
  // The end of `studentId` and of `sisStudentId`.
  if (student !== undefined) conditions.push(anyOf(fieldsOf('tudentId', [student]).map(inSnapshot)));
  return conditions.length === 0 ? {} : { $and: conditions };
}

/** Nothing where there is nothing to choose from. */
function anyOf(choices: readonly Filter<UnitDocument>[]): Filter<UnitDocument> {
  return choices.length === 0 ? { _id: { $in: [] } } : { $or: [...choices] };
}

const inSnapshot = (pattern: string): Filter<UnitDocument> => ({ otus: { $regex: pattern } });

function fieldsOf(end: string, values: readonly string[]): string[] {
  return values.map((value) => escaped(`${end}":${JSON.stringify(value)}`));
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
