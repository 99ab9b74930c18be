import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import type { Fault } from '../faults/fault.ts';
import { startPowerSchool, type PowerSchoolSimulator } from '../start.ts';
import { assignmentBody, BASIC, CLIENT, SCHOOL, SECTION, TEACHER, TestSchool } from '../testing/school.fixture.ts';

const CREATE = `/ws/xte/section/assignment/?users_dcid=${TEACHER}`;

describe('requests without a socket', () => {
  let sis: PowerSchoolSimulator;
  let authorization: string;
  /** The same behind a socket. */
  let school: TestSchool;
  beforeEach(async () => {
    school = await TestSchool.open();
    const clock = { now: () => Date.parse('2026-10-20T18:00:00Z') };
    sis = await startPowerSchool({ ...CLIENT, clock, listen: false });
    sis.gradebook.seed(SCHOOL);
    const answer = await sis.exchange({
      method: 'POST',
      path: '/oauth/access_token',
      headers: { authorization: BASIC, 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: 'grant_type=client_credentials',
    });
    authorization = `Bearer ${(JSON.parse(answer.body) as { access_token: string }).access_token}`;
  });
  afterEach(() => Promise.all([sis.stop(), school.close()]));
  const create = () =>
    sis.exchange({ method: 'POST', path: CREATE, headers: { authorization }, body: JSON.stringify(assignmentBody()) });
  const list = () =>
    sis.exchange({ method: 'GET', path: `${CREATE}&section_ids=${SECTION}`, headers: { authorization } });
  const columns = () => sis.gradebook.columns(SECTION).length;

  test('go through the same steps to the same answers as with one', async () => {
    await create();
    const answer = await list();
    await school.createAssignment();
    const over = await school.call('GET', `${CREATE}&section_ids=${SECTION}`);
    expect([answer.status, JSON.parse(answer.body), answer.headers['content-type']]).toEqual([
      over.status,
      over.json(),
      over.headers.get('content-type'),
    ]);
    expect(sis.requests.entries().map(({ status }) => status)).toEqual([200, 201, 200]);
  });

  test.each<[string, Fault, 'before' | 'after', number]>([
    ['reset before the work', { kind: 'reset' }, 'before', 0],
    ['reset after it', { kind: 'reset' }, 'after', 1],
    ['hanging', { kind: 'hang' }, 'before', 0],
    ['cut off', { kind: 'truncated', cut: 'connection' }, 'before', 0],
    ['late', { kind: 'late' }, 'before', 0],
  ])('get no answer where it is %s', async (_what, action, when, made) => {
    sis.faults.add({ match: { method: 'POST' }, action, when, count: 1 });
    await expect(create()).rejects.toMatchObject({ wasSent: true });
    expect(columns()).toBe(made);
    expect((await create()).status).toBe(201);
  });

  test('find nobody while it is down', async () => {
    await sis.goDown();
    await expect(create()).rejects.toMatchObject({ wasSent: false });
    await sis.comeBack();
    expect((await create()).status).toBe(201);
  });

  test('are cut where it goes down under them', async () => {
    sis.onRequest('*', 'after', () => sis.goDown());
    await expect(create()).rejects.toMatchObject({ wasSent: true });
    expect(columns()).toBe(1);
  });

  test('may be made beside those of a socket', async () => {
    await school.createAssignment();
    const headers = { authorization: `Bearer ${school.token}` };
    const answer = await school.simulator.exchange({
      method: 'GET',
      path: `${CREATE}&section_ids=${SECTION}`,
      headers,
    });
    expect(JSON.parse(answer.body)).toHaveLength(1);
  });
});
