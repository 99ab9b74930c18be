import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { type Browser, DEMO, PEOPLE, signIn, withStaff } from '../testing/people.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const UNITS = `${PATH}/section-assessments`;
const OTHERS = '/v1/districts/jefferson';

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole({}, { operator: DEMO, prepare: withStaff });
  await storeUnit(console.ledger, 'sa-1');
  await storeUnit(console.ledger, 'sa-2', { changes: { assignedBy: 'otus-user-13' } });
});
afterEach(() => console.stop());

const actFor = ({ call }: Browser, userId: string | null, path = PATH) =>
  call<{ acting: unknown }>('POST', `${path}/acting`, { body: { userId } });
const statusOf = async ({ call }: Browser, method: string, path: string) => (await call(method, path)).status;

describe('somebody who acts for a teacher', () => {
  it.each([PEOPLE.admin, PEOPLE.operator])('is what the teacher is, until %s ends it', async (personId) => {
    const person = await signIn(console, personId);
    expect(await actFor(person, 'otus-user-13')).toMatchObject({
      status: 200,
      body: { acting: { districtId: DISTRICT, userId: 'otus-user-13' } },
    });
    const { body } = await person.call('GET', '/v1/session');
    const teacher = { otusUserIds: ['otus-user-13'], sisTeacherIds: [] };
    expect(body).toMatchObject({ isOperator: false, acting: { districtId: DISTRICT, userId: 'otus-user-13' } });
    expect(body).toMatchObject({
      districts: expect.arrayContaining([expect.objectContaining({ role: 'teacher', teacher })]),
    });
    expect(await statusOf(person, 'GET', `${UNITS}/sa-1`)).toBe(404);
    expect(await statusOf(person, 'GET', `${UNITS}/sa-2`)).toBe(200);
    expect((await person.call('GET', UNITS)).body).toMatchObject({ items: [{ sectionAssessmentId: 'sa-2' }] });
    for (const [method, path] of [
      ['POST', `${PATH}/runs`],
      ['GET', `${PATH}/audit`],
      ['GET', `${PATH}/teachers`],
      ['GET', PATH],
      ['GET', '/v1/dead-letters'],
    ] as const)
      expect([path, await statusOf(person, method, path)]).toEqual([path, 403]);
    const { items } = (await person.call<{ items: { districtId: string }[] }>('GET', '/v1/overview')).body;
    expect(items.map(({ districtId }) => districtId)).not.toContain(DISTRICT);

    expect((await actFor(person, null)).body).toEqual({ acting: null });
    expect(await statusOf(person, 'GET', `${UNITS}/sa-1`)).toBe(200);
    expect((await person.call('GET', '/v1/session')).body).toMatchObject({ acting: null });
  });

  it('is in other districts what they are', async () => {
    const operator = await signIn(console, PEOPLE.operator);
    await actFor(operator, 'otus-user-12');
    expect(await statusOf(operator, 'GET', OTHERS)).toBe(200);
  });

  it('stands in the audit log themselves, with the teacher: at the beginning, for what they command, at the end', async () => {
    const admin = await signIn(console, PEOPLE.admin);
    await actFor(admin, 'otus-user-13');
    expect(await statusOf(admin, 'POST', `${UNITS}/sa-2/send`)).toBe(202);
    await actFor(admin, null);
    const { items } = (await admin.call<{ items: { command: string }[] }>('GET', `${PATH}/audit`)).body;
    const token = `person:${createHash('sha256').update(PEOPLE.admin).digest('hex').slice(0, 12)}`;
    const by = { token, label: null, roles: ['admin'] };
    const told = items.filter(({ command }) => command !== 'settings');
    expect(told).toMatchObject([
      { command: 'acting', by, asked: { userId: null }, outcome: { ok: true } },
      { command: 'redrive', by, actingFor: 'otus-user-13', outcome: { ok: true } },
      { command: 'acting', by, asked: { userId: 'otus-user-13' }, outcome: { ok: true } },
    ]);
    expect(told.map((item) => 'actingFor' in item)).toEqual([false, true, false]);
  });

  it('is refused what would begin it where they have no role for that, or there is no such teacher', async () => {
    for (const personId of [PEOPLE.teacher, PEOPLE.viewer, PEOPLE.adminElsewhere])
      expect((await actFor(await signIn(console, personId), 'otus-user-13')).status).toBe(403);
    const admin = await signIn(console, PEOPLE.admin);
    // The last is an administrator of the staff list.
    for (const userId of ['nobody', 'otus-user-14']) expect((await actFor(admin, userId)).status).toBe(404);
    expect((await actFor(admin, '')).status).toBe(400);
    const forged = { body: { userId: 'otus-user-13' }, headers: { 'x-csrf-token': '' } };
    expect((await admin.call('POST', `${PATH}/acting`, forged)).status).toBe(403);
    const byToken = { token: TOKENS.admin, body: { userId: 'otus-user-13' } };
    expect((await console.call('POST', `${PATH}/acting`, byToken)).status).toBe(403);
    expect((await admin.call('GET', '/v1/session')).body).toMatchObject({ acting: null });
  });

  it('goes over to another teacher without an end between', async () => {
    const admin = await signIn(console, PEOPLE.admin);
    await actFor(admin, 'otus-user-13');
    await actFor(admin, 'otus-user-12');
    expect(await statusOf(admin, 'GET', `${UNITS}/sa-1`)).toBe(200);
  });

  it('acts for nobody once they are no administrator any more', async () => {
    const admin = await signIn(console, PEOPLE.admin);
    await actFor(admin, 'otus-user-13');
    const sessionId = createHash('sha256')
      .update(admin.cookie.split('=')[1] ?? '')
      .digest('hex');
    const held = (await console.ledger.sessions.get(sessionId))!;
    const grants = held.grants.map((grant) => ({ ...grant, role: 'viewer' as const }));
    await console.ledger.sessions.replace({ ...held, grants, revision: (held.revision ?? 0) + 1 });
    expect((await admin.call('GET', '/v1/session')).body).toMatchObject({
      acting: null,
      districts: [{ role: 'viewer' }],
    });
  });
});

it('teachers are found by a part of their ids, and nobody else is', async () => {
  const { call } = await signIn(console, PEOPLE.admin);
  const found = async (query: string) => (await call('GET', `${PATH}/teachers${query}`)).body;
  const [first, second] = [
    { userId: 'otus-user-12', sisUserId: '8301' },
    { userId: 'otus-user-13', sisUserId: null },
  ];
  expect(await found('')).toEqual({ items: [first, second], total: 2 });
  expect(await found('?search=USER-13')).toEqual({ items: [second], total: 1 });
  expect(await found('?search=830')).toEqual({ items: [first], total: 1 });
  expect(await found('?search=8400')).toEqual({ items: [], total: 0 });
  expect((await (await signIn(console, PEOPLE.viewer)).call('GET', `${PATH}/teachers`)).status).toBe(403);
});
