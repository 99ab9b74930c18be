import { beforeEach, describe, expect, test } from '@jest/globals';
import { createIntervalLearner, type IntervalLearner } from './interval.ts';

describe('the interval', () => {
  let now = 0;
  let learned: number[] = [];
  beforeEach(() => {
    now = 1_000_000;
    learned = [];
  });

  const learner = (settingMs: number, learnedMs = 0): IntervalLearner => {
    const subject = createIntervalLearner({ settingMs, now: () => now, onLearned: (ms) => learned.push(ms) });
    subject.learnt(learnedMs);
    learned = [];
    return subject;
  };

  /** Calls one after the other at the learner's pace against a throttle of `strictMs`; gives how many were refused. */
  const calls = (subject: IntervalLearner, count: number, strictMs: number, waitMs: number | null = 1000): number => {
    let refusals = 0;
    for (let n = 0; n < count; n++) {
      const gapMs = subject.intervalMs() + subject.guardMs();
      now += Math.max(gapMs, 0.1);
      const call = { sentAt: now, gapMs };
      if (gapMs >= strictMs) subject.accepted(call);
      else {
        subject.refused({ ...call, waitMs });
        refusals += 1;
        now += waitMs ?? 1000;
      }
    }
    return refusals;
  };

  test('is the setting while nothing is refused', () => {
    const subject = learner(50);
    expect(calls(subject, 5000, 50)).toBe(0);
    expect(subject.intervalMs()).toBe(50);
    expect(learned).toEqual([]);
  });

  test('has no guard where there is no interval, and at least 1 ms where there is one', () => {
    expect(learner(0).guardMs()).toBe(0);
    expect(learner(10).guardMs()).toBe(1);
    expect(learner(50).guardMs()).toBe(1);
    expect(learner(500).guardMs()).toBe(10);
  });

  test.each([40, 50, 100, 130, 250, 700, 3000])(
    'of a district that asks for %i ms is found with a few refusals, and then ≥ 95 %% of the rate is used',
    (strictMs) => {
      const subject = learner(0);
      expect(calls(subject, 3000, strictMs)).toBeLessThanOrEqual(18);
      expect(calls(subject, 3000, strictMs)).toBe(0);
      const gap = subject.intervalMs() + subject.guardMs();
      expect(gap).toBeGreaterThanOrEqual(strictMs);
      expect(strictMs / gap).toBeGreaterThanOrEqual(0.95);
    },
  );

  test('is taken from a wait that is told to the millisecond', () => {
    const subject = learner(0);
    subject.refused({ sentAt: now, gapMs: 20, waitMs: 80 });
    expect(subject.intervalMs()).toBe(100);
  });

  test('changes once for several requests that were under way together', () => {
    const subject = learner(0);
    for (let n = 0; n < 4; n++) subject.refused({ sentAt: now - n, gapMs: 0, waitMs: 1000 });
    expect(learned).toEqual([25]);
  });

  test('stays, with more caution, when it had been good for long', () => {
    const subject = learner(50);
    calls(subject, 30, 50);
    subject.refused({ sentAt: now, gapMs: 51, waitMs: 1000 });
    expect([subject.intervalMs(), subject.caution(), subject.guardMs()]).toEqual([50, 2, 2]);
    calls(subject, 1000, 50);
    expect([subject.intervalMs(), subject.guardMs()]).toEqual([50, 1]);
  });

  test.each([
    ['set', () => learner(50)],
    ['learnt before', () => learner(0, 50)],
  ])('that was %s stays at its first refusal, which may be due to a request of somebody else', (_how, make) => {
    const subject = make();
    subject.refused({ sentAt: now, gapMs: 51, waitMs: 1000 });
    expect([subject.intervalMs(), subject.caution()]).toEqual([50, 2]);
    now += 100;
    subject.refused({ sentAt: now, gapMs: 52, waitMs: 1000 });
    expect(subject.intervalMs()).toBe(100);
  });

  test('that is set anew is begun with, whatever was learnt under the setting before', () => {
    const subject = learner(0, 100);
    expect([subject.setSetting(50), subject.intervalMs(), learned]).toEqual([true, 50, [50]]);
    expect([subject.setSetting(50), learned]).toEqual([false, [50]]);
    expect(calls(subject, 1000, 50)).toBe(0);
    expect([subject.setSetting(200), subject.intervalMs()]).toEqual([true, 200]);
    expect([subject.setSetting(0), subject.intervalMs()]).toEqual([true, 0]);
  });

  test('learnt by somebody else is used when it is longer', () => {
    const subject = learner(50, 100);
    subject.learnt(80);
    expect(subject.intervalMs()).toBe(100);
    subject.learnt(150);
    expect(subject.intervalMs()).toBe(150);
  });

  test('grows when it is refused again soon after', () => {
    const subject = learner(50);
    calls(subject, 30, 50);
    subject.refused({ sentAt: now, gapMs: 51, waitMs: 1000 });
    now += 100;
    subject.refused({ sentAt: now, gapMs: 52, waitMs: 1000 });
    expect(subject.intervalMs()).toBe(100);
  });

  test('as learnt before is begun with, and not tried to narrow for a day', () => {
    const subject = learner(0, 100);
    expect(subject.intervalMs()).toBe(100);
    expect(calls(subject, 5000, 100)).toBe(0);
    expect(learned).toEqual([]);
  });

  test('is found again, down to the setting, when the district eases its throttle', () => {
    const subject = learner(50, 400);
    now += 25 * 3_600_000;
    calls(subject, 5000, 50);
    expect(subject.intervalMs()).toBeLessThan(55);
    expect(learned.at(-1)).toBe(subject.intervalMs());
  });

  test('is never below the setting', () => {
    const subject = learner(200, 210);
    now += 25 * 3_600_000;
    calls(subject, 5000, 0);
    expect(subject.intervalMs()).toBeGreaterThanOrEqual(200);
  });

  test('without a throttle any more goes back to none', () => {
    const subject = learner(0, 100);
    now += 25 * 3_600_000;
    calls(subject, 5000, 0);
    expect(subject.intervalMs()).toBe(0);
    expect(learned.at(-1)).toBe(0);
  });

  test.each([0, 50])('set to %i is not taken for longer because PowerSchool takes nothing for a while', (settingMs) => {
    const subject = learner(settingMs);
    subject.accepted({ sentAt: now, gapMs: 60 });
    subject.refused({ sentAt: (now += 10_000), gapMs: 10_000, waitMs: 1000 });
    for (let n = 0; n < 30; n++) {
      // One that waited as long as it was told to, and one right behind it.
      subject.refused({ sentAt: (now += 1000), gapMs: 1000, waitMs: 1000 });
      subject.refused({ sentAt: (now += 60), gapMs: 60, waitMs: 1000 });
    }
    expect(subject.intervalMs()).toBe(settingMs);
  });

  test('is learnt by a caller too that sends one request after the other, slower than the interval in use', () => {
    const subject = learner(0);
    let sentAt = now;
    for (let n = 0; n < 20 && subject.intervalMs() < 100; n++) {
      subject.refused({ sentAt: (sentAt += 60), gapMs: 60, waitMs: 1000 });
      subject.accepted({ sentAt: (sentAt += 1000), gapMs: 1000 });
      now = sentAt;
    }
    expect(subject.intervalMs()).toBe(100);
  });

  test('that grew long is narrowed in minutes, not in hours', () => {
    const subject = learner(0);
    subject.refused({ sentAt: now, gapMs: 0, waitMs: 6400.5 });
    const begin = now;
    while (subject.intervalMs() > 200) calls(subject, 1, 100);
    expect(now - begin).toBeLessThan(10 * 60_000);
  });

  test('has a bound, however often it is refused', () => {
    const subject = learner(0);
    for (let n = 0; n < 100; n++) {
      now += 100_000;
      subject.refused({ sentAt: now, gapMs: 1, waitMs: 1000 });
    }
    expect(subject.intervalMs()).toBe(60_000);
  });

  test('is not narrowed by calls that had time anyway', () => {
    const subject = learner(0, 100);
    now += 25 * 3_600_000;
    for (let n = 0; n < 1000; n++) subject.accepted({ sentAt: (now += 10_000), gapMs: 10_000 });
    expect(subject.intervalMs()).toBe(100);
  });
});
