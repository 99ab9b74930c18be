import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { eventually } from '../../../service-kit/testing/eventually.fixture.ts';
import { smallSchool } from '../gradebook/small-school.ts';
import { ANN, scoreRow, SECTION, TestSchool } from '../testing/school.fixture.ts';

describe('the control API', () => {
  let school: TestSchool;
  beforeEach(async () => {
    school = await TestSchool.open({ minIntervalMs: 0 });
  });
  afterEach(() => school.close());
  const control = (method: string, path: string, body?: unknown) =>
    school.send(method, `/_control/${path}`, body === undefined ? undefined : JSON.stringify(body));

  test('shows every column with its filled cells, a duplicate title apart', async () => {
    const { sectionId } = await school.newAssignment();
    await school.newAssignment();
    await school.putScores([scoreRow(sectionId, ANN, 9.5)]);
    const columns = (await control('GET', 'gradebook')).json<Record<string, object>>();
    expect(Object.keys(columns)).toEqual([`${SECTION} Unit 3 test (S130545)`, `${SECTION} Unit 3 test (S130545) #2`]);
    expect(columns[`${SECTION} Unit 3 test (S130545)`]).toMatchObject({
      sectionId: String(SECTION),
      title: 'Unit 3 test (S130545)',
      dueDate: '2026-11-20',
      category: 'Quizzes',
      totalPoints: 12,
      cells: { [ANN]: 9.5 },
      exempt: [],
    });
  });

  test('gives the whole snapshot', async () => {
    await school.newAssignment();
    expect((await control('GET', 'snapshot')).json()).toEqual(school.simulator.gradebook.snapshot());
  });

  test('takes a roster', async () => {
    expect((await control('POST', 'seed', smallSchool(2027))).status).toBe(204);
    expect((await school.call('GET', '/ws/v1/school/100/term?q=start_year==2027')).text).toContain('2028-06-15');
  });

  test('says what a wrong roster names that is nowhere', async () => {
    const answer = await control('POST', 'seed', { enrolments: [{ sectionDcid: 1, studentDcid: ANN }] });
    expect([answer.status, answer.json()]).toEqual([400, { message: 'the simulated gradebook has no section 1' }]);
  });

  test('makes the edits of a teacher, by ids or by the words of the title', async () => {
    const { sectionId, assignmentId } = await school.newAssignment();
    const edits = [
      { kind: 'setScore', identifier: 'S130545', sisStudentId: String(ANN), points: 7 },
      { kind: 'moveCategory', identifier: 'S130545', category: 'Tests' },
      { kind: 'exemptScore', assignmentSectionId: sectionId, studentDcid: ANN },
      { kind: 'renameAssignment', assignmentId, name: 'By hand' },
    ];
    expect((await control('POST', 'edits', edits)).status).toBe(200);
    expect(school.simulator.gradebook.columns(SECTION)[0]).toMatchObject({
      name: 'By hand',
      category: 'Tests',
      modifiedBy: 'teacher',
      scores: [{ studentDcid: ANN, points: 7, exempt: true, writtenBy: 'teacher' }],
    });
  });

  test.each([
    ['an edit that it does not know', { kind: 'burnGradebook' }],
    ['an identifier that is in no title', { kind: 'setScore', identifier: 'S1', sisStudentId: '1', points: 1 }],
    ['a list of what is no edit', [7]],
  ])('refuses %s', async (_what, edit) => {
    expect((await control('POST', 'edits', edit)).status).toBe(400);
  });

  test('puts faults in and takes them out', async () => {
    const rule = { match: { route: '/ws/v1/metadata' }, action: { kind: 'status', status: 500 } };
    expect((await control('POST', 'faults', rule)).json()).toEqual({ ids: [1] });
    expect((await school.call('GET', '/ws/v1/metadata')).status).toBe(500);
    expect((await control('GET', 'faults')).json()).toEqual([{ id: 1, rule, hits: 1 }]);
    expect((await control('DELETE', 'faults')).status).toBe(204);
    expect((await school.call('GET', '/ws/v1/metadata')).status).toBe(200);
    expect((await control('POST', 'faults', { action: { kind: 'meteor' } })).status).toBe(400);
  });

  test('has late work done', async () => {
    await control('POST', 'faults', { match: { method: 'POST' }, count: 1, action: { kind: 'late' } });
    await expect(school.createAssignment()).rejects.toThrow('fetch failed');
    expect(school.simulator.gradebook.columns(SECTION)).toEqual([]);
    expect((await control('POST', 'late')).json()).toEqual({ carriedOut: 1 });
    expect(school.simulator.gradebook.columns(SECTION)).toHaveLength(1);
  });

  test('sets the throttle and tells its counts', async () => {
    await control('POST', 'throttle', { intervalMs: 60_000 });
    await school.call('GET', '/ws/v1/metadata');
    await school.call('GET', '/ws/v1/metadata');
    expect((await control('GET', 'throttle')).json()).toMatchObject({
      intervalMs: 60_000,
      permitted: 1,
      violations: 1,
    });
  });

  test('takes credentials and permissions back', async () => {
    await control('POST', 'access', { gradebookWrite: false });
    expect((await school.createAssignment()).status).toBe(403);
    await control('POST', 'access', { credentials: 'revoked' });
    expect((await school.createAssignment()).status).toBe(401);
  });

  test('gives credentials back, and names what it knows to who asks for something else', async () => {
    await control('POST', 'access', { credentials: 'revoked' });
    expect((await control('POST', 'access', { credentials: 'valid' })).status).toBe(204);
    expect(school.simulator.access.credentialsValid).toBe(true);
    const refused = async (body: object) => {
      const { status, text } = await control('POST', 'access', body);
      return [status, text];
    };
    const known = expect.stringContaining('known are credentials, plugin, gradebookWrite');
    expect(await refused({ gradebookWrite: false, secret: 'valid' })).toEqual([400, known]);
    expect(school.simulator.access.gradebookWrite).toBe(true);
    const values = expect.stringMatching(/credentials must be .*revoked.* or .*valid/);
    expect(await refused({ credentials: 'granted' })).toEqual([400, values]);
    expect((await refused({ v1Read: 'no' }))[0]).toBe(400);
    expect((await refused({ columns: { students: 'all' } }))[0]).toBe(400);
  });

  test('changes settings, but none that is not there', async () => {
    expect((await control('POST', 'settings', { scoreReads: false })).status).toBe(200);
    expect(school.simulator.settings.scoreReads).toBe(false);
    expect((await control('POST', 'settings', { scoreReads: 'no' })).status).toBe(400);
    expect((await control('POST', 'settings', { coffee: true })).status).toBe(400);
  });

  test('tells the requests that were made, and is itself none of them', async () => {
    await school.call('GET', '/ws/v1/metadata');
    await school.createAssignment();
    const seen = (await control('GET', 'requests')).json<{ requests: object[] }>();
    expect(seen).toMatchObject({
      byRoute: { 'GET /ws/v1/metadata': 1, 'POST /ws/xte/section/assignment': 1 },
      reads: 1,
      writes: 1,
      tokens: 0,
    });
    expect(seen.requests).toMatchObject([{ status: 200 }, { method: 'POST', status: 201, fault: null }]);
    await control('DELETE', 'requests');
    expect(school.simulator.requests.counters()).toMatchObject({ reads: 0, writes: 0 });
  });

  test('refuses connections for a while', async () => {
    expect((await control('POST', 'down', { forMs: 200 })).status).toBe(202);
    await eventually(() => expect(control('GET', 'faults')).rejects.toThrow('fetch failed'));
    await eventually(async () => expect((await control('GET', 'faults')).status).toBe(200));
  });

  test('names its routes to somebody who asks for another', async () => {
    const answer = await control('GET', 'nothing');
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('POST /_control/edits')]);
  });
});
