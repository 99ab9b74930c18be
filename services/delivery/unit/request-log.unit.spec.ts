import { expect, it } from '@jest/globals';
import type { AttemptRecord } from '@passback/ledger';
import { RequestLog } from './request-log.ts';

type Ended = Parameters<RequestLog['requestEnded']>[0];
const ended = (route: string): Ended => ({ method: 'GET', route, status: 200, durationMs: 12.6 }) as Ended;

it('requests are told to whoever counts them, and kept of the attempt that made them', async () => {
  const told: string[] = [];
  const log = new RequestLog(({ route }) => void told.push(route));
  const [first, second]: AttemptRecord['requests'][number][][] = [[], []];
  const attempt = (requests: AttemptRecord['requests'][number][], route: string) =>
    log.collect(requests, async () => {
      await Promise.resolve();
      log.requestEnded(ended(route));
    });
  await Promise.all([attempt(first!, '/one'), attempt(second!, '/two')]);
  log.requestEnded(ended('/of-the-lane'));
  expect(first).toEqual([{ method: 'GET', path: '/one', status: 200, durationMs: 13 }]);
  expect(second).toEqual([{ method: 'GET', path: '/two', status: 200, durationMs: 13 }]);
  expect(told).toEqual(['/one', '/two', '/of-the-lane']);
  expect(log.count).toBe(3);
});

it('the first fifty requests of an attempt are kept', async () => {
  const log = new RequestLog(() => undefined);
  const requests: AttemptRecord['requests'][number][] = [];
  await log.collect(requests, async () => {
    for (let number = 1; number <= 51; number += 1) log.requestEnded(ended(`/${number}`));
  });
  expect(requests).toHaveLength(50);
  expect(requests.at(-1)?.path).toBe('/50');
  expect(log.count).toBe(51);
});
