import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningConsole, startConsole } from './testing/console.fixture.ts';
import { type Browser, DEMO, OTHER_DISTRICT, PEOPLE, signIn, withStaff } from './testing/people.fixture.ts';
import { DISTRICT, TOKENS } from './testing/settings.fixture.ts';
import { storeUnit } from './testing/units.fixture.ts';

/** For whoever comes: they say who somebody is, or nothing. */
const PUBLIC = ['GET /v1/session', 'POST /sign-in/demo', 'GET /sign-in', 'GET /sign-in/callback', 'POST /sign-out'];
/** Give only what is the caller's. */
const LISTS = ['GET /v1/districts', 'GET /v1/overview'];
/** Of the platform and no district: for everybody who is known. */
const OF_THE_KNOWN = ['GET /v1/links'];
/** Of all districts: for operators who are signed in. */
const OF_OPERATORS = ['GET /v1/dead-letters', 'POST /v1/dead-letters/replay', 'POST /v1/dead-letters/dismiss'];
const UNIT = 'GET /v1/districts/{districtId}/section-assessments/{sectionAssessmentId}';
const REASONS = 'GET /v1/districts/{districtId}/reasons';
const UNITS = 'GET /v1/districts/{districtId}/section-assessments';
const STUDENTS = 'GET /v1/districts/{districtId}/sections/{sectionId}/students';
/** Of what is theirs; of what is not they answer as if it were not there. */
const OF_TEACHERS = [UNIT, STUDENTS, ...['send', 'check'].map((action) => `${UNIT.replace('GET', 'POST')}/${action}`)];

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole({ TRUSTED_PROXIES: '127.0.0.1' }, { operator: DEMO, prepare: withStaff });
  await storeUnit(console.ledger, 'sa-1');
});
afterEach(() => console.stop());

type Call = (method: string, path: string) => Promise<{ readonly status: number }>;

/** Every call of the API that is about one district. */
async function districtCalls(): Promise<string[]> {
  const { body } = await console.call<{ paths: Record<string, Record<string, unknown>> }>('GET', '/documentation/json');
  const calls = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const others = [...PUBLIC, ...LISTS, ...OF_THE_KNOWN, ...OF_OPERATORS];
  expect(calls).toEqual(expect.arrayContaining([...others, UNITS, REASONS, ...OF_TEACHERS]));
  return calls.filter((call) => !others.includes(call));
}

/** What each call is answered with, about the district and the unit. */
async function statusesOf(call: Call): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  for (const name of await districtCalls()) {
    const [method = '', path = ''] = name.split(' ');
    expect(path).toContain('{districtId}');
    const about = path.replace('{districtId}', DISTRICT).replace(/\{[a-zA-Z]+\}/g, 'sa-1');
    statuses[name] = (await call(method, about)).status;
  }
  return statuses;
}

async function everyCall(status: number, others: Record<string, number> = {}): Promise<Record<string, number>> {
  return { ...Object.fromEntries((await districtCalls()).map((call) => [call, status])), ...others };
}

it.each([PEOPLE.teacherElsewhere, PEOPLE.viewerElsewhere, PEOPLE.adminElsewhere])(
  '%s is refused by every call about another district',
  async (personId) => {
    const { call } = await signIn(console, personId);
    expect(await statusesOf(call)).toEqual(await everyCall(403));
    const ofTeacher = personId === PEOPLE.teacherElsewhere;
    expect(await districtsIn(call, '/v1/districts')).toEqual([OTHER_DISTRICT]);
    expect(await districtsIn(call, '/v1/overview')).toEqual(ofTeacher ? [] : [OTHER_DISTRICT]);
    expect(console.services.asked).toEqual([]);
  },
);

async function districtsIn(call: Browser['call'], path: string): Promise<string[]> {
  const { items } = (await call<{ items: { districtId: string }[] }>('GET', path)).body;
  return items.map(({ districtId }) => districtId);
}

