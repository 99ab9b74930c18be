import { expect, it } from '@jest/globals';
import { MongoError, MongoNetworkError, MongoServerError } from 'mongodb';
import { isUnavailable } from './mongodb-errors.ts';

it('a write into a connection that has just gone is UNAVAILABLE, although the driver passes on what the socket said', () => {
  for (const code of ['EPIPE', 'ECONNRESET']) {
    expect(isUnavailable(Object.assign(new Error(`write ${code}`), { code, syscall: 'write' }))).toBe(true);
  }
});

it.each([
  ['a network error of the driver', new MongoNetworkError('gone'), true],
  ['a member that is shutting down', new MongoServerError({ message: 'bye', code: 91 }), true],
  ['a duplicate key', new MongoServerError({ message: 'twice', code: 11_000 }), false],
  ['any other error of the driver', new MongoError('odd'), false],
  ['a mistake of ours', new TypeError('undefined is not a function'), false],
  ['a file that is not there', Object.assign(new Error('open'), { code: 'ENOENT' }), false],
])('%s', (_what, error, unavailable) => {
  expect(isUnavailable(error)).toBe(unavailable);
});
