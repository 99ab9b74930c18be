import type { SQLInputValue } from 'node:sqlite';
import type { ListFilter } from '../../port/section-assessments.ts';
import { characterCases } from '../../shared/search-text.ts';

interface Condition {
  readonly condition: string;
  readonly operands: readonly SQLInputValue[];
}

/** Of a snapshot that is read for it: 10,000 units with 25 scores each are a tenth of a second. */
const inSnapshot = (condition: string): string =>
  `exists (select 1 from unit_decisions d where d.unit = units.unit and (${condition}))`;

const TEACHER = inSnapshot(`
  json_extract(d.otus, '$.snapshot.section.sisTeacherId') in (select value from json_each(?))
  or json_extract(d.otus, '$.snapshot.assignedBy') in (select value from json_each(?))`);
const SEARCH = `(identifier glob ? or ${inSnapshot(`json_extract(d.otus, '$.snapshot.title') glob ?`)})`;
/**
 * The end of `studentId` and of `sisStudentId`, so that one look at the text finds both: a third of what it takes to read the JSON. It
 * stands there only as a name, since within a text its quote would be escaped.
 */
const STUDENT = inSnapshot('instr(d.otus, ?) > 0');

/** What of a filter is about the snapshot, as conditions on `units`. */
export function contentConditions({ teacher, search, student }: ListFilter): Condition[] {
  const conditions: Condition[] = [];
  if (teacher !== undefined) {
    const { sisTeacherIds, otusUserIds } = teacher;
    conditions.push({ condition: TEACHER, operands: [JSON.stringify(sisTeacherIds), JSON.stringify(otusUserIds)] });
  }
  if (search !== undefined) conditions.push({ condition: SEARCH, operands: [globOf(search), globOf(search)] });
  if (student !== undefined) {
    conditions.push({ condition: STUDENT, operands: [`tudentId":${JSON.stringify(student)}`] });
  }
  return conditions;
}

/** `*[mM][iI][dD]*`; `lower()` of SQLite knows the letters of ASCII only. */
function globOf(search: string): string {
  return `*${characterCases(search).map(characterGlob).join('')}*`;
}

function characterGlob(cases: readonly string[]): string {
  const [first = ''] = cases;
  // What has a meaning in a glob has none within brackets.
  return cases.length > 1 || '*?['.includes(first) ? `[${cases.join('')}]` : first;
}
