import { describe, expect, it } from '@jest/globals';
import type { GradingPeriodAnswer } from '@passback/domain';
import type { StaffRecord } from '@passback/ledger';
import { createLogger, systemClock } from '@passback/service-kit';
import { LRUCache } from 'lru-cache';
import { LIMITS } from '../limits.ts';
import { PERIOD, settingsOf, STAFF } from '../testing/facts.fixture.ts';
import { Districts } from './districts.ts';
import { GradingPeriods } from './grading-periods.ts';
import { StaffLists } from './staff-lists.ts';

const logger = createLogger('rules', 'silent');

function standingClock() {
  let now = 1_000_000;
  return { now: () => now, monotonic: () => now, advance: (ms: number) => void (now += ms), sleep: systemClock.sleep };
}

const CURRENT: GradingPeriodAnswer = { kind: 'current', period: PERIOD };
const schools = (...ids: string[]) =>
  new Map(ids.map((schoolId) => [schoolId, { schoolId, sectionTermId: '3600', cause: null }]));
const asker = { districtId: 'lincoln', settingsVersion: 1, patienceMs: 5_000, whileAnswering: true };

describe('grading periods', () => {
  it('are asked for once a school and date, however many ask at once, and kept for a minute', async () => {
    const clock = standingClock();
    const asked: string[] = [];
    const periods = new GradingPeriods(
      async ({ schoolId, date }) => {
        asked.push(`${schoolId} ${date}`);
        return schoolId === 'summer' ? { kind: 'none' } : CURRENT;
      },
      clock,
      logger,
    );
    const resolve = (date: string) => periods.resolve(asker, schools('100', 'summer'), date);
    const answers = await Promise.all([resolve('2026-11-02'), resolve('2026-11-02')]);
    for (const answer of answers) {
      expect(answer.get('100')?.answer).toEqual({ kind: 'current', period: PERIOD });
      expect(answer.get('summer')?.answer).toEqual({ kind: 'none' });
    }
    clock.advance(LIMITS.gradingPeriodKeptMs - 1);
    await resolve('2026-11-02');
    expect(asked).toHaveLength(2);
    await resolve('2026-11-03');
    clock.advance(1);
    await resolve('2026-11-02');
    expect(asked).toHaveLength(6);
  });

  it('are unknown, for some seconds or until the settings change, when they cannot be had', async () => {
    const clock = standingClock();
    let isDown = true;
    const periods = new GradingPeriods(
      async () => {
        if (isDown) throw new Error('unavailable');
        return CURRENT;
      },
      clock,
      logger,
    );
    const kind = async (settingsVersion = 1) =>
      (await periods.resolve({ ...asker, settingsVersion }, schools('100'), '2026-11-02')).get('100')?.answer.kind;
    expect(await kind()).toBe('unknown');
    isDown = false;
    expect(await kind()).toBe('unknown');
    expect(await kind(2)).toBe('current');
    clock.advance(LIMITS.gradingPeriodUnknownKeptMs);
    expect(await kind()).toBe('current');
  });
});

it('a grading period that takes long is unknown to who cannot wait, and known once it is answered', async () => {
  const clock = standingClock();
  const { promise: answered, resolve: answer } = Promise.withResolvers<GradingPeriodAnswer>();
  let asked = 0;
  const periods = new GradingPeriods(
    () => {
      asked += 1;
      return answered;
    },
    clock,
    logger,
  );
  const kind = async (patienceMs: number) =>
    (await periods.resolve({ ...asker, patienceMs }, schools('100'), '2026-11-02')).get('100')?.answer.kind;
  expect(await kind(1)).toBe('unknown');
  const patient = kind(5_000);
  answer(CURRENT);
  expect(await patient).toBe('current');
  expect(await kind(0)).toBe('current');
  expect(asked).toBe(1);
});

