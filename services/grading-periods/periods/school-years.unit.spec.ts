import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CachedGradingPeriods,
  CLOSED_CIRCUIT,
  type DistrictRecord,
  type GradingPeriodCache,
  type Lane,
} from '@passback/ledger';
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
/** The interval that each connection began with. */
let openedAt: number[];
/** What the ledger says that the district's lane has learnt. */
let learned: number | Error;
let district: DistrictRecord;
let years: SchoolYears;
let cache: GradingPeriodCache;
let gradebooks: Gradebooks;

beforeEach(() => {
  clock = new StandingClock(START);
  answer = async () => [Q2];
  asked = [];
  [opened, closed] = [0, 0];
  openedAt = [];
  district = districtRecord(districtSettings(), 1, START - 1);
  learned = 0;
  gradebooks = new Gradebooks(secrets, ({ districtId, clientSecret }, learnedIntervalMs) => {
    opened += 1;
    openedAt.push(learnedIntervalMs);
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
  years = new SchoolYears({ cache, lanes: { get: laneOf }, gradebooks, clock, logger });
});

async function laneOf(districtId: string): Promise<Lane> {
  if (learned instanceof Error) throw learned;
  return { districtId, owner: null, fence: 1, leasedUntil: 0, circuit: CLOSED_CIRCUIT, learnedIntervalMs: learned };
}

function memoryCache(): GradingPeriodCache {
  const entries = new Map<string, CachedGradingPeriods>();
  const key = (...parts: (string | number)[]): string => parts.join('|');
  return {
    get: async (districtId, schoolId, startYear) => entries.get(key(districtId, schoolId, startYear)) ?? null,
    put: async (entry) => void entries.set(key(entry.districtId, entry.schoolId, entry.startYear), entry),
    prune: async () => 0,
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

  it('are read at the interval that the lane has learnt, as far as the ledger told', async () => {
    const readAgain = async (): Promise<void> => {
      clock.advance(LIMITS.refreshAfterMs + 1);
      await get();
    };
    learned = 75;
    await readAgain();
    learned = new Error('away');
    await readAgain();
    expect(openedAt).toEqual([75]);
    learned = 150;
    await readAgain();
    expect(openedAt).toEqual([75, 150]);
    expect(closed).toBe(1);
    expect(asked).toHaveLength(3);
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
      { ...settings, powerschool: { ...settings.powerschool, clientSecret: 'env:PASSBACK_DISTRICT_NOT_THERE' } },
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

describe('a district whose PowerSchool hangs', () => {
  const hung = districtRecord(districtSettings({ districtId: 'hung' }), 1, START - 1);
  const ofHung = async (count: number): Promise<Promise<string>[]> => {
    answer = () => new Promise(() => undefined);
    const asking = Array.from({ length: count }, (_, n) =>
      years.get(hung, `school-${n}`, 2026).then(
        () => 'answered',
        (error: Error) => error.message,
      ),
    );
    while (asked.length < Math.min(count, LIMITS.fetchesOfDistrict)) await new Promise(setImmediate);
    answer = async () => [Q2];
    return asking;
  };

  it('has its own places, and takes none of another’s', async () => {
    const asking = await ofHung(6_000);
    expect(asked.filter(({ districtId }) => districtId === 'hung')).toHaveLength(LIMITS.fetchesOfDistrict);
    expect(await Promise.race([...asking.slice(0, LIMITS.fetchesOfDistrict), 'waits'])).toBe('waits');
    const turnedAway = await Promise.all(asking.slice(LIMITS.fetchesOfDistrict));
    expect(new Set(turnedAway)).toEqual(new Set(['too many school years of the district are being read']));
    expect(await get()).toMatchObject({ stale: false });
  });

  it('leaves a place to each, however many such districts there are', async () => {
    answer = () => new Promise(() => undefined);
    for (let number = 0; number < LIMITS.fetchesAtOnce / LIMITS.fetchesOfDistrict; number += 1)
      for (let school = 0; school < LIMITS.fetchesOfDistrict; school += 1) {
        const other = districtRecord(districtSettings({ districtId: `hung-${number}` }), 1, START - 1);
        years.get(other, String(school), 2026).catch(() => undefined);
      }
    while (asked.length < LIMITS.fetchesAtOnce) await new Promise(setImmediate);
    const few = Array.from({ length: LIMITS.fetchesOfEach + 1 }, (_, n) => years.get(hung, String(n), 2026));
    for (const each of few) each.catch(() => undefined);
    await expect(few.at(-1)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    answer = async () => [Q2];
    expect(await get()).toMatchObject({ stale: false });
    expect(asked).toHaveLength(LIMITS.fetchesAtOnce + LIMITS.fetchesOfEach + 1);
  });

  it('has no more schools than a district can have, whatever its PowerSchool answers', async () => {
    for (let school = 0; school < LIMITS.schoolsOfDistrict; school += 1) await years.get(hung, String(school), 2026);
    await expect(years.get(hung, 'one more', 2026)).rejects.toThrow(/more schools than a district has/);
    expect(await years.get(hung, '0', 2025)).toMatchObject({ stale: false });
    expect(await get()).toMatchObject({ stale: false });
  });

  it('keeps the failures of another remembered', async () => {
    answer = down;
    await expect(get()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    for (let school = 0; school < 200; school += 1)
      await Promise.allSettled(Array.from({ length: 60 }, (_, year) => years.get(hung, String(school), 2000 + year)));
    const before = asked.length;
    expect(before).toBeGreaterThan(LIMITS.failuresKept);
    await expect(get()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(asked).toHaveLength(before);
  });
});
