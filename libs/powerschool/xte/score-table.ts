import type { AssignmentRef } from '@passback/domain';
import type { SisScore } from '../port/gradebook.ts';
import { allPages } from '../answers/pages.ts';
import type { Session } from '../session/session.ts';
import { type JsonObject, textOf } from '../answers/values.ts';
import { type Cells, cellOf, cellsOfEach } from './cells.ts';
import { dcid } from './ids.ts';
import type { PageSizes } from './page-sizes.ts';
import { readTableRows } from './table-rows.ts';

const ROUTE = '/ws/schema/table/assignmentscore';

/** Table ASSIGNMENTSCORE: a query for each assignment, since no document has one for several. */
export function readTable(session: Session, sizes: PageSizes, refs: readonly AssignmentRef[]): Promise<Cells> {
  return cellsOfEach(refs, (ref) => readRows(session, sizes, ref));
}

async function readRows(session: Session, sizes: PageSizes, ref: AssignmentRef): Promise<SisScore[]> {
  const part = dcid(ref.sectionAssignmentId, 'assignmentId');
  const rows = await allPages(
    await sizes.full('schema_table_query'),
    async (page) => {
      const asked = {
        projection: 'studentsdcid,scorepoints,isexempt',
        q: `assignmentsectionid==${part}`,
        page,
        pageSize: sizes.wanted,
      };
      // Of a row nothing is kept but the cell: the columns are all that was asked for, whatever comes.
      return (await readTableRows(session, ROUTE, asked)).map(toEntry);
    },
    ({ id }) => id,
    `GET ${ROUTE}`,
  );
  return rows.flatMap(({ cell }) => cell ?? []);
}

function toEntry(row: JsonObject): { readonly id: string; readonly cell: SisScore | null } {
  return { id: textOf(row['studentsdcid']) ?? JSON.stringify(row), cell: cellOf(row) };
}
