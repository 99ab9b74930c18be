import { describe, expect, test } from '@jest/globals';
import { throttleOf } from './throttle.ts';

const NOW = Date.parse('2026-10-20T18:00:00Z');
const answer = (status: number, body: string, headers: Record<string, string> = {}) => ({ status, body, headers });

describe('an answer that says "too fast"', () => {
  test.each([
    ['403 with the seconds', answer(403, '{"message":"The API rate limit was exceeded. Wait 3 seconds."}'), 3000],
    ['403 with a part of a second', answer(403, 'Rate limit: wait 0.35 seconds'), 350],
    ['403 with milliseconds', answer(403, 'throttled, try again in 250 ms'), 250],
    ['403 without a time', answer(403, 'API rate limit exceeded'), null],
    ['a page that says 403 Too Many Requests', answer(403, '<html><title>Too many requests</title></html>'), null],
    ['429 with Retry-After', answer(429, '', { 'retry-after': '2' }), 2000],
    ['429 with a date', answer(429, '', { 'retry-after': 'Tue, 20 Oct 2026 18:00:05 GMT' }), 5000],
    ['429 with a date that is past', answer(429, '', { 'retry-after': 'Tue, 20 Oct 2026 17:00:00 GMT' }), 0],
    ['429 without a word', answer(429, ''), null],
    ['503 with Retry-After', answer(503, '', { 'retry-after': '10' }), 10_000],
  ])('%s', (_what, response, waitMs) => {
    expect(throttleOf(response, NOW)).toEqual({ waitMs, isRate: response.status !== 503 });
  });

  test.each([
    ['403 for a field', answer(403, '{"message":"No access to field assignment.createdbyplugin"}')],
    ['403 for a section', answer(403, '{"message":"User does not teach section 7 EDIT"}')],
    ['503 without Retry-After', answer(503, 'unavailable')],
    ['503 with an unreadable Retry-After', answer(503, '', { 'retry-after': 'soon' })],
    ['409', answer(409, 'rate limit')],
    ['200', answer(200, '')],
  ])('is not %s', (_what, response) => {
    expect(throttleOf(response, NOW)).toBeNull();
  });
});
