import { describe, expect, it } from '@jest/globals';
import { describeError } from './describe-error.ts';

const WORDS = 'Ada Lovelace has 12 points';

class SisError extends Error {
  override readonly name = 'SisError';
  readonly code = 'SIS_REJECTED';
  readonly status = 409;
}

describe('what a log line tells of an error', () => {
  it.each([
    ['PowerSchool’s own words', new SisError(WORDS)],
    [
      'the input of a parser',
      (() => {
        try {
          return JSON.parse(WORDS) as Error;
        } catch (error) {
          return error as Error;
        }
      })(),
    ],
    ['the words of a cause', new Error('the lane failed', { cause: new SisError(WORDS) })],
    ['the documents of a driver', Object.assign(new Error('E11000'), { writeErrors: [{ op: { title: WORDS } }] })],
  ])('is not %s', (_what, error) => {
    const told = describeError(error);
    expect(JSON.stringify(told)).not.toMatch(/Lovelace|12 points/);
    expect(told.type).toBe(error.name);
    expect(told.stack).toMatch(/^ {4}at /);
  });

  it('is its kind, its codes and its own words', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED'), {
      code: 'ECONNREFUSED',
      cause: new SisError(WORDS),
    });
    expect(describeError(error)).toMatchObject({
      type: 'Error',
      message: 'connect ECONNREFUSED',
      code: 'ECONNREFUSED',
      cause: { type: 'SisError', code: 'SIS_REJECTED', status: 409 },
    });
  });

  it('ends, however deep and long it is', () => {
    const endless = new Error('x'.repeat(10_000));
    endless.cause = endless;
    expect(JSON.stringify(describeError(endless)).length).toBeLessThan(10_000);
    expect(describeError('a text')).toEqual({ type: 'string' });
  });
});
