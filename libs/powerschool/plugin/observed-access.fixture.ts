import type { PowerSchoolSimulator } from '@passback/simulators';
import type { FieldAccess } from './accesses.ts';

/** Tables that a row of `/ws/xte` stands in, by the list or object that it is given in. */
const TABLE_OF: Readonly<Record<string, string>> = {
  _assignmentsections: 'AssignmentSection',
  _assignmentsection: 'AssignmentSection',
  _assignmentcategoryassociations: 'AssignmentCategoryAssoc',
  _assignmentstudentassociations: 'AssignmentStudentAssoc',
  assignment_scores: 'AssignmentScore',
};

/** What PowerSchool's rows have beside their columns, by the data dictionary and by a schema read from a real database. */
export const NO_COLUMNS: ReadonlySet<string> = new Set([
  'assignment.hasextracriteria',
  'assignment.calculationrelationship',
  'assignment.minvalues',
  'assignmentsection.islocked',
  'assignmentscore.scoretype',
  'teachercategory.yearid',
]);

/** Calls that are no access to a table's field: the token, and `/ws/v1`, to which `access_request` does not apply. */
const WITHOUT_FIELDS = /^\/(?:oauth|ws\/v1)\//;

/** Lists in the answers of `/ws/xte`, and in the bodies that are written there. */
const ROW_ROUTES: Readonly<Record<string, string>> = {
  '/ws/xte/teacher_category': 'TeacherCategory',
  '/ws/xte/section/assignment': 'Assignment',
  '/ws/xte/section/assignment/{id}': 'Assignment',
  '/ws/xte/assignment_score': 'AssignmentScore',
  '/ws/xte/score': 'AssignmentScore',
};

/** A POST that asks with a body and changes nothing. */
const READING_POST = '/ws/xte/assignment_score';

export interface ObservedAccess {
  /** `table.field` in lower case, with the greatest access that any request needed. */
  readonly fields: ReadonlyMap<string, FieldAccess>;
  /** Of `/ws/v1`: `METHOD route`. */
  readonly v1: ReadonlySet<string>;
  /** Names in rows that are no columns, of `NO_COLUMNS`. */
  readonly noColumns: ReadonlySet<string>;
}

/** Writes down from now on which fields of which tables requests to the simulator need. An unknown route throws, so that none is overlooked. */
export function observeAccess(simulator: PowerSchoolSimulator): ObservedAccess {
  const fields = new Map<string, FieldAccess>();
  const v1 = new Set<string>();
  const noColumns = new Set<string>();
  const note = (table: string, field: string, access: FieldAccess): void => {
    const name = `${table}.${field}`.toLowerCase();
    if (NO_COLUMNS.has(name)) noColumns.add(name);
    else if (access === 'FullAccess' || !fields.has(name)) fields.set(name, access);
  };
  const noteRows = (table: string, value: unknown, access: FieldAccess): void => {
    if (Array.isArray(value)) for (const each of value) noteRows(table, each, access);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        const list = TABLE_OF[key];
        if (list !== undefined) noteRows(list, inner, access);
        else if (!key.startsWith('_')) note(table, key, access);
      }
  };
  simulator.onRequest('*', 'after', (call, reply) => {
    const { method, path, route, query, body } = call;
    if (path.startsWith('/ws/v1/')) v1.add(`${method} ${route}`);
    if (WITHOUT_FIELDS.test(path)) return;
    const [, table] = /^\/ws\/schema\/table\/(\w+)$/.exec(path) ?? [];
    if (table !== undefined) {
      for (const field of columnsAsked(query)) note(table, field, 'ViewOnly');
      return;
    }
    const rows = ROW_ROUTES[route];
    if (rows === undefined) throw new Error(`no word on what ${method} ${route} needs`);
    if (reply?.status === 200 && (method === 'GET' || route === READING_POST)) noteRows(rows, reply.body, 'ViewOnly');
    if (method === 'DELETE') note(rows, `${rows}id`, 'FullAccess');
    if ((method === 'POST' && route !== READING_POST) || method === 'PUT')
      noteRows(rows, JSON.parse(body.toString()), 'FullAccess');
  });
  return { fields, v1, noColumns };
}

/** Columns that a table read gives back, and those of its conditions. */
function columnsAsked(query: URLSearchParams): string[] {
  const conditions = (query.get('q') ?? '').split(';').map((each) => /^\w+/.exec(each)?.[0] ?? '');
  return [...(query.get('projection') ?? '').split(','), ...conditions].filter((column) => column !== '');
}