it('nobody without a session or a token is answered anything about a district', async () => {
  // Each from another address: too many from one are refused for that alone.
  let callers = 0;
  const call: Call = (method, path) =>
    console.call(method, path, { token: null, headers: { 'x-forwarded-for': `203.0.113.${(callers += 1)}` } });
  expect(await statusesOf(call)).toEqual(await everyCall(401));
  for (const path of ['/v1/districts', '/v1/overview', '/v1/links']) expect((await call('GET', path)).status).toBe(401);
  expect(console.services.asked).toEqual([]);
});

it('a cookie that is no session’s is as none', async () => {
  for (const value of ['', 'x', 'A'.repeat(43), 'A'.repeat(3_000)]) {
    const { status } = await console.call('GET', `/v1/districts/${DISTRICT}`, {
      token: null,
      headers: { cookie: `passback=${value}` },
    });
    expect([value, status]).toEqual([value, 401]);
  }
});

it('a teacher is refused by every call of their own district that is not about what is theirs', async () => {
  const { call } = await signIn(console, PEOPLE.otherTeacher);
  const notThere = Object.fromEntries(OF_TEACHERS.map((name) => [name, 404]));
  expect(await statusesOf(call)).toEqual(await everyCall(403, { ...notThere, [REASONS]: 200, [UNITS]: 200 }));
  const list = `/v1/districts/${DISTRICT}/section-assessments`;
  // Whatever they ask for, it is theirs alone that they are given.
  for (const asked of ['', '?teacher=8301', '?teacher=otus-user-12', '?search=term'])
    expect((await call('GET', `${list}${asked}`)).body).toEqual({ items: [], cursor: null, term: null });
  expect((await (await signIn(console, PEOPLE.teacher)).call('GET', list)).body).toMatchObject({ items: [{}] });
  expect(console.services.asked).toEqual([]);
});

it('a viewer is refused by every call of their district that commands', async () => {
  const { call } = await signIn(console, PEOPLE.viewer);
  const statuses = await statusesOf(call);
  const refused = Object.keys(statuses).filter((name) => statuses[name] === 403);
  const commands = Object.keys(statuses).filter((name) => !name.startsWith('GET ') && !name.endsWith('/preview'));
  const ofAdmins = ['audit', 'teachers', 'plugin', 'tokens'].map((call) => `GET /v1/districts/{districtId}/${call}`);
  expect(refused.toSorted()).toEqual([...commands, ...ofAdmins].toSorted());
  expect(console.services.asked.map(({ method }) => method).toSorted()).toEqual(['Lanes', 'Preview']);
});

it.each([PEOPLE.admin, PEOPLE.operator])('%s is refused by none', async (personId) => {
  const { call } = await signIn(console, personId);
  const statuses = Object.values(await statusesOf(call));
  expect(statuses.filter((status) => status === 401 || status === 403)).toEqual([]);
});

describe('what is of all districts', () => {
  const statusesFor = (call: Call) =>
    Promise.all(OF_OPERATORS.map(async (name) => (await call(...(name.split(' ') as [string, string]))).status));

  it.each([PEOPLE.teacher, PEOPLE.viewer, PEOPLE.admin, PEOPLE.adminElsewhere])(
    'is refused to %s',
    async (personId) => {
      const { call } = await signIn(console, personId);
      expect(await statusesFor(call)).toEqual([403, 403, 403]);
      expect(console.services.asked).toEqual([]);
    },
  );

  it('is refused to every token, and to nobody at all', async () => {
    for (const token of Object.values(TOKENS))
      expect(await statusesFor((method, path) => console.call(method, path, { token }))).toEqual([403, 403, 403]);
    for (const token of [null, 'none'])
      expect(await statusesFor((method, path) => console.call(method, path, { token }))).toEqual([401, 401, 401]);
    expect(console.services.asked).toEqual([]);
  });

  it('is for operators', async () => {
    const { call } = await signIn(console, PEOPLE.operator);
    // Without a body two of them are not valid.
    expect(await statusesFor(call)).toEqual([200, 400, 400]);
  });
});
