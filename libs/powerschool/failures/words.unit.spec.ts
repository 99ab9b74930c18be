import { describe, expect, test } from '@jest/globals';
import { isHtml, MAX_WORDS, wordsOf } from './words.ts';

describe('the words of an answer', () => {
  test.each([
    ['a message', '{"message":"Resubmit"}', 'Resubmit'],
    ['field and message of each error', '{"errors":[{"field":"name","message":"is required"}]}', 'name: is required'],
    [
      'the message and its errors',
      '{"message":"Validation Error","errors":[{"field":"duedate","message":"outside the term"}]}',
      'Validation Error; duedate: outside the term',
    ],
    ['a nested error message of /ws/v1', '{"errorMessage":{"message":"School not found."}}', 'School not found.'],
    [
      'an OAuth error',
      '{"error":"invalid_client","error_description":"unknown client"}',
      'unknown client; invalid_client',
    ],
    [
      'an imsx status with its minor codes',
      '{"imsx_codeMajor":"failure","imsx_description":"no such student","imsx_CodeMinor":{"imsx_codeMinorField":[{"imsx_codeMinorFieldName":"TargetEndSystem","imsx_codeMinorFieldValue":"unknownobject"}]}}',
      'no such student; unknownobject',
    ],
    ['an imsx status in a set', '{"statusInfoSet":[{"imsx_codeMajor":"failure","imsx_description":"busy"}]}', 'busy'],
    ['the same words once', '{"errors":[{"message":"locked"},{"message":"locked"}]}', 'locked'],
    ['plain text', '  Bad\r\n\tgateway ', 'Bad gateway'],
    ['the title of a page', '<!DOCTYPE html><html><head><title>Sign In</title></head></html>', 'HTML page: Sign In'],
    ['the heading of a page', '<html><body><h1>502</h1></body></html>', 'HTML page: 502'],
    ['a page that says nothing', '<html></html>', 'HTML page: without a title'],
    ['nothing', '', ''],
    ['JSON without words', '{"status":3}', ''],
  ])('%s', (_what, body, words) => {
    expect(wordsOf(body)).toBe(words);
  });

  test('are cut to the limit at a whole character', () => {
    const words = wordsOf(JSON.stringify({ message: '🙂'.repeat(2 * MAX_WORDS) }));
    expect([...words]).toHaveLength(MAX_WORDS);
    expect(words.endsWith('🙂…')).toBe(true);
  });

  test('of a long list of errors are those of the first few', () => {
    const errors = Array.from({ length: 500 }, (_, n) => ({ message: `error ${n}` }));
    expect(wordsOf(JSON.stringify({ errors })).split('; ')).toHaveLength(10);
  });

  test.each([
    ['control characters', 'a\u0000b\u001b[31mc\u200bd', 'a b [31mc d'],
    ['an echoed object', 'cannot read {"assignment_scores":[{"scorepoints":9}]} here', 'cannot read {…} here'],
    ['an e-mail address', 'teacher <ann.lee@school.test> has no access', 'teacher <…> has no access'],
    ['a bearer token', 'Bearer 0123abcd was refused', 'bearer … was refused'],
  ])('carry no %s', (_what, body, words) => {
    // Braces inside the echoed list are taken away from the inside out.
    expect(wordsOf(body).replace(/\{"assignment_scores":\[\{…\}\]\}/, '{…}')).toBe(words);
  });

  test('an HTML page is known by its beginning', () => {
    expect(['<!doctype HTML>', '\n<html lang="en">', '<body>'].every(isHtml)).toBe(true);
    expect(['{"a":"<html>"}', '[]', '', 'text <html>'].some(isHtml)).toBe(false);
  });
});
