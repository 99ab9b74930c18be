import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ContractWorld, DATE } from '../contract/contract-world.fixture.ts';
import type { Gradebook } from '../port/gradebook.ts';
import type { ScoreSource } from '../port/transport.ts';
import { ANN, BEN } from '../school.fixture.ts';
import { ACCESSES, V1_ACCESS } from './accesses.ts';
import { pluginFields } from './plugin-xml.ts';
import { NO_COLUMNS, observeAccess, type ObservedAccess } from './observed-access.fixture.ts';

const route = { method: '', route: '' };
const world = new ContractWorld({
  settings: { connector: 'xte' },
  routes: { create: route, update: route, scores: route, names: route },
});
beforeEach(() => world.open());
afterEach(() => world.close());

/** Everything that the connector can be asked for; one that is new is missing here, and does not compile. */
async function everyCall(source: ScoreSource): Promise<void> {
  await world.disconnect();
  world.connect({ xte: { scoreSource: source } });
  const { gradebook, section } = world;
  const ref = await world.create();
  const store = world.simulator.gradebook.store.assignmentSections.get(Number(ref.sectionAssignmentId));
  if (store !== undefined) store.onlyStudents = new Set([ANN, BEN]);
  const calls: { readonly [Key in keyof Omit<Gradebook, 'isCreateIdempotent'>]: () => unknown } = {
    reach: () => gradebook.reach(),
    authenticate: () => gradebook.authenticate(),
    terms: () => gradebook.terms(section.schoolId, [2026]),
    categories: () => gradebook.categories(section),
    assignments: () => gradebook.assignments(section),
    assignment: () => gradebook.assignment(section, ref),
    createAssignment: () => undefined,
    updateAssignment: () =>
      gradebook.updateAssignment(section, ref, { title: 'New (S130545)', dueDate: '2026-12-01', totalPoints: 20 }),
    writeScores: () => gradebook.writeScores(section, ref, world.rowsFor(ANN, BEN), DATE),
    scores: () => gradebook.scores(section, [ref]),
    readsManyAtOnce: () => gradebook.readsManyAtOnce(),
    enrolledStudents: () => gradebook.enrolledStudents(section),
    studentNames: () => gradebook.studentNames(section),
    hasSection: () => gradebook.hasSection(section),
    deleteUnscored: () => gradebook.deleteUnscored(section, ref),
  };
  for (const call of Object.values(calls)) await call();
}

describe('the plugin’s list of accesses', () => {
  let observed: ObservedAccess;
  beforeEach(async () => {
    observed = observeAccess(world.simulator);
    await everyCall('table');
    world.simulator.gradebook.deleteAssignment({ assignmentId: world.column().assignmentId });
    await everyCall('assignmentScore');
  });

  const asked = () =>
    new Map(pluginFields().map(({ table, field, access }) => [`${table}.${field}`.toLowerCase(), access]));

  test('has every field that a request of the connector needs, and not less access to it than that', () => {
    const lacking = [...observed.fields].filter(([name, access]) => {
      const granted = asked().get(name);
      return granted === undefined || (access === 'FullAccess' && granted === 'ViewOnly');
    });
    expect(lacking).toEqual([]);
    expect([...observed.noColumns].toSorted()).toEqual([...NO_COLUMNS].toSorted());
  });

  test('has no table that no request needs, and no more access to one than that', () => {
    const needed = new Map<string, string>();
    for (const [name, access] of observed.fields) {
      const table = name.split('.')[0] ?? '';
      if (access === 'FullAccess' || !needed.has(table)) needed.set(table, access);
    }
    const listed = ACCESSES.map(({ table, access }): [string, string] => [table.toLowerCase(), access]);
    expect(new Map(listed)).toEqual(needed);
  });

  test('has of a table that is read by column those columns and no other', () => {
    const ofTable = (names: Iterable<string>, table: string) =>
      [...names].filter((name) => name.startsWith(`${table}.`)).toSorted();
    for (const table of ['terms', 'students'])
      expect(ofTable(asked().keys(), table)).toEqual(ofTable(observed.fields.keys(), table));
  });

  test('reads /ws/v1 and writes nothing there', () => {
    expect(V1_ACCESS).toBe('READ');
    expect([...observed.v1].toSorted()).toEqual([
      'GET /ws/v1/metadata',
      'GET /ws/v1/school/{id}/term',
      'GET /ws/v1/section/{id}/section_enrollment',
      'GET /ws/v1/time',
    ]);
  });
});

test('a simulated PowerSchool that grants the columns of the plugin, and no other, lets every call through', async () => {
  const columns: Record<string, string[]> = {};
  for (const { table, fields } of ACCESSES) columns[table.toLowerCase()] = fields.map((field) => field.toLowerCase());
  world.simulator.access.columns = { users: [], sections: [], schools: [], teachers: [], ...columns };
  await everyCall('table');
  // The 412 of an assignment that has scores by then, asked twice.
  const refused = world.simulator.requests.entries().filter(({ status }) => (status ?? 500) >= 400);
  expect(refused.map(({ method, status }) => `${method} ${status}`)).toEqual(['DELETE 412', 'DELETE 412']);
});
