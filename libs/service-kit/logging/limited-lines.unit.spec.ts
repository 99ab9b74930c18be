import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MAX_KINDS, SAID_AGAIN_MS } from './line-limiter.ts';
import { createLogger, type Logger } from './logger.ts';

interface Line {
  readonly msg: string;
  readonly level: number;
  readonly district?: string;
  readonly unit?: string;
  readonly repeated?: number;
}

let lines: Line[];
let logger: Logger;
beforeEach(() => {
  jest.useFakeTimers();
  lines = [];
  logger = createLogger('test', 'info', { write: (text: string) => void lines.push(JSON.parse(text) as Line) });
});
afterEach(() => void jest.useRealTimers());

class SisError extends Error {
  override readonly name = 'SisError';
  readonly code: string;
  constructor(code: string) {
    super('words');
    this.code = code;
  }
}

const fail = (district: string, unit: number, code = 'SIS_UNAVAILABLE'): void =>
  logger.warn({ err: new SisError(code), district, unit: `sa-${unit}` }, 'a delivery failed');
const told = (): [string | undefined, number | undefined][] =>
  lines.map(({ district, repeated }) => [district, repeated]);

describe('what goes wrong thousands of times', () => {
  it('is said at once, and then once a minute with how often, until it is over', () => {
    for (let unit = 0; unit < 10_000; unit += 1) fail('lincoln', unit);
    expect(lines).toMatchObject([{ msg: 'a delivery failed', level: 40, district: 'lincoln', unit: 'sa-0' }]);
    expect(lines[0]).not.toHaveProperty('repeated');
    jest.advanceTimersByTime(SAID_AGAIN_MS);
    expect(lines.slice(1)).toMatchObject([{ msg: 'a delivery failed', unit: 'sa-9999', repeated: 9_999 }]);
    fail('lincoln', 1);
    jest.advanceTimersByTime(SAID_AGAIN_MS);
    expect(lines.slice(2)).toMatchObject([{ repeated: 1 }]);
    jest.advanceTimersByTime(10 * SAID_AGAIN_MS);
    expect(lines).toHaveLength(3);
    fail('lincoln', 2);
    expect(lines).toHaveLength(4);
    expect(lines[3]).not.toHaveProperty('repeated');
  });

  it('hides no other district, and no other cause', () => {
    for (let unit = 0; unit < 100; unit += 1) {
      fail('lincoln', unit);
      fail('franklin', unit);
      fail('lincoln', unit, 'SIS_CREDENTIALS');
      logger.error({ district: 'lincoln' }, 'outcomes kept conflicting');
    }
    expect(lines).toHaveLength(4);
    jest.advanceTimersByTime(SAID_AGAIN_MS);
    expect(told().slice(4)).toEqual([
      ['lincoln', 99],
      ['franklin', 99],
      ['lincoln', 99],
      ['lincoln', 99],
    ]);
  });

  it('is the same whichever request says it', () => {
    for (let at = 0; at < 50; at += 1) logger.child({ reqId: at }).error({ err: new Error('no') }, 'request failed');
    expect(lines).toHaveLength(1);
  });

  it('has a bound also where kinds are many', () => {
    for (let at = 0; at < MAX_KINDS + 500; at += 1) fail(`district-${at}`, 1);
    expect(lines).toHaveLength(MAX_KINDS + 1);
    jest.advanceTimersByTime(SAID_AGAIN_MS);
    expect(told().slice(MAX_KINDS + 1)).toEqual([[`district-${MAX_KINDS + 499}`, 499]]);
  });
});

it('information and what ends the process are never held back', () => {
  for (let at = 0; at < 5; at += 1) {
    logger.info({ district: 'lincoln' }, 'run planned');
    logger.fatal({ err: new Error('no') }, 'could not start');
  }
  expect(lines).toHaveLength(10);
});
