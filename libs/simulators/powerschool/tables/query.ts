import { Refused } from '../http/call.ts';
import type { Row, Table, Value } from './tables.ts';

type Operator = '==' | '=in=' | '=gt=' | '=ge=' | '=lt=' | '=le=';

export interface Condition {
  readonly column: string;
  readonly operator: Operator;
  readonly value: string;
}

/** `column`, an operator, and a value that may be quoted; of `=in=` a list, as `(1,2)`. */
const CONDITION = /^(\w+)(==|=in=|=gt=|=ge=|=lt=|=le=)(.+)$/;

/** Reads `q`: conditions that all hold, as `assignmentsectionid==77001;studentsdcid=ge=100`. */
export function readConditions(q: string | null, table: Table): Condition[] {
  if (q === null || q === '') return [];
  return q.split(';').map((text) => {
    const [, column = '', operator = '', value = ''] = CONDITION.exec(text) ?? [];
    if (column === '') throw refused400(`Invalid query expression: ${text}`);
    checkColumn(column, table);
    // The value may stand in single or double quotes.
    return {
      column: column.toLowerCase(),
      operator: operator as Operator,
      value: value.replace(/^(["'])(.*)\1$/, '$2'),
    };
  });
}

/** PowerSchool looks whether a column exists before it looks whether it may be read. */
export function checkColumn(column: string, table: Table): void {
  if (table.columns.includes(column.toLowerCase())) return;
  throw refused400(`Invalid field specified: ${column} is not valid column for table: ${table.name}`);
}

/** Does the row meet the condition? Numbers compare as numbers, all else as text. */
export function meets(row: Row, { column, operator, value }: Condition): boolean {
  if (operator === '=in=') {
    const [, list = value] = /^\((.*)\)$/.exec(value) ?? [];
    return list.split(',').some((one) => compare(row[column] ?? null, one) === 0);
  }
  const order = compare(row[column] ?? null, value);
  if (order === null) return false;
  switch (operator) {
    case '==':
      return order === 0;
    case '=gt=':
      return order > 0;
    case '=ge=':
      return order >= 0;
    case '=lt=':
      return order < 0;
    case '=le=':
      return order <= 0;
  }
}

function compare(actual: Value, wanted: string): number | null {
  if (actual === null) return null;
  if (typeof actual === 'number') return actual - Number(wanted);
  return columnText(actual).localeCompare(wanted);
}

/** A value as the tables show it: everything is a string, a boolean is `1` or `0`. */
export function columnText(value: Exclude<Value, null>): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

export function refused400(message: string): Refused {
  return new Refused({ status: 400, body: { message } });
}
