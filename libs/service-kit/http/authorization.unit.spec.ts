import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Authorization, type TokenGrant } from './authorization.ts';

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
    await expect(never.authorize('Bearer for-otus', 'lincoln', ['otus'])).rejects.toMatchObject({ status: 503 });
  });
});
