import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DistrictSettings, type Ledger, openLedger } from '@passback/ledger';
import { type Clock, createLogger } from '@passback/service-kit';
import { authorizationBySettings } from './authorization.ts';

const EXPIRES_AT = Date.parse('2027-06-30T00:00:00Z');
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

let ledger: Ledger;
let now: number;
const clock: Clock = { now: () => now, monotonic: () => now, sleep: async () => undefined };
beforeEach(async () => {
  ledger = await openLedger({ url: 'sqlite::memory:' });
  now = EXPIRES_AT - 1_000;
  await ledger.districts.put(settings(), { by: 'test', at: 0 });
});
afterEach(() => ledger.close());

function settings(): DistrictSettings {
  const tokens = [
    { sha256: hashOf('ending'), roles: ['viewer'], label: 'report', expiresAt: '2027-06-29T19:00:00-05:00' },
    { sha256: hashOf('lasting'), roles: ['viewer'] },
  ];
  return { districtId: 'lincoln', tokens } as unknown as DistrictSettings;
}

const surroundings = () => ({ ledger, clock, logger: createLogger('test', 'silent') });

describe('a token', () => {
  it('is known until it expires, and 401 from that moment on, whether the settings were read meanwhile or not', async () => {
    const authorization = authorizationBySettings(surroundings());
    const authorize = (token: string) => authorization.authorize(`Bearer ${token}`, 'lincoln', ['viewer']);
    expect(await authorize('ending')).toBe(hashOf('ending').slice(0, 12));
    now = EXPIRES_AT;
    await expect(authorize('ending')).rejects.toMatchObject({ status: 401 });
    expect(await authorize('lasting')).toBe(hashOf('lasting').slice(0, 12));
    const anew = authorizationBySettings(surroundings());
    await expect(anew.authorize('Bearer ending', 'lincoln', ['viewer'])).rejects.toMatchObject({ status: 401 });
  });

  it('that expired is 401 while the ledger is away', async () => {
    const authorization = authorizationBySettings(surroundings());
    await authorization.authorize('Bearer ending', 'lincoln', ['viewer']);
    now = EXPIRES_AT;
    await ledger.close();
    await expect(authorization.authorize('Bearer ending', 'lincoln', ['viewer'])).rejects.toMatchObject({
      status: 401,
    });
  });

  it('has its last use kept, at most once in some minutes, and only where it was good for what was asked', async () => {
    const writes: number[] = [];
    const { record } = ledger.tokenUses;
    const tokenUses = {
      ...ledger.tokenUses,
      record: (use: Parameters<typeof record>[0]) => (writes.push(use.at), record(use)),
    };
    const authorization = authorizationBySettings({ ...surroundings(), ledger: { ...ledger, tokenUses } });
    const use = () => authorization.authorize('Bearer lasting', 'lincoln', ['viewer']);
    const start = now;
    for (let times = 0; times < 5; times += 1) await use();
    await expect(authorization.authorize('Bearer lasting', 'lincoln', ['admin'])).rejects.toMatchObject({
      status: 403,
    });
    now = start + 4 * 60_000;
    await use();
    now = start + 5 * 60_000;
    await use();
    expect(writes).toEqual([start, start + 5 * 60_000]);
    const token = hashOf('lasting').slice(0, 12);
    expect(await ledger.tokenUses.list('lincoln')).toEqual([{ districtId: 'lincoln', token, at: start + 5 * 60_000 }]);
  });

  it('works where its use cannot be kept', async () => {
    const tokenUses = { ...ledger.tokenUses, record: () => Promise.reject(new Error('away')) };
    const authorization = authorizationBySettings({ ...surroundings(), ledger: { ...ledger, tokenUses } });
    expect(await authorization.authorize('Bearer lasting', 'lincoln', ['viewer'])).toHaveLength(12);
  });
});
