import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { TestSchool } from '../testing/school.fixture.ts';

describe('the API rate limit', () => {
  let school: TestSchool;
  let now = 0;
  beforeEach(async () => {
    now = Date.parse('2026-10-20T18:00:00Z');
    school = await TestSchool.open({ minIntervalMs: 2_500, clock: { now: () => now } });
  });
  afterEach(() => school.close());
  const ask = async () => (await school.call('GET', '/ws/v1/metadata')).status;

  test('answers a request that comes too early with 403 and the seconds to wait', async () => {
    await ask();
    now += 400;
    const early = await school.call('GET', '/ws/v1/metadata');
    expect(early.status).toBe(403);
    expect(early.json()).toEqual({ message: expect.stringMatching(/Wait 3 seconds/) });
  });

  test('is a least interval between two requests, counted from the last that was permitted', async () => {
    const statuses = [await ask()];
    for (const later of [2_499, 1, 2_500, 1_000]) {
      now += later;
      statuses.push(await ask());
    }
    expect(statuses).toEqual([200, 403, 200, 200, 403]);
    expect(school.simulator.throttle.counts()).toMatchObject({ permitted: 3, violations: 2 });
  });

  test('says how many of the permitted requests were used', async () => {
    await ask();
    now += 10_000;
    await ask();
    expect(school.simulator.throttle.counts().shareOfSlotsUsed).toBe(2 / 5);
  });

  test('counts requests for a token too, unless the settings say otherwise', async () => {
    await ask();
    await school.askForToken();
    expect(school.simulator.throttle.counts().violations).toBe(1);
    school.simulator.settings.throttleTokens = false;
    await school.askForToken();
    expect(school.simulator.throttle.counts().violations).toBe(1);
  });

  test('does not concern somebody who is not the plugin', async () => {
    await ask();
    expect((await school.send('GET', '/ws/v1/time')).status).toBe(200);
    expect((await school.send('GET', '/ws/v1/metadata')).status).toBe(401);
    expect(school.simulator.throttle.counts()).toMatchObject({ permitted: 1, violations: 0 });
  });

  test('lets pass what is within the tolerance', async () => {
    school.simulator.throttle.set(2_500, 5);
    const statuses = [await ask()];
    for (const later of [2_495, 2_494]) {
      now += later;
      statuses.push(await ask());
    }
    expect(statuses).toEqual([200, 200, 403]);
  });
});
