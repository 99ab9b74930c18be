import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { withStaff } from '../../testing/people.fixture.ts';
import { DISTRICT } from '../../testing/settings.fixture.ts';
import { SESSION_LIMITS } from '../session-limits.ts';
import { OIDC_LIMITS } from './oidc-limits.ts';
import { ADMIN, OidcBrowser, type OidcWorld, ROLES, startOidcWorld } from './testing/oidc.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const { checkEveryMs, awayRetryMs, awayToleratedMs, withoutRenewalMs } = OIDC_LIMITS;

let world: OidcWorld;
afterEach(() => world.stop());

async function signedIn(options: Parameters<typeof startOidcWorld>[0] = {}): Promise<OidcBrowser> {
  world = await startOidcWorld(options);
  const browser = new OidcBrowser(world);
  await browser.signIn(ADMIN);
  return browser;
}

const statuses = async (browser: OidcBrowser) => [
  (await browser.call('GET', PATH)).status,
  (await browser.call('POST', `${PATH}/runs`)).status,
];

function setGroups(...groups: string[]): void {
  world.accounts.set(ADMIN, { sub: ADMIN, name: 'Ada Admin', claims: { groups } });
}

describe('a role that is taken away at the provider', () => {
  it('counts within five minutes, and what is left stays', async () => {
    const browser = await signedIn();
    setGroups('grades-viewers');
    world.clock.move(checkEveryMs - 1);
    expect(await statuses(browser)).toEqual([200, 202]);
    world.clock.move(1);
    expect(await statuses(browser)).toEqual([200, 403]);
    setGroups('grades-admins');
    world.clock.move(checkEveryMs);
    expect(await statuses(browser)).toEqual([200, 202]);
    setGroups('choir');
    world.clock.move(checkEveryMs);
    expect(await statuses(browser)).toEqual([401, 401]);
  });

  it('is found by one of many who ask at the same moment: a token is used once', async () => {
    const browser = await signedIn();
    for (let check = 0; check < 3; check += 1) {
      world.clock.move(checkEveryMs);
      const answers = await Promise.all(Array.from({ length: 8 }, () => browser.call('GET', PATH)));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    }
  });

  it('ends the session where the provider knows nothing of the sign-in any more', async () => {
    const browser = await signedIn();
    world.provider.revoke(ADMIN);
    expect(await statuses(browser)).toEqual([200, 202]);
    world.clock.move(checkEveryMs);
    expect(await statuses(browser)).toEqual([401, 401]);
    expect((await browser.call('GET', '/v1/session')).body).toMatchObject({ signedIn: false });
  });
});

it('a provider that is away is put up with for fifteen minutes', async () => {
  const browser = await signedIn();
  await world.provider.goDown();
  world.clock.move(checkEveryMs);
  for (let past = 0; past < awayToleratedMs; past += awayRetryMs) {
    expect(await statuses(browser)).toEqual([200, 202]);
    world.clock.move(awayRetryMs);
  }
  expect(await statuses(browser)).toEqual([401, 401]);
});

it('a provider that comes back in time is asked again', async () => {
  const browser = await signedIn();
  await world.provider.goDown();
  world.clock.move(checkEveryMs);
  expect(await statuses(browser)).toEqual([200, 202]);
  await world.provider.comeBack();
  setGroups('grades-viewers');
  world.clock.move(awayRetryMs);
  expect(await statuses(browser)).toEqual([200, 403]);
  world.clock.move(awayToleratedMs);
  expect(await statuses(browser)).toEqual([200, 403]);
});

describe('a file of roles that changes', () => {
  const write = (roles: object) => writeFileSync(world.rolesFile, JSON.stringify(roles));

  it('counts for those who are signed in, with refresh tokens and without', async () => {
    for (const refreshTokens of [true, false]) {
      const browser = await signedIn({ refreshTokens });
      write({ rules: [{ when: { groups: 'grades-admins' }, give: { role: 'viewer', districtId: DISTRICT } }] });
      world.clock.move(checkEveryMs);
      expect(await statuses(browser)).toEqual([200, 403]);
      if (refreshTokens) await world.stop();
    }
  });

  it('and is wrong then leaves what it said before', async () => {
    const browser = await signedIn();
    writeFileSync(world.rolesFile, '{"rules": [');
    world.clock.move(checkEveryMs);
    expect(await statuses(browser)).toEqual([200, 202]);
    write({ ...ROLES, rules: ROLES.rules.slice(1) });
    world.clock.move(checkEveryMs);
    expect(await statuses(browser)).toEqual([200, 403]);
  });
});

describe('a session', () => {
  it('that the provider gives no token for ends after an hour', async () => {
    const browser = await signedIn({ refreshTokens: false });
    world.clock.move(withoutRenewalMs / 2);
    expect(await statuses(browser)).toEqual([200, 202]);
    world.clock.move(withoutRenewalMs / 2);
    expect(await statuses(browser)).toEqual([401, 401]);
    // The provider still knows the person, and asks nothing.
    expect((await browser.go((await browser.go('/sign-in')).location)).location).toContain('/sign-in/callback?code=');
  });

  it('that it gives one for ends after a working day', async () => {
    const browser = await signedIn();
    const step = SESSION_LIMITS.idleMs / 2;
    for (let past = step; past < SESSION_LIMITS.absoluteMs; past += step) {
      world.clock.move(step);
      expect((await browser.call('GET', PATH, { headers: { 'x-active': '1' } })).status).toBe(200);
    }
    world.clock.move(step);
    expect((await browser.call('GET', PATH)).status).toBe(401);
  });

  it('that was signed out while it was looked at stays so', async () => {
    const reached = Promise.withResolvers<null>();
    const held = Promise.withResolvers<null>();
    const browser = await signedIn({
      prepare: async (opened) => {
        const ledger = await withStaff(opened);
        const { replace: put } = ledger.sessions;
        const replace: typeof put = async (session) => {
          if (session.revision === 2) {
            reached.resolve(null);
            await held.promise;
          }
          return put(session);
        };
        return { ...ledger, sessions: { ...ledger.sessions, replace } };
      },
    });
    world.clock.move(checkEveryMs);
    const asked = browser.call('GET', PATH);
    await reached.promise;
    expect((await browser.call('POST', '/sign-out')).status).toBe(200);
    held.resolve(null);
    expect((await asked).status).toBe(401);
    expect((await browser.call('GET', PATH)).status).toBe(401);
  });
});
