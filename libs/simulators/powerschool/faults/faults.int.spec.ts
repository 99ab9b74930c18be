import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { ANN, BEN, scoreRow, SECTION, TEACHER, TestSchool } from '../testing/school.fixture.ts';
import type { Fault } from './fault.ts';

const SCORES = '/ws/xte/score';
const CREATE = { method: 'POST', route: '/ws/xte/section/assignment' };

describe('faults', () => {
  let school: TestSchool;
  let made: { sectionId: number };
  beforeEach(async () => {
    school = await TestSchool.open();
    made = await school.newAssignment();
    school.simulator.requests.clear();
  });
  afterEach(() => school.close());
  const write = () => school.putScores([scoreRow(made.sectionId, ANN, 9), scoreRow(made.sectionId, BEN, 9)]);
  const points = () => school.simulator.gradebook.points(made.sectionId, ANN);
  const columns = () => school.simulator.gradebook.columns(SECTION).length;

  test.each<[string, Fault, number, string]>([
    ['401', { kind: 'unauthorized' }, 401, 'access token'],
    ['403 rate limit', { kind: 'throttle', seconds: 7 }, 403, 'Wait 7 seconds'],
    ['403 field access', { kind: 'fieldAccess' }, 403, 'No access to field assignment.createdbyplugin'],
    ['403 not teaching', { kind: 'notTeaching' }, 403, 'User does not teach section'],
    ['409 of a row', { kind: 'rowConflict' }, 409, `Student.id [${ANN}] does not have an AssignmentStudentAssociation`],
    ['409 of another row', { kind: 'rowConflict', studentDcids: [BEN] }, 409, `"student_dcid":${BEN}`],
    ['409 of a row unnamed', { kind: 'rowConflict', unnamed: true }, 409, 'AssignmentStudentAssociation'],
    ['409 of the unit', { kind: 'unitConflict', field: 'name', message: 'Name is taken' }, 409, 'Name is taken'],
    ['412', { kind: 'resubmit' }, 412, 'Resubmit'],
    ['429', { kind: 'tooManyRequests', retryAfterSeconds: 3 }, 429, 'Too many requests'],
    ['500', { kind: 'serverError' }, 500, 'Internal server error'],
    ['502', { kind: 'badGateway' }, 502, 'Bad gateway'],
    ['503', { kind: 'unavailable', retryAfterSeconds: 3 }, 503, 'unavailable'],
    ['HTML with 200', { kind: 'html' }, 200, '<!DOCTYPE html>'],
    ['HTML with 502', { kind: 'html', status: 502 }, 502, '<!DOCTYPE html>'],
    ['an empty body', { kind: 'empty' }, 200, ''],
    ['any status', { kind: 'status', status: 418, message: 'Teapot' }, 418, 'Teapot'],
  ])('%s before the work: nothing is done', async (_what, action, status, text) => {
    school.simulator.faults.add({ match: { route: SCORES }, action, count: 1 });
    const answer = await write();
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(text)]);
    expect(points()).toBeNull();
    expect((await write()).status).toBe(200);
    expect(points()).toBe(9);
  });

  test.each<[string, Fault]>([
    ['429', { kind: 'tooManyRequests', retryAfterSeconds: 3 }],
    ['503', { kind: 'unavailable', retryAfterSeconds: 3 }],
    ['403 rate limit', { kind: 'throttle', retryAfterSeconds: 3 }],
  ])('%s may carry Retry-After', async (_what, action) => {
    school.simulator.faults.add({ match: { route: SCORES }, action });
    expect((await write()).headers.get('retry-after')).toBe('3');
  });

  test('a connection reset before the work leaves it undone', async () => {
    school.simulator.faults.add({ match: CREATE, action: { kind: 'reset' }, count: 1 });
    await expect(school.createAssignment()).rejects.toThrow('fetch failed');
    expect(columns()).toBe(1);
    expect(school.simulator.requests.entries().at(-1)).toMatchObject({ method: 'POST', status: null, fault: 'reset' });
  });

  test('a connection reset after the work loses the reply only', async () => {
    school.simulator.faults.add({ match: CREATE, when: 'after', action: { kind: 'reset' }, count: 1 });
    await expect(school.createAssignment()).rejects.toThrow('fetch failed');
    expect(columns()).toBe(2);
  });

  test('a status after the work hides that it was done', async () => {
    school.simulator.faults.add({ match: { route: SCORES }, when: 'after', action: { kind: 'badGateway' } });
    expect((await write()).status).toBe(502);
    expect(points()).toBe(9);
  });

  test('hangs until the client gives up', async () => {
    school.simulator.faults.add({ match: { route: SCORES }, action: { kind: 'hang' } });
    const request = fetch(`${school.simulator.url}${SCORES}?users_dcid=${TEACHER}`, {
      method: 'PUT',
      body: '{}',
      signal: AbortSignal.timeout(50),
    });
    await expect(request).rejects.toThrow('aborted due to timeout');
  });

  test('loses the connection, and does the work late', async () => {
    const { late, faults } = school.simulator;
    faults.add({ match: { route: SCORES }, action: { kind: 'late' }, count: 1 });
    await expect(write()).rejects.toThrow('fetch failed');
    expect([points(), late.size]).toEqual([null, 1]);
    await school.putScores([scoreRow(made.sectionId, ANN, 4)]);
    expect(late.carryOut()).toBe(1);
    // Over what was written since.
    expect([points(), late.size]).toEqual([9, 0]);
  });

  test('does late work in its order, and what is refused by then is refused unheard', async () => {
    const { late, faults, gradebook } = school.simulator;
    faults.add({ match: { route: SCORES }, action: { kind: 'late' } });
    for (const value of [3, 5]) {
      await expect(school.putScores([scoreRow(made.sectionId, ANN, value)])).rejects.toThrow('fetch failed');
    }
    await expect(school.putScores([scoreRow(made.sectionId, BEN, 7)])).rejects.toThrow('fetch failed');
    gradebook.dropStudent({ sectionDcid: SECTION, studentDcid: BEN });
    expect(late.carryOut()).toBe(3);
    expect([points(), gradebook.points(made.sectionId, BEN)]).toEqual([5, null]);
    const done = { action: { kind: 'late' }, when: 'after' } as const;
    expect(() => faults.add(done)).toThrow('must be before');
  });

  test('waits, and then goes on', async () => {
    school.simulator.faults.add({ match: { route: SCORES }, action: { kind: 'delay', ms: 30 } });
    const before = performance.now();
    expect((await write()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(25);
  });

  test('a body cut in the middle: whole by its length, or by a connection that ends', async () => {
    const list = () => school.call('GET', `/ws/xte/section/assignment/?users_dcid=${TEACHER}&section_ids=${SECTION}`);
    const whole = (await list()).text;
    school.simulator.faults.add({ when: 'after', action: { kind: 'truncated' }, count: 1 });
    expect((await list()).text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    school.simulator.faults.add({ when: 'after', action: { kind: 'truncated', cut: 'connection' }, count: 1 });
    await expect(list()).rejects.toThrow('terminated');
  });

  test('a body of ten megabytes', async () => {
    school.simulator.faults.add({ match: { route: SCORES }, action: { kind: 'huge' }, count: 1 });
    expect((await write()).text).toHaveLength(10 * 1024 * 1024);
  });

  test('hits the n-th request, as often as it says', async () => {
    const fault = school.simulator.faults.add({
      match: { route: SCORES },
      nth: 2,
      count: 2,
      action: { kind: 'resubmit' },
    });
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await write()).status);
    expect(statuses).toEqual([200, 412, 412, 200, 200]);
    expect(fault.hits()).toBe(2);
  });

  test('hits by chance, the same way for the same seed', async () => {
    const play = async () => {
      const rule = { match: { route: SCORES }, probability: 0.5, seed: 42, action: { kind: 'resubmit' } } as const;
      const fault = school.simulator.faults.add(rule);
      const statuses = [];
      for (let n = 0; n < 20; n += 1) statuses.push((await write()).status);
      fault.remove();
      return statuses;
    };
    const first = await play();
    expect(new Set(first)).toEqual(new Set([200, 412]));
    expect(await play()).toEqual(first);
  });

  test('ends by itself after a while, and when it is cleared', async () => {
    let now = Date.parse('2026-10-20T18:00:00Z');
    const other = await TestSchool.open({ clock: { now: () => now } });
    const status = async () => (await other.call('GET', '/ws/v1/metadata')).status;
    other.simulator.faults.add({ match: { route: '/ws/v1/*' }, forMs: 1_000, action: { kind: 'serverError' } });
    expect(await status()).toBe(500);
    now += 1_000;
    expect(await status()).toBe(200);
    other.simulator.faults.add({ action: { kind: 'serverError' } });
    expect(await status()).toBe(500);
    other.simulator.faults.clear();
    expect(await status()).toBe(200);
    await other.close();
  });

  test('matches a path as well as a pattern', async () => {
    school.simulator.faults.add({ match: { route: '/ws/v1/school/100/term' }, action: { kind: 'serverError' } });
    expect((await school.call('GET', '/ws/v1/school/100/term')).status).toBe(500);
    expect((await school.call('GET', '/ws/v1/school/7/term')).status).toBe(404);
  });

  test('down: connections are refused until it is back on the same port', async () => {
    await school.simulator.goDown();
    await expect(write()).rejects.toThrow('fetch failed');
    await school.simulator.comeBack();
    expect((await write()).status).toBe(200);
  });
});

describe('hooks', () => {
  let school: TestSchool;
  beforeEach(async () => {
    school = await TestSchool.open();
  });
  afterEach(() => school.close());

  test('run code before the work and between the work and the answer', async () => {
    const seen: (number | null)[] = [];
    const count = () => school.simulator.gradebook.columns(SECTION).length;
    school.simulator.onRequest('POST /ws/xte/section/assignment', 'before', (_call, reply) => {
      seen.push(count(), reply?.status ?? null);
    });
    const end = school.simulator.onRequest('/ws/xte/section/assignment', 'after', async (_call, reply) => {
      await Promise.resolve();
      seen.push(count(), reply?.status ?? null);
    });
    await school.createAssignment();
    expect(seen).toEqual([0, null, 1, 201]);
    end();
    await school.createAssignment();
    expect(seen).toEqual([0, null, 1, 201, 1, null]);
  });
});
