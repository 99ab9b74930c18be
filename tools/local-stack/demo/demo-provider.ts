import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Ledger } from '@passback/ledger';
import type { Environment } from '@passback/service-kit';
import type { OidcAccount, OidcSimulator } from '@passback/simulators/oidc';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' } as const;
const DEFAULT_PROVIDER_PORT = 4020;
const DEFAULT_CONSOLE_PORT = 4000;
/** Teachers that are offered. */
const TEACHERS = 40;

export interface DemoProvider extends Pick<OidcSimulator, 'issuer' | 'stop'> {
  /** What the console reads from its environment. */
  readonly env: Environment;
}

export interface DemoProviderOptions {
  readonly districtId: string;
  /** Where the file of roles is written. */
  readonly folder: string;
  /** Undefined until there is one. */
  readonly staff: () => Pick<Ledger['staff'], 'get'> | undefined;
}

/**
 * With `DEMO_SIGN_IN=oidc` a provider of OpenID Connect whose accounts are the demo's people; null where it is not set. Throws for any other
 * value.
 */
export async function startDemoProvider(env: Environment, options: DemoProviderOptions): Promise<DemoProvider | null> {
  const way = env['DEMO_SIGN_IN'] ?? '';
  if (way === '') return null;
  if (way !== 'oidc') throw new Error(`DEMO_SIGN_IN is ${way}: it must be oidc, or not be set`);
  // A package of development: the image of the demo does not have it.
  const { startOidcProvider } = await import('@passback/simulators/oidc');
  const consoleUrl = `http://127.0.0.1:${env['CONSOLE_PORT'] ?? DEFAULT_CONSOLE_PORT}`;
  const provider = await startOidcProvider({
    port: Number(env['OIDC_SIMULATOR_PORT'] ?? DEFAULT_PROVIDER_PORT),
    ...CLIENT,
    redirectUri: `${consoleUrl}/sign-in/callback`,
    signedOutUri: `${consoleUrl}/`,
    accounts: () => accountsOf(options),
    refreshTokens: true,
    cookieKey: randomBytes(32).toString('hex'),
  });
  const { issuer, stop } = provider;
  return {
    ...{ issuer, stop },
    env: {
      ...{ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.clientId, OIDC_CLIENT_SECRET: CLIENT.clientSecret },
      ...{ OIDC_ROLES_FILE: writeRoles(options), CONSOLE_URL: consoleUrl },
    },
  };
}

function writeRoles({ folder, districtId }: DemoProviderOptions): string {
  const of = { claim: 'district_id', map: { [districtId]: districtId } };
  const roles = {
    rules: [
      { when: { roles: 'operator' }, give: { role: 'operator' } },
      ...['admin', 'viewer', 'teacher'].map((role) => ({ when: { roles: role }, give: { role, districtId: of } })),
    ],
    teacher: { staff: ['otus_user_id'] },
  };
  const file = path.join(folder, 'roles.json');
  writeFileSync(file, JSON.stringify(roles, null, 2));
  return file;
}

/** An operator, an administrator, a viewer, somebody without a role, and teachers of the staff list. */
async function accountsOf({ districtId, staff }: DemoProviderOptions): Promise<readonly OidcAccount[]> {
  const members = (await staff()?.get(districtId))?.staff ?? [];
  const teachers = members.filter(({ role }) => role === 'teacher').slice(0, TEACHERS);
  const inDistrict = (role: string) => ({ roles: [role], district_id: districtId });
  return [
    { sub: 'operator', name: 'Operator', claims: { roles: ['operator'] } },
    { sub: 'admin', name: 'Administrator', claims: inDistrict('admin') },
    { sub: 'viewer', name: 'Viewer', claims: inDistrict('viewer') },
    { sub: 'nobody', name: 'Somebody without a role', claims: { roles: [] } },
    ...teachers.map(({ userId }) => ({
      ...{ sub: `teacher-${userId}`, name: `Teacher ${userId}` },
      claims: { ...inDistrict('teacher'), otus_user_id: userId },
    })),
  ];
}
