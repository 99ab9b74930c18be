import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { ANN, BEN, CLEO, scoreRow, TEACHER, TestSchool } from '../testing/school.fixture.ts';

describe('table reads', () => {
  let school: TestSchool;
  let made: { sectionId: number };
  beforeEach(async () => {
    school = await TestSchool.open();
    made = await school.newAssignment();
    await school.putScores([scoreRow(made.sectionId, ANN, 9.5), scoreRow(made.sectionId, BEN, 12)]);
    school.simulator.gradebook.exemptScore({ assignmentSectionId: made.sectionId, studentDcid: CLEO });
  });
  afterEach(() => school.close());
  const read = (query: string, table = 'assignmentscore') => school.call('GET', `/ws/schema/table/${table}?${query}`);
  const rows = async (query: string) =>
    (await read(query))
      .json<{ record: { tables: { assignmentscore: Record<string, string> } }[] }>()
      .record.map(({ tables }) => tables.assignmentscore);

  test('every value is a string', async () => {
    const query = `projection=studentsdcid,scorepoints,isexempt,scorepercent&q=assignmentsectionid==${made.sectionId}`;
    expect(await rows(query)).toEqual([
      { studentsdcid: String(ANN), scorepoints: '9.5', isexempt: '0', scorepercent: '79.166667' },
      { studentsdcid: String(BEN), scorepoints: '12', isexempt: '0', scorepercent: '100' },
      { studentsdcid: String(CLEO), scorepoints: null, isexempt: '1', scorepercent: null },
    ]);
  });

  test('an empty column may be left out or be an empty string', async () => {
    const query = `projection=scorepoints&q=studentsdcid==${CLEO}`;
    school.simulator.settings.nullColumns = 'omitted';
    expect(await rows(query)).toEqual([{}]);
    school.simulator.settings.nullColumns = 'empty';
    expect(await rows(query)).toEqual([{ scorepoints: '' }]);
  });

  test('all conditions of q have to hold', async () => {
    const query = `projection=studentsdcid&q=assignmentsectionid==${made.sectionId};studentsdcid=ge=${BEN};isexempt==0`;
    expect(await rows(query)).toEqual([{ studentsdcid: String(BEN) }]);
  });

  test('comes in pages', async () => {
    expect(await rows('projection=studentsdcid&pagesize=2&page=2')).toEqual([{ studentsdcid: String(CLEO) }]);
  });

  test('finds students by a list of dcids', async () => {
    const answer = await read(`projection=dcid,lastfirst&q=dcid=in=(${ANN},${CLEO})`, 'students');
    const { record } = answer.json<{ record: { tables: { students: { dcid: string } } }[] }>();
    expect(record.map(({ tables }) => tables.students.dcid)).toEqual([String(ANN), String(CLEO)]);
  });

  test('finds the dcid of a user by email', async () => {
    const answer = await read('projection=dcid&q=email_addr==one@school.test', 'users');
    expect(answer.json()).toMatchObject({ record: [{ tables: { users: { dcid: String(TEACHER) } } }] });
  });

  test('a column that was not granted is 403 with its name, also in q; a column that is none is 400 before that', async () => {
    school.simulator.access.columns = { assignmentscore: ['studentsdcid'] };
    const refused = await read('projection=studentsdcid,scorepoints');
    expect([refused.status, refused.json()]).toEqual([
      403,
      {
        message: 'At least one column lacks sufficient permission',
        errors: [{ code: 'NoAccess', field: 'scorepoints', resource: 'AssignmentScore' }],
      },
    ]);
    expect((await read('projection=studentsdcid&q=scorepoints==9')).status).toBe(403);
    expect((await read('projection=studentsdcid,nothing')).status).toBe(400);
  });

  test('the count needs no grant as long as it is not filtered', async () => {
    school.simulator.access.columns = { assignmentscore: [] };
    expect((await school.call('GET', '/ws/schema/table/assignmentscore/count')).json()).toEqual({ count: 3 });
    expect((await school.call('GET', '/ws/schema/table/assignmentscore/count?q=studentsdcid==1')).status).toBe(403);
  });

  test.each([
    ['no projection', 'q=studentsdcid==1', 400],
    ['a query that is not understood', 'projection=studentsdcid&q=studentsdcid', 400],
  ])('is refused with %s', async (_what, query, status) => {
    expect((await read(query)).status).toBe(status);
  });

  test('a table that is not there is 404', async () => {
    expect((await read('projection=dcid', 'nothing')).status).toBe(404);
  });
});
