import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '@passback/service-kit';
import { type OidcEnvironment, readOidcSettings } from './oidc-settings.ts';

const WHOLE = {
  ...{ OIDC_ISSUER: 'https://accounts.example.org', OIDC_CLIENT_ID: 'passback', OIDC_CLIENT_SECRET: 'a-secret' },
  ...{ OIDC_ROLES_FILE: '/roles.json', CONSOLE_URL: 'https://passback.example.org' },
};

function wrong(env: OidcEnvironment): string[] {
  try {
    readOidcSettings(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).not.toContain('a-secret');
    return (error as ConfigError).errors.map(({ path }) => path).toSorted();
  }
}

describe('the settings of the sign-in', () => {
  it('are all there, or none', () => {
    expect(readOidcSettings({})).toBeNull();
    expect(readOidcSettings({ CONSOLE_URL: 'https://passback.example.org' })).toBeNull();
    expect(readOidcSettings(WHOLE)).toMatchObject({ clientId: 'passback', scopes: 'openid profile email' });
    for (const name of Object.keys(WHOLE)) expect(wrong({ ...WHOLE, [name]: '' })).toEqual([name]);
    expect(wrong({ OIDC_SCOPES: 'openid' })).toEqual(Object.keys(WHOLE).toSorted());
  });

  it('name addresses to which codes and secrets may be sent', () => {
    for (const name of ['OIDC_ISSUER', 'CONSOLE_URL'])
      for (const [url, isWrong] of [
        ['http://127.0.0.1:4020', false],
        ['http://localhost:4020', false],
        ['http://accounts.example.org', true],
        ['http://localhost.example.org', true],
        ['https://user:word@accounts.example.org', true],
        ['https://accounts.example.org?x=1', true],
        ['accounts.example.org', true],
      ] as const)
        expect([url, wrong({ ...WHOLE, [name]: url })]).toEqual([url, isWrong ? [name] : []]);
    expect(wrong({ ...WHOLE, CONSOLE_URL: 'https://passback.example.org/console' })).toEqual(['CONSOLE_URL']);
    expect(wrong({ ...WHOLE, OIDC_ISSUER: 'https://login.example.org/tenant/v2.0' })).toEqual([]);
    expect(wrong({ ...WHOLE, OIDC_SCOPES: 'profile email' })).toEqual(['OIDC_SCOPES']);
  });
});
