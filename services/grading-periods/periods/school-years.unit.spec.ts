import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CachedGradingPeriods, DistrictRecord, GradingPeriodCache } from '@passback/ledger';
import type { Term } from '@passback/powerschool';
import { districtRecord, districtSettings, logger, secrets, StandingClock } from '../testing/periods.fixture.ts';
import { Gradebooks } from './gradebooks.ts';
import { LIMITS } from './limits.ts';
import { SchoolYears } from './school-years.ts';

const START = Date.parse('2026-11-02T12:00:00Z');
const Q2: Term = {
  ...{ schoolId: '100', ids: ['3604'], portion: 4, isGradingPeriod: false },
  ...{ name: 'Q2', start: '2026-10-12', end: '2026-12-18' },
};

let clock: StandingClock;
let answer: () => Promise<Term[]>;
let asked: { districtId: string; clientSecret: string; schoolId: string; years: readonly number[] }[];
let opened: number;
let closed: number;
let district: DistrictRecord;
let years: SchoolYears;
let cache: GradingPeriodCache;
let gradebooks: Gradebooks;

beforeEach(() => {
  clock = new StandingClock(START);
  answer = async () => [Q2];
  asked = [];
  [opened, closed] = [0, 0];
  district = districtRecord(districtSettings(), 1, START - 1);
  gradebooks = new Gradebooks(secrets, ({ districtId, clientSecret }) => {
    opened += 1;
    return {
      gradebook: {
        terms: (schoolId, startYears) => {
          asked.push({ districtId, clientSecret, schoolId, years: startYears });
          return answer();
        },
      },
      close: async () => {
        closed += 1;
      },
    };
  });
  cache = memoryCache();
  years = new SchoolYears({ cache, gradebooks, clock, logger });
});

function memoryCache(): GradingPeriodCache {
  const entries = new Map<string, CachedGradingPeriods>();
  const key = (...parts: (string | number)[]): string => parts.join('|');
  return {
    get: async (districtId, schoolId, startYear) => entries.get(key(districtId, schoolId, startYear)) ?? null,
    put: async (entry) => void entries.set(key(entry.districtId, entry.schoolId, entry.startYear), entry),
  };
}

const down = (): Promise<Term[]> => Promise.reject(new Error('connection refused'));
const get = () => years.get(district, '100', 2026);

describe('terms of a school year', () => {
  it('are read once from PowerSchool, with the secret opened, and then from the cache', async () => {
    const first = await get();
    clock.advance(LIMITS.refreshAfterMs);
    const second = await get();
    const { schoolId: _school, ...term } = Q2;
    expect(first).toEqual({ terms: [term], ageMs: 0, stale: false });
    expect(second).toEqual({ terms: first.terms, ageMs: LIMITS.refreshAfterMs, stale: false });
    expect(asked).toEqual([{ districtId: 'lincoln', clientSecret: 'a secret', schoolId: '100', years: [2026] }]);
  });

  describe('that an earlier version cached, with names and dates alone,', () => {
    beforeEach(async () => {
      const periods = [{ name: 'Quarter 2', start: Q2.start, end: Q2.end }];
      await cache.put({ districtId: 'lincoln', schoolId: '100', startYear: 2026, periods, fetchedAt: START });
    });

    it('are read anew', async () => {
      expect(await get()).toMatchObject({ terms: [{ name: 'Q2', ids: ['3604'], portion: 4 }], stale: false });
    });

    it('count while PowerSchool is down', async () => {
      answer = down;
      const unknown = { ids: [], portion: null, isGradingPeriod: false };
      const terms = [{ name: 'Quarter 2', start: Q2.start, end: Q2.end, ...unknown }];
      expect(await get()).toEqual({ terms, ageMs: 0, stale: true });
    });
  });

  it('are read anew once they are older than the refresh interval', async () => {
    await get();
    clock.advance(LIMITS.refreshAfterMs + 1);
    answer = async () => [{ ...Q2, end: '2026-12-17' }];
    expect(await get()).toMatchObject({ terms: [{ end: '2026-12-17' }], ageMs: 0, stale: false });
  });

  it('are read anew, over a new connection, once the settings changed', async () => {
    await get();
    clock.advance(1_000);
    district = districtRecord(districtSettings(), 2, clock.now());
    await get();
    expect(asked).toHaveLength(2);
    expect([opened, closed]).toEqual([2, 1]);
  });

  it('are what was read before, with their age, while PowerSchool is down', async () => {
    await get();
    answer = down;
    clock.advance(LIMITS.staleAtMostMs);
    expect(await get()).toMatchObject({ terms: [{ name: 'Q2' }], ageMs: LIMITS.staleAtMostMs, stale: true });
  });

  it('cannot be had when what was read before is too old', async () => {
    await get();
    answer = down;
    clock.advance(LIMITS.staleAtMostMs + 1);
    await expect(get()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('are asked for once by many callers at a time', async () => {
    const flying = Promise.withResolvers<Term[]>();
    answer = () => flying.promise;
    const callers = Array.from({ length: 20 }, get);
    flying.resolve([Q2]);
    const answers = await Promise.all(callers);
    expect(new Set(answers.map(({ terms }) => JSON.stringify(terms))).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('are not asked for again for some seconds after a failure, of that school alone', async () => {
    answer = down;
    await expect(get()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    answer = async () => [Q2];
    await expect(get()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(asked).toHaveLength(1);
    expect(await years.get(district, '200', 2026)).toMatchObject({ stale: false });
    clock.advance(LIMITS.failureKeptMs);
    expect(await get()).toMatchObject({ stale: false });
  });

  it('are asked for at once after a failure when the settings changed', async () => {
    answer = down;
    await expect(get()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    answer = async () => [Q2];
    district = districtRecord(districtSettings(), 2, START);
    expect(await get()).toMatchObject({ stale: false });
  });

  it('are what was read before when PowerSchool takes long, and the late answer is kept for the next caller', async () => {
    await get();
    const slow = Promise.withResolvers<Term[]>();
    answer = () => slow.promise;
    clock.advance(LIMITS.refreshAfterMs + 1);
    const waiting = get();
    while (asked.length < 2) await new Promise(setImmediate);
    await new Promise(setImmediate);
    clock.advance(LIMITS.refreshPatienceMs);
    expect(await waiting).toMatchObject({ stale: true });
    slow.resolve([{ ...Q2, name: 'Quarter 2' }]);
    await new Promise(setImmediate);
    expect(await get()).toMatchObject({ terms: [{ name: 'Quarter 2' }], stale: false });
  });

  it('cannot be had, and that is said, where the secret cannot be opened', async () => {
    const settings = districtSettings();
    district = districtRecord(
      { ...settings, powerschool: { ...settings.powerschool, clientSecret: 'env:NOT_THERE' } },
      3,
      START,
    );
    await expect(get()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('leave no connection open when the service stops', async () => {
    await get();
    await gradebooks.close();
    expect(closed).toBe(1);
  });
});
