import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import type { Fault } from '../faults/fault.ts';
import { minorCode, oneRoster } from '../testing/oneroster.fixture.ts';
import { BASIC, SECTION, TestSchool } from '../testing/school.fixture.ts';
import { BASE_PATH } from './imsx.ts';

describe('OneRoster errors', () => {
  let school: TestSchool;
  let api: ReturnType<typeof oneRoster>;
  beforeEach(async () => {
    school = await TestSchool.open();
    api = oneRoster(school);
  });
  afterEach(() => school.close());

  test('the token is also given below the base path', async () => {
    const headers = { authorization: BASIC, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await school.send('POST', `${BASE_PATH}/token`, 'grant_type=client_credentials', headers);
    expect(answer.json()).toMatchObject({ access_token: school.token });
  });

  test('no token: unauthorisedrequest', async () => {
    expect(minorCode(await school.send('GET', `${BASE_PATH}/lineItems`))).toEqual([401, 'unauthorisedrequest']);
  });

  test('too early for the rate limit: 403 with the seconds', async () => {
    school.simulator.throttle.set(60_000);
    await api.get('/lineItems');
    const early = await api.get('/lineItems');
    expect(minorCode(early)).toEqual([403, 'forbidden']);
    expect(early.text).toContain('Wait 60 seconds');
  });

  test('a path that is none, and a body that is no JSON', async () => {
    expect(minorCode(await api.get('/nothing'))).toEqual([404, 'unknownobject']);
    const headers = { authorization: `Bearer ${school.token}` };
    const answer = await school.send('PUT', `${BASE_PATH}/lineItems/li-1`, '{', headers);
    expect(minorCode(answer)).toEqual([400, 'invaliddata']);
  });

  test.each<[Fault, number, string]>([
    [{ kind: 'tooManyRequests', retryAfterSeconds: 5 }, 429, 'server_busy'],
    [{ kind: 'unavailable' }, 503, 'server_busy'],
    [{ kind: 'serverError' }, 500, 'internal_server_error'],
    [{ kind: 'badGateway' }, 502, 'internal_server_error'],
    [{ kind: 'unauthorized' }, 401, 'unauthorisedrequest'],
    [{ kind: 'fieldAccess' }, 403, 'forbidden'],
    [{ kind: 'rowConflict' }, 422, 'invaliddata'],
    [{ kind: 'unitConflict', message: 'Name is taken' }, 422, 'invaliddata'],
    [{ kind: 'resubmit' }, 412, 'internal_server_error'],
  ])('the fault %j speaks OneRoster here', async (action, status, code) => {
    school.simulator.faults.add({ match: { route: `${BASE_PATH}/*` }, action });
    const answer = await api.putLineItem('li-1');
    expect(minorCode(answer)).toEqual([status, code]);
    expect(school.simulator.gradebook.columns(SECTION)).toEqual([]);
  });

  test('a proxy does not', async () => {
    school.simulator.faults.add({ action: { kind: 'html', status: 502 } });
    expect((await api.get('/lineItems')).text).toContain('<!DOCTYPE html>');
  });
});
