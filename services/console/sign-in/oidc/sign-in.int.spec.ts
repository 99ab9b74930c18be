import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DISTRICT } from '../../testing/settings.fixture.ts';
import { OIDC_LIMITS } from './oidc-limits.ts';
import {
  ADMIN,
  CONSOLE_URL,
  NOBODY,
  OidcBrowser,
  type OidcWorld,
  startOidcWorld,
  TEACHER,
} from './testing/oidc.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const SESSION = 'passback';
const ATTEMPT = 'passback-sign-in';

let world: OidcWorld;
afterEach(() => world.stop());

async function start(options: Parameters<typeof startOidcWorld>[0] = {}): Promise<OidcBrowser> {
  world = await startOidcWorld(options);
  return new OidcBrowser(world);
}

describe('signing in', () => {
  it('goes by the provider to the page that was asked for, with the roles that the claims give', async () => {
    const browser = await start();
    expect((await browser.call('GET', '/v1/session')).body).toEqual({ signedIn: false, signIn: { kind: 'oidc' } });
    expect(await browser.signIn(ADMIN)).toBe('/d/lincoln/assessments?q=a%20b');
    const { body } = await browser.call('GET', '/v1/session');
    expect(body).toMatchObject({
      ...{ signedIn: true, isDemo: false, isOperator: false },
      person: { name: 'Ada Admin', personId: expect.stringMatching(/^oidc:[0-9a-f]{12}:sub-admin$/) },
      districts: [{ districtId: DISTRICT, role: 'admin', teacher: null }],
    });
    expect((await browser.call('POST', `${PATH}/runs`)).status).toBe(202);
    expect((await browser.call('GET', '/v1/districts/jefferson')).status).toBe(403);
  });

  it('finds a teacher’s ids in the staff list', async () => {
    const browser = await start();
    await browser.signIn(TEACHER);
    expect((await browser.call('GET', '/v1/session')).body).toMatchObject({
      districts: [{ role: 'teacher', teacher: { otusUserIds: ['otus-user-12'], sisTeacherIds: ['8301'] } }],
    });
    world.accounts.set(TEACHER, {
      sub: TEACHER,
      name: 'T',
      claims: { Role: 'Teacher', TenantId: 2284, SourcedId: '1' },
    });
    expect(await new OidcBrowser(world).signIn(TEACHER)).toBe('/?signInError=noRole');
  });

  it('keeps no token in a cookie, and none in the ledger that is not sealed', async () => {
    const browser = await start();
    const callback = await browser.toCallback(ADMIN);
    const attempt = browser.cookies.console.get(ATTEMPT) ?? '';
    const { searchParams } = new URL(callback);
    expect(Buffer.from(attempt, 'base64url').toString()).not.toContain(searchParams.get('state'));
    await browser.go(callback);
    expect([...browser.cookies.console.keys()]).toEqual([SESSION]);
    const value = browser.cookies.console.get(SESSION) ?? '';
    expect(Buffer.from(value, 'base64url')).toHaveLength(32);
    const held = await world.console.ledger.sessions.get(createHash('sha256').update(value).digest('hex'));
    expect(held?.renewal?.sealed).toMatch(/^sealed:v2:/);
    for (const said of ['grades-admins', 'refreshToken', 'idToken', value])
      expect(JSON.stringify(held)).not.toContain(said);
  });

  it('keeps what is under way for TLS alone, this one host, and ten minutes', async () => {
    await start();
    const cookieFor = (host: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const sent = request(`${world.console.url}/sign-in`, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.headers['set-cookie']?.[0] ?? '');
        });
        sent.once('error', reject);
        sent.end();
      });
    const attributes = (cookie: string) =>
      cookie
        .replace(/=[^;]*/, '')
        .split('; ')
        .toSorted();
    const all = ['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax'];
    expect(attributes(await cookieFor('passback.example.org'))).toEqual(
      [...all, 'Secure', '__Host-passback-sign-in'].toSorted(),
    );
    expect(attributes(await cookieFor('127.0.0.1:4000'))).toEqual([...all, ATTEMPT].toSorted());
  });

  it('is a session with another value each time, and ends the one before', async () => {
    const browser = await start();
    await browser.signIn(ADMIN);
    const first = browser.cookies.console.get(SESSION) ?? '';
    await browser.signIn(TEACHER);
    expect(browser.cookies.console.get(SESSION)).not.toBe(first);
    const headers = { cookie: `${SESSION}=${first}` };
    expect((await world.console.call('GET', PATH, { token: null, headers })).status).toBe(401);
  });

  it('comes back to no other place than the console’s own', async () => {
    const browser = await start();
    for (const place of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/\t/evil.example',
      'd',
      '/sign-in',
    ])
      expect([place, (await browser.go(`/sign-in?returnTo=${encodeURIComponent(place)}`)).status]).toEqual([
        place,
        400,
      ]);
    expect((await browser.go('/sign-in')).status).toBe(302);
  });

  it('of somebody without a role tells so, and opens nothing', async () => {
    const browser = await start();
    expect(await browser.signIn(NOBODY)).toBe('/?signInError=noRole');
    expect([...browser.cookies.console.keys()]).toEqual([]);
  });

  it.each([
    ['select_account', {}],
    ['login', { choosePrompt: 'login' }],
  ] as const)('as another one asks the provider for %s, which else takes whom it knows', async (prompt, options) => {
    const browser = await start(options);
    await browser.signIn(NOBODY);
    /** Whether the provider asks who it is. */
    const isAsked = async (address: string): Promise<boolean> => {
      const { location } = await browser.go(address);
      expect(new URL(location).searchParams.get('prompt')).toBe(address.includes('choose') ? prompt : null);
      return (await browser.go(location)).location.includes('/interaction/');
    };
    expect(await isAsked('/sign-in')).toBe(false);
    expect(await isAsked('/sign-in?choose=true')).toBe(true);
  });

  it('that the person refuses tells so', async () => {
    const browser = await start();
    expect(await browser.signIn(null)).toBe('/?signInError=refused');
  });
});

