import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Authorization, type TokenGrant } from './authorization.ts';
import type { HttpProblem } from './problem.ts';
import { REFUSAL_LIMIT } from './refusal-limit.ts';

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');
const grants: TokenGrant[] = [
  { districtId: 'lincoln', sha256: sha256('for-otus'), roles: ['otus'] },
  { districtId: 'lincoln', sha256: sha256('for-admin').toUpperCase(), roles: ['admin', 'viewer'] },
  { districtId: 'franklin', sha256: sha256('elsewhere'), roles: ['otus', 'admin'] },
];
const authorization = new Authorization(async () => grants);

describe('Authorization', () => {
  it('tells who is calling, by the hash', async () => {
    expect(await authorization.authorize('Bearer for-otus', 'lincoln', ['otus'])).toBe(sha256('for-otus').slice(0, 12));
    await expect(authorization.authorize('bearer for-admin', 'lincoln', ['viewer', 'admin'])).resolves.toHaveLength(12);
  });

  it.each([
    [undefined, 401],
    ['', 401],
    ['Basic for-otus', 401],
    ['Bearer unknown', 401],
    ['Bearer elsewhere', 403],
    ['Bearer for-admin', 403],
  ])('answers %s with %d', async (header, status) => {
    await expect(authorization.authorize(header, 'lincoln', ['otus'])).rejects.toMatchObject({ status });
  });

  it('tells the districts of a caller by one read, and what the roles leave of them', async () => {
    let reads = 0;
    const counted = new Authorization(async () => {
      reads += 1;
      return grants;
    });
    expect(await counted.districtsOf('Bearer for-admin', ['viewer', 'admin'])).toEqual({
      token: sha256('for-admin').slice(0, 12),
      districtIds: ['lincoln'],
    });
    expect(await counted.districtsOf('Bearer for-otus', ['viewer', 'admin'])).toMatchObject({ districtIds: [] });
    expect(reads).toBe(1);
    await expect(counted.districtsOf('Bearer unknown', ['viewer'])).rejects.toMatchObject({ status: 401 });
    await expect(counted.districtsOf(undefined, ['viewer'])).rejects.toMatchObject({ status: 401 });
    expect(reads).toBe(2);
  });

  it('refuses unseen, with when to come again, where too many were not known', async () => {
    const known = new Authorization(async () => grants);
    const ask = (header: string | undefined, address: string) =>
      known.authorize(header, 'lincoln', ['otus'], address).then(
        () => 200,
        (error: HttpProblem) => error.status,
      );
    // Known, if not for this: it counts for nothing, and is known from there from now on.
    expect(await ask('Bearer for-admin', 'here')).toBe(403);
    for (let n = 0; n < REFUSAL_LIMIT.most; n++) expect(await ask(undefined, 'here')).toBe(401);
    expect(await ask('Bearer for-otus', 'here')).toBe(429);
    expect(await ask('Bearer for-admin', 'here')).toBe(403);
    expect(await ask('Bearer for-otus', 'elsewhere')).toBe(200);
    const headers = { 'retry-after': '60' };
    await expect(known.authorize(undefined, 'lincoln', ['otus'], 'here')).rejects.toMatchObject({ headers });
  });

  it('takes no token that is only almost one of its own', async () => {
    const broken = new Authorization(async () => [{ districtId: 'lincoln', sha256: 'abc', roles: ['otus'] as const }]);
    await expect(broken.authorize('Bearer abc', 'lincoln', ['otus'])).rejects.toMatchObject({ status: 401 });
  });

  it('takes known tokens while the ledger is away, and cannot judge others then', async () => {
    let away = false;
    const failing = new Authorization(async () => {
      if (away) throw new Error('away');
      return grants;
    });
    await failing.authorize('Bearer for-otus', 'lincoln', ['otus']);
    away = true;
    await expect(failing.authorize('Bearer for-otus', 'lincoln', ['otus'])).resolves.toHaveLength(12);
    const never = new Authorization(async () => {
      throw new Error('away');
    });
    const unchecked = await never
      .authorize('Bearer for-otus', 'lincoln', ['otus'])
      .catch((error: HttpProblem) => error);
    expect(unchecked).toMatchObject({ status: 503, cause: { message: 'away' } });
    expect(JSON.stringify((unchecked as HttpProblem).body())).not.toContain('away');
  });

  describe('while the ledger hangs', () => {
    afterEach(() => void jest.useRealTimers());

    it('lets known tokens wait for a moment, then not at all, and answers 503 to others in the end', async () => {
      jest.useFakeTimers();
      let read = (): Promise<readonly TokenGrant[]> => Promise.resolve(grants);
      const hanging = new Authorization(() => read());
      const authorize = (token: string) => hanging.authorize(`Bearer ${token}`, 'lincoln', ['otus']);
      await authorize('for-otus');
      read = () => new Promise(() => undefined);
      await jest.advanceTimersByTimeAsync(2_000);
      const known = authorize('for-otus');
      const unknown = authorize('unknown').catch((error: unknown) => error);
      await jest.advanceTimersByTimeAsync(500);
      await expect(known).resolves.toHaveLength(12);
      await jest.advanceTimersByTimeAsync(4_500);
      expect(await unknown).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
      await jest.advanceTimersByTimeAsync(2_000);
      await expect(authorize('for-otus')).resolves.toHaveLength(12);
      // Read in the background meanwhile, once it answers.
      read = () => Promise.resolve([]);
      await jest.advanceTimersByTimeAsync(7_000);
      await authorize('for-otus').catch(() => undefined);
      await expect(authorize('for-otus')).rejects.toMatchObject({ status: 401 });
    });
  });

  it('takes a token that was given a moment ago, though the tokens were read just before', async () => {
    const given: TokenGrant[] = [...grants];
    const changing = new Authorization(async () => [...given]);
    await changing.authorize('Bearer for-otus', 'lincoln', ['otus']);
    given.push({ districtId: 'lincoln', sha256: sha256('new'), roles: ['viewer'] });
    await expect(changing.authorize('Bearer new', 'lincoln', ['viewer'])).resolves.toHaveLength(12);
    given.push({ districtId: 'lincoln', sha256: sha256('new'), roles: ['admin'] });
    given.splice(-2, 1);
    await expect(changing.authorize('Bearer new', 'lincoln', ['admin'])).resolves.toHaveLength(12);
  });

  it('reads once for many who are refused', async () => {
    let reads = 0;
    const counting = new Authorization(async () => {
      reads += 1;
      return grants;
    });
    await counting.authorize('Bearer for-otus', 'lincoln', ['otus']);
    const refused = await Promise.allSettled(
      Array.from({ length: 100 }, (_, n) => counting.authorize(`Bearer guess-${n}`, 'lincoln', ['otus'])),
    );
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(reads).toBe(2);
  });
});
