import { type Call, Refused, type Reply } from '../http/call.ts';
import type { SimulatorSettings } from '../settings.ts';
import { pageOf } from '../v1/paging.ts';
import type { PowerSchoolRoute, World } from '../world.ts';
import { checkColumn, columnText, meets, readConditions, refused400 } from './query.ts';
import { type Row, type Table, TABLES } from './tables.ts';

/** PowerSchool's own page where a request names none. */
const DEFAULT_PAGE_SIZE = 100;

/** Reads of tables by column, each of which the plugin must have been granted. */
export const TABLE_ROUTES: readonly PowerSchoolRoute[] = [
  { method: 'GET', pattern: '/ws/schema/table/{table}', handler: readTable, access: 'plugin' },
  { method: 'GET', pattern: '/ws/schema/table/{table}/count', handler: countTable, access: 'plugin' },
];

/** `GET /ws/schema/table/{table}?projection=a,b&q=col==val&page=&pagesize=`: every value a string. */
function readTable(call: Call, world: World): Reply {
  const table = tableOf(call);
  const projection = (call.query.get('projection') ?? '').split(',').filter((column) => column !== '');
  if (projection.length === 0) throw refused400('projection is required');
  for (const column of projection) checkColumn(column, table);
  checkGranted(world, table, projection);
  const rows = pageOf(call, matching(call, world, table), world.settings.maxPageSize, DEFAULT_PAGE_SIZE);
  const name = table.name.toLowerCase();
  const record = rows.map((row, at) => ({
    id: at + 1,
    name,
    tables: { [name]: projected(row, projection, world.settings) },
  }));
  return { status: 200, body: { name: table.name, record } };
}

/** `GET /ws/schema/table/{table}/count`: without `q` it needs no grant. */
function countTable(call: Call, world: World): Reply {
  return { status: 200, body: { count: matching(call, world, tableOf(call)).length } };
}

function tableOf(call: Call): Table {
  const name = call.params['table'] ?? '';
  const table = TABLES[name.toLowerCase()];
  if (table === undefined) throw new Refused({ status: 404, body: { message: `Table ${name} was not found.` } });
  return table;
}

function matching(call: Call, world: World, table: Table): Row[] {
  const conditions = readConditions(call.query.get('q'), table);
  checkGranted(
    world,
    table,
    conditions.map(({ column }) => column),
  );
  const equal = conditions
    .filter(({ operator }) => operator === '==')
    .map(({ column, value }) => [column, value] as const);
  const rows = table.rows(world.store, new Map(equal));
  return [...rows].filter((row) => conditions.every((condition) => meets(row, condition)));
}

function checkGranted({ access }: World, table: Table, columns: readonly string[]): void {
  const granted = access.columns[table.name.toLowerCase()];
  if (granted === undefined) return;
  const refused = columns.filter((column) => !granted.includes(column.toLowerCase()));
  if (refused.length === 0) return;
  const errors = refused.map((field) => ({ code: 'NoAccess', field, resource: table.name }));
  const message = 'At least one column lacks sufficient permission';
  throw new Refused({ status: 403, body: { message, errors } });
}

function projected(
  row: Row,
  projection: readonly string[],
  { nullColumns }: SimulatorSettings,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const name of projection) {
    const column = name.toLowerCase();
    const value = row[column] ?? null;
    if (value !== null) shown[column] = columnText(value);
    else if (nullColumns !== 'omitted') shown[column] = nullColumns === 'null' ? null : '';
  }
  return shown;
}
