import { afterEach, expect, it } from '@jest/globals';
import { REFUSAL_LIMIT } from '@passback/service-kit';
import { type RunningConsole, startConsole } from './testing/console.fixture.ts';
import { TOKENS } from './testing/settings.fixture.ts';

let running: RunningConsole | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

it('a caller without a known token is refused unseen once there were too many; whose token was good there is heard', async () => {
  running = await startConsole();
  const paths = ['/v1/districts', '/v1/districts/lincoln', '/v1/districts/nowhere/runs'];
  const statusOf = async (path: string, token: string | null): Promise<number> =>
    ((await running?.call('GET', path, { token })) ?? { status: 0 }).status;
  expect(await statusOf('/v1/districts', TOKENS.admin)).toBe(200);
  const guesses = Array.from({ length: REFUSAL_LIMIT.most }, (_, n) =>
    statusOf(paths[n % paths.length] ?? '', n % 2 === 0 ? null : `guess-${n}`),
  );
  expect(new Set(await Promise.all(guesses))).toEqual(new Set([401]));
  for (const path of paths) expect(await statusOf(path, 'guess')).toBe(429);
  expect(await statusOf('/v1/districts/lincoln', TOKENS.viewer)).toBe(429);
  expect(await statusOf('/v1/districts/lincoln', TOKENS.admin)).toBe(200);
  const { headers } = await running.problem('GET', '/v1/districts', { token: null });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});

it('a token in the query lets nobody in', async () => {
  running = await startConsole();
  for (const name of ['token', 'access_token', 'authorization', 'bearer']) {
    const path = `/v1/districts/lincoln?${name}=${encodeURIComponent(TOKENS.admin)}`;
    expect((await running.problem('GET', path, { token: null })).status).toBe(401);
  }
});
