import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@jest/globals';
import type { Ledger } from '@passback/ledger';
import { type OidcAccount, type OidcSimulator, startOidcProvider } from '@passback/simulators/oidc';
import { type Answer, type CallOptions, type RunningConsole, startConsole } from '../../../testing/console.fixture.ts';
import { movedClock, type SignedInBody, withStaff } from '../../../testing/people.fixture.ts';
import { DISTRICT } from '../../../testing/settings.fixture.ts';

/** Where the console is for browsers: nobody listens there, the specs call it at its own port. */
export const CONSOLE_URL = 'http://127.0.0.1:4000';
const CLIENT = { clientId: 'passback', clientSecret: 'a-secret-of-the-console' } as const;

export const ROLES = {
  rules: [
    { when: { groups: 'grades-admins' }, give: { role: 'admin', districtId: DISTRICT } },
    { when: { groups: 'grades-viewers' }, give: { role: 'viewer', districtId: DISTRICT } },
    { when: { groups: 'platform' }, give: { role: 'operator' } },
    {
      when: { Role: 'Teacher' },
      give: { role: 'teacher', districtId: { claim: 'TenantId', map: { '2284': DISTRICT } } },
    },
  ],
  teacher: { staff: ['SourcedId'] },
} as const;

export const ADMIN = 'sub-admin';
export const TEACHER = 'sub-teacher';
export const NOBODY = 'sub-nobody';

/** What the provider says of whom; a spec changes it as it goes. */
function newAccounts(): Map<string, OidcAccount> {
  const accounts: OidcAccount[] = [
    { sub: ADMIN, name: 'Ada Admin', claims: { groups: ['grades-admins', 'grades-viewers'] } },
    { sub: TEACHER, name: 'Tom Teacher', claims: { Role: 'Teacher', TenantId: 2284, SourcedId: '8301' } },
    { sub: NOBODY, name: 'Nora Nobody', claims: { groups: ['choir'] } },
  ];
  return new Map(accounts.map((account) => [account.sub, account]));
}

export interface OidcWorld {
  readonly console: RunningConsole;
  readonly provider: OidcSimulator;
  readonly accounts: Map<string, OidcAccount>;
  readonly clock: ReturnType<typeof movedClock>;
  readonly rolesFile: string;
  /** Another console on the same settings, as after a restart. */
  stop(): Promise<void>;
}

/** A console whose people a provider signs in. `isDown`: from the beginning. */
export async function startOidcWorld(
  options: {
    refreshTokens?: boolean;
    isDown?: boolean;
    choosePrompt?: 'login';
    prepare?: (ledger: Ledger) => Promise<Ledger>;
  } = {},
): Promise<OidcWorld> {
  const accounts = newAccounts();
  const provider = await startOidcProvider({
    ...CLIENT,
    redirectUri: `${CONSOLE_URL}/sign-in/callback`,
    signedOutUri: `${CONSOLE_URL}/`,
    accounts: () => [...accounts.values()],
    refreshTokens: options.refreshTokens ?? true,
    cookieKey: 'of-the-specs',
  });
  if (options.isDown === true) await provider.goDown();
  const folder = mkdtempSync(path.join(tmpdir(), 'roles-'));
  const rolesFile = path.join(folder, 'roles.json');
  writeFileSync(rolesFile, JSON.stringify(ROLES));
  const clock = movedClock();
  const settings = {
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.clientId, OIDC_CLIENT_SECRET: CLIENT.clientSecret },
    ...{ OIDC_ROLES_FILE: rolesFile, CONSOLE_URL },
    ...(options.choosePrompt !== undefined && { OIDC_CHOOSE_PROMPT: options.choosePrompt }),
  };
  const prepare = options.prepare ?? withStaff;
  const console = await startConsole(settings, { prepare, clock });
  return {
    ...{ console, provider, accounts, clock, rolesFile },
    async stop() {
      await console.stop();
      await provider.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A browser that goes where it is sent, with the cookies of both sites. */
export class OidcBrowser {
  readonly #world: OidcWorld;
  /** Of the console, and of the provider. */
  readonly cookies = { console: new Map<string, string>(), provider: new Map<string, string>() };
  csrf = '';

  constructor(world: OidcWorld) {
    this.#world = world;
  }

  /** One request; the answer’s cookies are kept. */
  async go(address: string): Promise<{ status: number; location: string; text: string }> {
    const { console, provider } = this.#world;
    const isOfProvider = address.startsWith(provider.issuer);
    const jar = isOfProvider ? this.cookies.provider : this.cookies.console;
    const url = isOfProvider ? address : `${console.url}${address.replace(CONSOLE_URL, '')}`;
    const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(url, { headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      if (value === '' || /expires=thu, 01 jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get('location') ?? '';
    const { status } = response;
    return {
      status,
      location: location.startsWith('/') && isOfProvider ? `${provider.issuer}${location}` : location,
      text: await response.text(),
    };
  }

  /** From the console to the provider, where `account` is picked, or refused: the address of the callback. */
  async toCallback(account: string | null, returnTo = '/d/lincoln/assessments?q=a%20b'): Promise<string> {
    let at = await this.go(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    expect(at.status).toBe(302);
    for (let step = 0; step < 8 && !at.location.startsWith(`${CONSOLE_URL}/`); step += 1) {
      const isPicking = at.location.includes('/interaction/');
      const picked = account === null ? '/refuse' : `?account=${account}`;
      at = await this.go(isPicking ? `${at.location}${picked}` : at.location);
    }
    return at.location;
  }

  /** All the way; gives where the page is then. */
  async signIn(account: string | null, returnTo?: string): Promise<string> {
    const { location } = await this.go(await this.toCallback(account, returnTo));
    const { body } = await this.call<SignedInBody>('GET', '/v1/session');
    this.csrf = body.csrf ?? '';
    return location;
  }

  call<T>(method: string, address: string, options: CallOptions = {}): Promise<Answer<T>> {
    const cookie = [...this.cookies.console].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'x-csrf-token': this.csrf };
    return this.#world.console.call(method, address, {
      token: null,
      ...options,
      headers: { ...headers, ...options.headers },
    });
  }
}
