import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { BASIC, TestSchool } from '../testing/school.fixture.ts';

const FORM = { authorization: BASIC, 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
const GRANT = 'grant_type=client_credentials';
const DAY_MS = 24 * 60 * 60 * 1_000;

describe('the token', () => {
  let school: TestSchool;
  let now = Date.parse('2026-10-20T18:00:00Z');
  beforeEach(async () => {
    school = await TestSchool.open({ clock: { now: () => now } });
  });
  afterEach(() => school.close());

  test.each(['/oauth/access_token', '/oauth/access_token/'])(
    'is given at %s, its life a string of seconds',
    async (path) => {
      const answer = await school.send('POST', path, GRANT, FORM);
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({
        access_token: expect.stringMatching(/^[0-9a-f]{48}$/),
        token_type: 'Bearer',
        expires_in: expect.stringMatching(/^\d+$/),
      });
    },
  );

  test('asked for again later is the same one with what is left of its 30 days', async () => {
    now += DAY_MS;
    const { access_token, expires_in } = (await school.send('POST', '/oauth/access_token', GRANT, FORM)).json<
      Record<string, string>
    >();
    expect({ access_token, expires_in }).toEqual({ access_token: school.token, expires_in: String(29 * 86_400) });
  });

  test.each([
    ['a wrong secret', GRANT, { ...FORM, authorization: `Basic ${btoa('client-1:wrong')}` }, 401],
    ['another grant', 'grant_type=password', FORM, 400],
    ['a JSON body', '{"grant_type":"client_credentials"}', { ...FORM, 'content-type': 'application/json' }, 400],
  ])('is refused for %s', async (_what, body, headers, status) => {
    expect((await school.send('POST', '/oauth/access_token', body, headers)).status).toBe(status);
  });

  test.each([
    ['its 30 days are over', () => void (now += 31 * DAY_MS)],
    ['it was ended', () => school.simulator.access.expireTokens()],
    ['the credentials were taken back', () => school.simulator.access.revokeCredentials()],
  ])('no longer opens anything when %s', async (_what, happens) => {
    happens();
    expect((await school.call('GET', '/ws/v1/metadata')).status).toBe(401);
  });

  test('is not given for credentials that were taken back, and is again when they are back', async () => {
    school.simulator.access.revokeCredentials();
    expect((await school.send('POST', '/oauth/access_token', GRANT, FORM)).status).toBe(401);
    school.simulator.access.restoreCredentials();
    expect((await school.send('POST', '/oauth/access_token', GRANT, FORM)).status).toBe(200);
  });

  test('does not help a plugin that is switched off: 403 everywhere', async () => {
    school.simulator.access.enabled = false;
    expect((await school.call('GET', '/ws/v1/metadata')).status).toBe(403);
    expect((await school.send('POST', '/oauth/access_token', GRANT, FORM)).status).toBe(403);
  });
});
