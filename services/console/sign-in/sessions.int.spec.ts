import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { LedgerError, openLedger } from '@passback/ledger';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DEMO, movedClock, PEOPLE, signIn, withStaff } from '../testing/people.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';
import { SESSION_LIMITS } from './session-limits.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const NOBODY = { token: null };
const MINUTE_MS = 60_000;
const ACTIVE = { headers: { 'x-active': '1' } };

let console: RunningConsole;
afterEach(() => console.stop());

async function startDemo(clock = movedClock()) {
  console = await startConsole({}, { operator: DEMO, prepare: withStaff, clock });
  return clock;
}

/** A sign-in as browsers send it to another host than this one; `fetch` has a word of its own there. */
async function cookieFor(headers: Record<string, string>): Promise<string> {
  const body = JSON.stringify({ personId: PEOPLE.viewer });
  const options = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
  return new Promise((resolve, reject) => {
    const sent = request(`${console.url}/sign-in/demo`, options, (response) => {
      response.resume();
      resolve(response.headers['set-cookie']?.[0] ?? '');
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function idOf(cookie: string): string {
  const [, value = ''] = cookie.split('=');
  return createHash('sha256').update(value).digest('hex');
}

describe('without PASSBACK_DEMO', () => {
  it('nobody can sign in', async () => {
    console = await startConsole({}, { prepare: withStaff });
    const { status, body, headers } = await console.call('GET', '/v1/session', NOBODY);
    expect([status, body]).toEqual([200, { signedIn: false, signIn: { kind: 'none' } }]);
    expect(headers.get('cache-control')).toBe('no-store');
    for (const asked of [{ personId: PEOPLE.operator }, {}, undefined]) {
      const problem = await console.problem('POST', '/sign-in/demo', { ...NOBODY, body: asked });
      expect(problem.status).toBe(404);
      expect(problem.headers.getSetCookie()).toEqual([]);
    }
  });

  it('a session that the demo opened counts no more', async () => {
    const ledger = await openLedger({ url: 'sqlite::memory:' });
    // Two processes on one ledger; each closes it, which the first must not.
    const prepare = async () => ({ ...(await withStaff(ledger)), close: async () => undefined });
    console = await startConsole({}, { operator: DEMO, prepare });
    const { cookie, call } = await signIn(console, PEOPLE.operator);
    expect((await call('GET', PATH)).status).toBe(200);
    await console.stop();
    console = await startConsole({}, { prepare });
    const asked = { ...NOBODY, headers: { cookie } };
    expect(await ledger.sessions.get(idOf(cookie))).not.toBeNull();
    expect((await console.problem('GET', PATH, asked)).status).toBe(401);
    expect((await console.call('GET', '/v1/session', asked)).body).toMatchObject({ signedIn: false });
  });
});

describe('the demo', () => {
  it('offers an operator, and of each district an administrator, a viewer and its teachers', async () => {
    await startDemo();
    const { body } = await console.call<{ signIn: { people: { personId: string }[] } }>('GET', '/v1/session', NOBODY);
    expect(body).toMatchObject({ signedIn: false, signIn: { kind: 'demo' } });
    const people = body.signIn.people;
    expect(people.map(({ personId }) => personId).toSorted()).toEqual(Object.values(PEOPLE).toSorted());
    const byId = new Map(people.map((person) => [person.personId, person]));
    expect(byId.get(PEOPLE.operator)).toMatchObject({ role: 'operator', districtId: null });
    expect(byId.get(PEOPLE.teacher)).toEqual({
      personId: PEOPLE.teacher,
      name: 'Teacher otus-user-12',
      role: 'teacher',
      districtId: DISTRICT,
    });
  });

  it('offers no more than fifty', async () => {
    await startDemo();
    const member = { role: 'teacher', inPassbackGroup: true, sisUserId: null } as const;
    const staff = Array.from({ length: 100 }, (_, n) => ({ ...member, userId: `many-${n}` }));
    await console.ledger.staff.put({ districtId: DISTRICT, revision: 2, staff });
    const { body } = await console.call<{ signIn: { people: unknown[] } }>('GET', '/v1/session', NOBODY);
    expect(body.signIn.people).toHaveLength(50);
  });

  it('knows nobody else', async () => {
    await startDemo();
    const asked = { ...NOBODY, body: { personId: `demo:admin:nowhere` } };
    expect((await console.problem('POST', '/sign-in/demo', asked)).status).toBe(404);
    expect((await console.problem('POST', '/sign-in/demo', { ...NOBODY, body: { personId: 7 } })).status).toBe(400);
  });
});

describe('a session', () => {
  it('says who is signed in, and which units are a teacher’s', async () => {
    await startDemo();
    const { call, csrf } = await signIn(console, PEOPLE.teacher);
    const { body, headers } = await call('GET', '/v1/session');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      signedIn: true,
      person: {
        personId: PEOPLE.teacher,
        name: 'Teacher otus-user-12',
        shown: expect.stringMatching(/^person:[0-9a-f]{12}$/),
      },
      csrf,
      isDemo: true,
      expiresAt: '2026-11-13T00:00:00.000Z',
      isOperator: false,
      acting: null,
      districts: [
        {
          districtId: DISTRICT,
          name: 'Lincoln USD',
          timeZone: 'America/Chicago',
          role: 'teacher',
          teacher: { otusUserIds: ['otus-user-12'], sisTeacherIds: ['8301'] },
        },
      ],
    });
  });

  it('of an operator has all districts', async () => {
    await startDemo();
    const { body, call } = await signIn(console, PEOPLE.operator);
    const all = [
      { districtId: 'jefferson', role: 'operator', teacher: null },
      { districtId: DISTRICT, role: 'operator', teacher: null },
    ];
    expect(body).toMatchObject({ isOperator: true, districts: all });
    const { body: list } = await call<{ items: { districtId: string }[] }>('GET', '/v1/districts');
    expect(list.items.map(({ districtId }) => districtId)).toEqual(['jefferson', DISTRICT]);
  });

  it('is in a cookie that scripts and other sites cannot use, and not in the ledger', async () => {
    await startDemo();
    const attributes = async (headers: Record<string, string>) => {
      const [pair = '', ...rest] = (await cookieFor(headers)).split('; ');
      const [name = '', value = ''] = pair.split('=');
      expect(Buffer.from(value, 'base64url')).toHaveLength(32);
      const held = await console.ledger.sessions.get(idOf(pair));
      expect(JSON.stringify(held)).not.toContain(value);
      return [name, ...rest.toSorted()];
    };
    const loopback = ['passback', 'HttpOnly', 'Path=/', 'SameSite=Lax'];
    const secure = ['__Host-passback', 'HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'];
    for (const host of ['127.0.0.1:4000', 'localhost:4000', 'LOCALHOST', '[::1]:4000'])
      expect([host, await attributes({ host })]).toEqual([host, loopback]);
    for (const host of ['passback.example.org', 'localhost.example.org', '10.0.0.1:4000'])
      expect([host, await attributes({ host })]).toEqual([host, secure]);
    // Nobody's word is taken that the connection is another one.
    expect(await attributes({ host: 'passback.example.org', 'x-forwarded-host': 'localhost' })).toEqual(secure);
  });

  it('is in a cookie for TLS alone also on one’s own machine, where a proxy of ours says that there is TLS', async () => {
    console = await startConsole({ TRUSTED_PROXIES: '127.0.0.0/8' }, { operator: DEMO, prepare: withStaff });
    expect(await cookieFor({ host: 'localhost', 'x-forwarded-proto': 'https' })).toMatch(/^__Host-passback=.*; Secure/);
  });

  it('that cannot be looked up is 503, and not taken for none', async () => {
    const away = () => Promise.reject(new LedgerError('UNAVAILABLE', 'away'));
    let isAway = false;
    const prepare = async (opened: Awaited<ReturnType<typeof withStaff>>) => {
      const ledger = await withStaff(opened);
      const get = (sessionId: string) => (isAway ? away() : ledger.sessions.get(sessionId));
      return { ...ledger, sessions: { ...ledger.sessions, get } };
    };
    console = await startConsole({}, { operator: DEMO, prepare });
    const { call } = await signIn(console, PEOPLE.viewer);
    isAway = true;
    for (const path of [PATH, '/v1/districts', '/v1/session']) expect((await call('GET', path)).status).toBe(503);
    isAway = false;
    expect((await call('GET', PATH)).status).toBe(200);
  });

  it('ends an hour after its last use', async () => {
    const clock = await startDemo();
    const { call, cookie } = await signIn(console, PEOPLE.viewer);
    for (let use = 0; use < 3; use += 1) {
      clock.move(SESSION_LIMITS.idleMs - 1);
      expect((await call('GET', PATH, ACTIVE)).status).toBe(200);
    }
    clock.move(MINUTE_MS - 1);
    expect((await call('GET', PATH, ACTIVE)).status).toBe(200);
    // That last use came within a minute of the one before, and was not written.
    expect(await console.ledger.sessions.get(idOf(cookie))).toMatchObject({ seenAt: clock.now() - MINUTE_MS + 1 });
    clock.move(SESSION_LIMITS.idleMs - MINUTE_MS + 1);
    expect((await call('GET', PATH)).status).toBe(401);
    expect((await call('GET', '/v1/session')).body).toMatchObject({ signedIn: false });
  });

  it('ends after an hour in which a page stood open that nobody used', async () => {
    const clock = await startDemo();
    const { call } = await signIn(console, PEOPLE.viewer);
    for (let past = MINUTE_MS; past < SESSION_LIMITS.idleMs; past += MINUTE_MS) {
      clock.move(MINUTE_MS);
      expect((await call('GET', '/v1/session')).body).toMatchObject({ signedIn: true });
      expect((await call('GET', PATH, { headers: { 'x-active': '0' } })).status).toBe(200);
    }
    clock.move(MINUTE_MS);
    expect((await call('GET', PATH, ACTIVE)).status).toBe(401);
    expect((await call('GET', '/v1/session', ACTIVE)).body).toMatchObject({ signedIn: false });
  });

  it('is used by a command, and by whoever looks again by hand', async () => {
    const clock = await startDemo();
    const { call } = await signIn(console, PEOPLE.admin);
    clock.move(SESSION_LIMITS.idleMs - 1);
    expect((await call('POST', `${PATH}/runs`)).status).toBe(202);
    clock.move(SESSION_LIMITS.idleMs - 1);
    expect((await call('GET', '/v1/session', ACTIVE)).body).toMatchObject({ signedIn: true });
    clock.move(SESSION_LIMITS.idleMs - 1);
    expect((await call('GET', PATH)).status).toBe(200);
  });

  it('ends after twelve hours, however much it is used', async () => {
    const clock = await startDemo();
    const { call } = await signIn(console, PEOPLE.viewer);
    const step = SESSION_LIMITS.idleMs / 2;
    for (let past = step; past < SESSION_LIMITS.absoluteMs; past += step) {
      clock.move(step);
      expect((await call('GET', PATH, ACTIVE)).status).toBe(200);
    }
    clock.move(step - 1);
    expect((await call('GET', PATH)).status).toBe(200);
    clock.move(1);
    expect((await call('GET', PATH)).status).toBe(401);
  });

  it('ends with the sign-out, for whoever has its cookie', async () => {
    await startDemo();
    const { call, cookie } = await signIn(console, PEOPLE.viewer);
    expect((await call('POST', '/sign-out', { headers: { 'x-csrf-token': '' } })).status).toBe(403);
    expect((await call('GET', PATH)).status).toBe(200);
    const { status, body, headers } = await call('POST', '/sign-out');
    expect([status, body]).toEqual([200, { providerSignOutUrl: null }]);
    expect(headers.getSetCookie()[0]).toMatch(/^passback=;.*Expires=Thu, 01 Jan 1970/);
    expect((await call('GET', PATH)).status).toBe(401);
    expect(await console.ledger.sessions.get(idOf(cookie))).toBeNull();
    expect((await call('POST', '/sign-out')).status).toBe(200);
  });

  it('is another one after each sign-in, which ends the one before', async () => {
    await startDemo();
    const first = await signIn(console, PEOPLE.viewer);
    const asked = { body: { personId: PEOPLE.admin } };
    const { headers } = await first.call('POST', '/sign-in/demo', asked);
    expect(headers.getSetCookie()[0]?.split(';')[0]).not.toBe(first.cookie);
    expect((await first.call('GET', PATH)).status).toBe(401);
  });
});

describe('a person', () => {
  it('commands with the session’s token against forged requests alone', async () => {
    await startDemo();
    const { call, csrf } = await signIn(console, PEOPLE.admin);
    const { csrf: another } = await signIn(console, PEOPLE.admin);
    for (const wrong of ['', another, csrf.slice(0, -1), `${csrf}0`, csrf.toUpperCase()]) {
      const { status } = await call('POST', `${PATH}/runs`, { headers: { 'x-csrf-token': wrong } });
      expect([wrong, status]).toEqual([wrong, 403]);
    }
    expect(console.services.asked).toEqual([]);
    expect((await call('POST', `${PATH}/runs`)).status).toBe(202);
    expect(console.services.asked).toHaveLength(1);
  });

  it('stands in the audit log with their role, and with nothing that names them', async () => {
    await startDemo();
    for (const person of [PEOPLE.admin, PEOPLE.operator])
      expect((await (await signIn(console, person)).call('POST', `${PATH}/runs`)).status).toBe(202);
    const { items } = await console.ledger.audit.list(DISTRICT, { limit: 9 });
    const byOf = (personId: string, role: string) => ({
      token: `person:${createHash('sha256').update(personId).digest('hex').slice(0, 12)}`,
      label: null,
      roles: [role],
    });
    const by = items.filter(({ command }) => command === 'run').map((entry) => entry.by);
    expect(by).toHaveLength(2);
    expect(by).toEqual(expect.arrayContaining([byOf(PEOPLE.admin, 'admin'), byOf(PEOPLE.operator, 'operator')]));
    expect(JSON.stringify(items)).not.toContain('demo:');
  });

  it('has no say in another district', async () => {
    await startDemo();
    const { call } = await signIn(console, PEOPLE.adminElsewhere);
    expect((await call('GET', PATH)).status).toBe(403);
    expect((await call('GET', '/v1/districts/jefferson')).status).toBe(200);
  });

  it('who is a teacher sees the explanation of units of theirs, and of no others', async () => {
    await startDemo();
    await storeUnit(console.ledger, 'sa-1');
    await storeUnit(console.ledger, 'sa-2', { changes: { assignedBy: 'otus-user-13' } });
    const own = await signIn(console, PEOPLE.teacher);
    const other = await signIn(console, PEOPLE.otherTeacher);
    const statuses = async ({ call }: typeof own) =>
      Promise.all(
        ['sa-1', 'sa-2', 'sa-3'].map(async (id) => (await call('GET', `${PATH}/section-assessments/${id}`)).status),
      );
    // By the section's teacher; by who assigned it.
    expect(await statuses(own)).toEqual([200, 200, 404]);
    expect(await statuses(other)).toEqual([404, 200, 404]);
    const problems = await Promise.all(
      ['sa-1', 'sa-3'].map(async (id) => (await other.call('GET', `${PATH}/section-assessments/${id}`)).body),
    );
    expect(problems[0]).toEqual(problems[1]);
  });

  it('is not asked for where there is an authorization header, good or not', async () => {
    await startDemo();
    const { cookie } = await signIn(console, PEOPLE.operator);
    const headers = { cookie };
    expect((await console.problem('GET', PATH, { token: 'guess', headers })).status).toBe(401);
    expect((await console.call('POST', `${PATH}/runs`, { headers })).status).toBe(202);
    expect((await console.problem('POST', `${PATH}/runs`, { token: TOKENS.viewer, headers })).status).toBe(403);
  });
});
