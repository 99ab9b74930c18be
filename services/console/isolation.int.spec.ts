import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type RunningConsole, startConsole } from './testing/console.fixture.ts';
import { DEMO, OTHER_DISTRICT, PEOPLE, signIn, withStaff } from './testing/people.fixture.ts';
import { DISTRICT } from './testing/settings.fixture.ts';
import { storeUnit } from './testing/units.fixture.ts';

/** For whoever comes: they say who somebody is, or nothing. */
const PUBLIC = ['GET /v1/session', 'POST /sign-in/demo', 'POST /sign-out'];
/** Gives only what is the caller's. */
const LIST = 'GET /v1/districts';
const UNIT = 'GET /v1/districts/{districtId}/section-assessments/{sectionAssessmentId}';
const REASONS = 'GET /v1/districts/{districtId}/reasons';

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole({}, { operator: DEMO, prepare: withStaff });
  await storeUnit(console.ledger, 'sa-1');
});
afterEach(() => console.stop());

type Call = (method: string, path: string) => Promise<{ readonly status: number }>;

/** Every call of the API that is about a district. */
async function districtCalls(): Promise<string[]> {
  const { body } = await console.call<{ paths: Record<string, Record<string, unknown>> }>('GET', '/documentation/json');
  const calls = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(calls).toEqual(expect.arrayContaining([...PUBLIC, LIST, UNIT, REASONS]));
  return calls.filter((call) => !PUBLIC.includes(call) && call !== LIST);
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
    const { items } = (await call<{ items: { districtId: string }[] }>('GET', '/v1/districts')).body;
    expect(items.map(({ districtId }) => districtId)).toEqual([OTHER_DISTRICT]);
    expect(console.services.asked).toEqual([]);
  },
);

it('nobody without a session or a token is answered anything about a district', async () => {
  const call: Call = (method, path) => console.call(method, path, { token: null });
  expect(await statusesOf(call)).toEqual(await everyCall(401));
  expect((await call('GET', '/v1/districts')).status).toBe(401);
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
  expect(await statusesOf(call)).toEqual(await everyCall(403, { [UNIT]: 404, [REASONS]: 200 }));
  expect(console.services.asked).toEqual([]);
});

it('a viewer is refused by every call of their district that commands', async () => {
  const { call } = await signIn(console, PEOPLE.viewer);
  const statuses = await statusesOf(call);
  const refused = Object.keys(statuses).filter((name) => statuses[name] === 403);
  const commands = Object.keys(statuses).filter((name) => !name.startsWith('GET ') && !name.endsWith('/preview'));
  expect(refused.toSorted()).toEqual([...commands, 'GET /v1/districts/{districtId}/audit'].toSorted());
  expect(console.services.asked.map(({ method }) => method).toSorted()).toEqual(['Lanes', 'Preview']);
});

it.each([PEOPLE.admin, PEOPLE.operator])('%s is refused by none', async (personId) => {
  const { call } = await signIn(console, personId);
  const statuses = Object.values(await statusesOf(call));
  expect(statuses.filter((status) => status === 401 || status === 403)).toEqual([]);
});
