import type { AssignmentRef } from '@passback/domain';
import { brokenAnswer } from '../failures/classify.ts';
import { type SectionRef, SisError, type SisScore } from '../port/gradebook.ts';
import type { ScoreSource } from '../port/transport.ts';
import { allPages } from '../session/pages.ts';
import type { Session } from '../session/session.ts';
import { flagOf, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../session/values.ts';
import { dcid } from './ids.ts';
import type { PageSizes } from './page-sizes.ts';

const TABLE_ROUTE = '/ws/schema/table/assignmentscore';
const POST_ROUTE = '/ws/xte/assignment_score';

export interface ScoreReader {
  /** The cells that hold something; null when no source can be read. */
  read(section: SectionRef, ref: AssignmentRef): Promise<SisScore[] | null>;
}

type Source = Exclude<ScoreSource, 'auto' | 'none'>;

/**
 * PowerSchool documents no call that gives a plugin the scores back. Table ASSIGNMENTSCORE is one way, where the plugin was granted its
 * columns; `POST /ws/xte/assignment_score` another, which only one client's code knows. The first that answers is kept to.
 */
export function createScoreReader(session: Session, sizes: PageSizes, source: ScoreSource): ScoreReader {
  const readers: Readonly<Record<Source, ScoreReader['read']>> = {
    table: (_section, ref) => readTable(session, sizes, ref),
    assignmentScore: (section, ref) => readByPost(session, section, ref),
  };
  let order: readonly Source[] = source === 'auto' ? ['table', 'assignmentScore'] : source === 'none' ? [] : [source];
  return {
    read: async (section, ref) => {
      for (const name of order) {
        const cells = await unlessRefused(() => readers[name](section, ref));
        if (cells === null) continue;
        order = [name, ...order.filter((other) => other !== name)];
        return cells.filter(({ points, exempt }) => points !== null || exempt);
      }
      return null;
    },
  };
}

/** Null where this way of reading is not open to us: not there, not granted, or without a column. */
async function unlessRefused<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    const isClosed = error instanceof SisError && [400, 401, 403, 404, 405].includes(error.status ?? 0);
    if (isClosed && error.code !== 'SIS_CREDENTIALS') return null;
    throw error;
  }
}

async function readTable(session: Session, sizes: PageSizes, ref: AssignmentRef): Promise<SisScore[]> {
  const part = dcid(ref.sectionAssignmentId, 'The assignment');
  const rows = await allPages(
    await sizes.full('schema_table_query'),
    async (page) => {
      const query = new URLSearchParams({
        projection: 'studentsdcid,scorepoints,isexempt',
        q: `assignmentsectionid==${part}`,
        page: String(page),
        pagesize: String(sizes.wanted),
      });
      const call = { method: 'GET', path: `${TABLE_ROUTE}?${query}`, route: TABLE_ROUTE } as const;
      const { status, json } = await session.call(call);
      const answer = objectOf(json);
      if (answer === null) throw brokenAnswer(call, status, 'not rows of a table');
      return objectsOf(answer['record']).map(tableRow);
    },
    (row) => textOf(row['studentsdcid']) ?? JSON.stringify(row),
  );
  return rows.flatMap((row) => cellOf(row) ?? []);
}

/** `{"tables":{"assignmentscore":{…}}}`, with the table's name in whatever case. */
function tableRow(record: JsonObject): JsonObject {
  const tables = objectOf(record['tables']);
  return (tables === null ? null : objectOf(Object.values(tables)[0])) ?? record;
}

async function readByPost(session: Session, section: SectionRef, ref: AssignmentRef): Promise<SisScore[]> {
  const path = `${POST_ROUTE}?users_dcid=${dcid(section.teacherId, 'The teacher')}`;
  const json = {
    assignment_ids: [dcid(ref.assignmentId, 'The assignment')],
    section_ids: [dcid(section.sectionId, 'The section')],
  };
  const call = { method: 'POST', path, route: POST_ROUTE, json } as const;
  const answer = await session.call(call);
  const list = Array.isArray(answer.json) ? answer.json : objectOf(answer.json)?.['assignment_scores'];
  if (!Array.isArray(list)) throw brokenAnswer(call, answer.status, 'not a list of scores');
  return objectsOf(list)
    .filter((row) => isOfPart(row, ref))
    .flatMap((row) => cellOf(row) ?? []);
}

function isOfPart(row: JsonObject, ref: AssignmentRef): boolean {
  const part = textOf(objectOf(row['_assignmentsection'])?.['assignmentsectionid']);
  return part === null || part === ref.sectionAssignmentId;
}

function cellOf(row: JsonObject): SisScore | null {
  const sisStudentId = textOf(row['studentsdcid']);
  if (sisStudentId === null) return null;
  return { sisStudentId, points: numberOf(row['scorepoints']), exempt: flagOf(row['isexempt']) === true };
}
