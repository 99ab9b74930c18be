import { brokenAnswer } from '../failures/classify.ts';
import type { Session } from '../session/session.ts';
import { type JsonObject, objectOf, objectsOf } from '../answers/values.ts';

export interface TablePage {
  /** Columns, separated by commas. */
  readonly projection: string;
  /** A condition of the table's own language, as `dcid==5`. */
  readonly q: string;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** One page of a table's rows, each as its columns. Throws `SisError`, also for an answer that has none. */
export async function readTableRows(
  session: Session,
  route: string,
  { projection, q, page, pageSize }: TablePage,
): Promise<JsonObject[]> {
  const query = new URLSearchParams({ projection, q, page: String(page), pagesize: String(pageSize) });
  const call = { method: 'GET', path: `${route}?${query}`, route } as const;
  const { status, json } = await session.call(call);
  const answer = objectOf(json);
  if (answer === null) throw brokenAnswer(call, status, 'not rows of a table');
  return objectsOf(answer['record']).map(tableRow);
}

/** A row of any table: `{"tables":{"assignmentscore":{…}}}`, with the table's name in whatever case. */
function tableRow(record: JsonObject): JsonObject {
  const tables = objectOf(record['tables']);
  return (tables === null ? null : objectOf(Object.values(tables)[0])) ?? record;
}