describe('a district whose PowerSchool hangs, under 6,000 schools,', () => {
  const BATCH = 500;
  const arrival = { settingsVersion: 1, patienceMs: LIMITS.gradingPeriodPatienceMs, whileAnswering: false };
  const batch = (number: number) => schools(...Array.from({ length: BATCH }, (_, n) => `school-${number}-${n}`));

  /** A watch that stands, and is moved by what is waited for. */
  function hanging() {
    let now = 1_000_000;
    const asked = new Map<string, number>();
    const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        // What can be answered is, before time goes on.
        setImmediate(() => {
          if (signal?.aborted !== true) now = Math.max(now, started + ms);
          resolve();
        });
        const started = now;
      });
    const clock = { now: () => now, monotonic: () => now, sleep };
    const answers = { hung: new Promise<GradingPeriodAnswer>(() => undefined) };
    const ask = ({ districtId }: { districtId: string }): Promise<GradingPeriodAnswer> => {
      asked.set(districtId, (asked.get(districtId) ?? 0) + 1);
      return districtId === 'hung' ? answers.hung : Promise.resolve(CURRENT);
    };
    const periods = new GradingPeriods(ask, clock, logger, clock.now);
    return { periods, asked, answers, elapsed: () => now - 1_000_000, pass: (ms: number) => void (now += ms) };
  }

  it('costs the batches of others one patience, and then none for a while', async () => {
    const { periods, asked, elapsed, pass } = hanging();
    for (let number = 0; number < 12; number += 1) {
      const answers = await periods.resolve({ ...arrival, districtId: 'hung' }, batch(number), '2026-11-02');
      expect(answers.size).toBe(BATCH);
      const other = await periods.resolve({ ...arrival, districtId: 'lincoln' }, schools(`${number}`), '2026-11-02');
      expect(other.get(`${number}`)?.answer).toEqual(CURRENT);
    }
    expect(elapsed()).toBe(LIMITS.gradingPeriodPatienceMs);
    expect(asked.get('hung')).toBe(LIMITS.gradingPeriodCallsOfDistrict);
    pass(LIMITS.gradingPeriodGivenUpMs);
    await periods.resolve({ ...arrival, districtId: 'hung' }, batch(0), '2026-11-02');
    expect(elapsed()).toBeLessThanOrEqual(2 * LIMITS.gradingPeriodPatienceMs + LIMITS.gradingPeriodGivenUpMs);
  });

  it('costs its own run one patience a page', async () => {
    const { periods, elapsed } = hanging();
    const run = { ...asker, districtId: 'hung' };
    const answers = await periods.resolve(run, batch(0), '2026-11-02');
    expect([...answers.values()].every(({ answer }) => answer.kind === 'unknown')).toBe(true);
    expect(elapsed()).toBe(asker.patienceMs);
  });

  it('takes no room from what is kept of another', async () => {
    const { periods, asked, answers } = hanging();
    answers.hung = Promise.resolve(CURRENT);
    await periods.resolve({ ...arrival, districtId: 'lincoln' }, schools('100'), '2026-11-02');
    const page = (date: string) => periods.resolve({ ...asker, districtId: 'hung' }, batch(0), date);
    for (let day = 0; day < LIMITS.gradingPeriodsKept / BATCH + 2; day += 1) await page(`day-${day}`);
    await periods.resolve({ ...arrival, districtId: 'lincoln' }, schools('100'), '2026-11-02');
    expect(asked.get('lincoln')).toBe(1);
    expect(asked.get('hung')).toBeGreaterThan(LIMITS.gradingPeriodsKept);
  });
});

it('a run waits for a district’s grading periods as long as answers come', async () => {
  let now = 0;
  const watch = (): number => now;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  const clock = {
    ...{ now: watch, monotonic: watch },
    sleep: (ms: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => sleepers.delete(sleeper));
      }),
  };
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    for (const sleeper of [...sleepers]) if (sleeper.until <= now && sleepers.delete(sleeper)) sleeper.wake();
    await settled();
  };
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  };
  const open = new Map<string, (answer: GradingPeriodAnswer) => void>();
  const periods = new GradingPeriods(
    ({ schoolId }) => new Promise((resolve) => void open.set(schoolId, resolve)),
    clock,
    logger,
    watch,
  );
  const resolved = periods.resolve(asker, schools('slow', 'slower', 'never'), '2026-11-02');
  await pass(4_000);
  open.get('slow')?.(CURRENT);
  await settled();
  await pass(4_000);
  open.get('slower')?.(CURRENT);
  await settled();
  await pass(4_999);
  expect(sleepers.size).toBe(1);
  await pass(1);
  const kinds = [...(await resolved)].map(([school, { answer }]) => [school, answer.kind]);
  expect(Object.fromEntries(kinds)).toEqual({ slow: 'current', slower: 'current', never: 'unknown' });
});

describe('staff lists', () => {
  it('are read again only when the revision moved', async () => {
    const clock = standingClock();
    let record: StaffRecord | null = null;
    let reads = 0;
    const lists = new StaffLists(
      {
        revision: async () => record?.revision ?? 0,
        get: async () => {
          reads += 1;
          return record;
        },
      },
      clock,
    );
    expect(await lists.get('lincoln', 1_000)).toMatchObject({ revision: 0 });
    record = { districtId: 'lincoln', revision: 1, staff: STAFF };
    expect(await lists.get('lincoln', 1_000)).toMatchObject({ revision: 0 });
    lists.changed('lincoln');
    expect((await lists.get('lincoln', 1_000)).byUserId.get('teacher-1')).toEqual(STAFF[0]);
    clock.advance(1_000);
    expect(await lists.get('lincoln', 1_000)).toMatchObject({ revision: 1 });
    expect(reads).toBe(1);
  });
});

describe('districts', () => {
  it('that are not known are looked for, at most once a second', async () => {
    const clock = standingClock();
    let looked = 0;
    const record = {
      settings: settingsOf('lincoln'),
      ...{ version: 1, createdAt: 0, changedAt: 0, changedBy: 'file', evaluatedWith: null },
    };
    let isThere = false;
    const districts = new Districts(
      {
        list: async () => [],
        get: async () => {
          looked += 1;
          return isThere ? record : null;
        },
      },
      clock,
    );
    expect(await districts.get('lincoln')).toBeNull();
    isThere = true;
    expect(await districts.get('lincoln')).toBeNull();
    expect(looked).toBe(1);
    clock.advance(LIMITS.districtMissKeptMs);
    expect(await districts.get('lincoln')).toBe(record);
    expect(await districts.get('lincoln')).toBe(record);
    expect(looked).toBe(2);
  });
});

it('a bounded map forgets what was used longest ago', () => {
  const map = new LRUCache<string, number>({ max: 2 });
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
});