describe('a callback', () => {
  it('with another state is refused, and the attempt is over', async () => {
    const browser = await start();
    const callback = new URL(await browser.toCallback(ADMIN));
    const code = new URL(callback);
    callback.searchParams.set('state', 'another');
    expect((await browser.go(callback.href)).location).toBe('/?signInError=failed');
    expect((await browser.go(code.href)).location).toBe('/?signInError=expired');
  });

  it('of another browser is refused', async () => {
    const browser = await start();
    const callback = await browser.toCallback(ADMIN);
    expect((await new OidcBrowser(world).go(callback)).location).toBe('/?signInError=expired');
    const victim = new OidcBrowser(world);
    await victim.go('/sign-in');
    expect((await victim.go(callback)).location).toBe('/?signInError=failed');
    expect(victim.cookies.console.has(SESSION)).toBe(false);
  });

  it('whose code was used already is refused', async () => {
    const browser = await start();
    const callback = await browser.toCallback(ADMIN);
    const attempt = browser.cookies.console.get(ATTEMPT) ?? '';
    expect((await browser.go(callback)).location).toMatch(/^\/d\//);
    browser.cookies.console.set(ATTEMPT, attempt);
    expect((await browser.go(callback)).location).toBe('/?signInError=expired');
  });

  it('that comes after ten minutes, or with a cookie that was changed, is refused', async () => {
    const browser = await start();
    const callback = await browser.toCallback(ADMIN);
    const attempt = browser.cookies.console.get(ATTEMPT) ?? '';
    browser.cookies.console.set(ATTEMPT, `${attempt.slice(0, -4)}AAAA`);
    expect((await browser.go(callback)).location).toBe('/?signInError=expired');
    browser.cookies.console.set(ATTEMPT, attempt);
    world.clock.move(OIDC_LIMITS.attemptMs);
    expect((await browser.go(callback)).location).toBe('/?signInError=expired');
  });
});

describe('a provider that is away', () => {
  it('does not keep the console from starting; the sign-in tells, until it is back', async () => {
    const browser = await start({ isDown: true });
    expect((await browser.go('/sign-in')).location).toBe('/?signInError=providerAway');
    await world.provider.comeBack();
    world.clock.move(OIDC_LIMITS.discoveryPauseMs);
    expect(await browser.signIn(ADMIN)).toMatch(/^\/d\//);
  });

  it('as somebody comes back tells so', async () => {
    const browser = await start();
    const callback = await browser.toCallback(ADMIN);
    await world.provider.goDown();
    expect((await browser.go(callback)).location).toBe('/?signInError=providerAway');
  });
});

describe('signing out', () => {
  it('ends the session, and gives where one signs out at the provider', async () => {
    const browser = await start();
    await browser.signIn(ADMIN);
    const { body } = await browser.call<{ providerSignOutUrl: string }>('POST', '/sign-out');
    const url = new URL(body.providerSignOutUrl);
    expect(url.origin).toBe(world.provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'passback',
      id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      post_logout_redirect_uri: `${CONSOLE_URL}/`,
    });
    expect((await browser.call('GET', PATH)).status).toBe(401);
    expect((await browser.call('POST', '/sign-out')).body).toEqual({ providerSignOutUrl: null });
  });
});
