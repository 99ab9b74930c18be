import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BAD_NEWS_KEPT_MS, Health, REPORT_KEPT_MS } from './health.ts';

const DRIVER = 'connect ECONNREFUSED 10.1.2.3:27017 mongodb://ledger.internal/passback';

let made: number;
let trouble: Error | null;
let hangs: boolean;
let said: { level: string; err?: Error; check?: string }[];
let health: Health;

beforeEach(() => {
  jest.useFakeTimers();
  made = 0;
  trouble = null;
  hangs = false;
  said = [];
  const log = (level: string) => (fields: object) => void said.push({ level, ...fields });
  const check = async (): Promise<void> => {
    made += 1;
    if (hangs) await new Promise(() => undefined);
    if (trouble !== null) throw trouble;
  };
  const logger = { info: log('info'), warn: log('warn') };
  health = new Health([{ name: 'ledger', check }], logger as never);
});
afterEach(() => void jest.useRealTimers());

const later = (): void => void jest.advanceTimersByTime(REPORT_KEPT_MS);

describe('a report of readiness', () => {
  it('costs one check, however many ask at once or within a second', async () => {
    await Promise.all(Array.from({ length: 1_000 }, () => health.report()));
    for (let at = 0; at < 1_000; at += 1) await health.report();
    expect(made).toBe(1);
    later();
    await health.report();
    expect(made).toBe(2);
  });

  it('is soon made anew where it was bad, by one check however many ask', async () => {
    trouble = new Error(DRIVER);
    for (let at = 0; at < 1_000; at += 1) await health.report();
    expect(made).toBe(1);
    trouble = null;
    jest.advanceTimersByTime(BAD_NEWS_KEPT_MS - 1);
    expect((await health.report()).ready).toBe(false);
    jest.advanceTimersByTime(1);
    expect((await health.report()).ready).toBe(true);
    expect(made).toBe(2);
  });

  it('names what failed and nothing of the inside; that is in the log, once', async () => {
    trouble = new Error(DRIVER);
    for (let at = 0; at < 3; at += 1) {
      expect(await health.report()).toEqual({ ready: false, checks: { ledger: 'failed' } });
      later();
    }
    expect(said).toEqual([{ level: 'warn', err: trouble, check: 'ledger' }]);
    trouble = null;
    expect(await health.report()).toEqual({ ready: true, checks: { ledger: 'ok' } });
    expect(said.slice(1)).toEqual([{ level: 'info', check: 'ledger' }]);
  });

  it('is given in time where a check hangs, of which no more are begun', async () => {
    hangs = true;
    for (let at = 0; at < 5; at += 1) {
      const report = health.report();
      await jest.advanceTimersByTimeAsync(2_500);
      expect((await report).ready).toBe(false);
      later();
    }
    expect(made).toBe(1);
    expect(said.map(({ err }) => err?.message)).toEqual(['no answer within 2500 ms']);
  });

  it('says at once that the process stops', async () => {
    await health.report();
    health.stopping();
    expect(await health.report()).toEqual({ ready: false, checks: { ledger: 'ok', process: 'stopping' } });
  });
});
