import { describe, expect, test } from '@jest/globals';
import { parseBaseUrl } from './base-url.ts';

describe('the base URL of a district', () => {
  test.each([
    ['https://sis.school.test', { origin: 'https://sis.school.test', prefix: '', host: 'sis.school.test', port: 443 }],
    ['https://sis.school.test/', { origin: 'https://sis.school.test', prefix: '', host: 'sis.school.test', port: 443 }],
    ['http://127.0.0.1:4010/ps/', { origin: 'http://127.0.0.1:4010', prefix: '/ps', host: '127.0.0.1', port: 4010 }],
    ['http://sim', { origin: 'http://sim', prefix: '', host: 'sim', port: 80 }],
  ])('%s', (text, parts) => {
    expect(parseBaseUrl(text)).toEqual(parts);
  });

  test.each([
    '',
    'sis.school.test',
    'ftp://sis',
    'file:///etc',
    'https://a:b@sis',
    'https://sis?x=1',
    'https://sis#top',
  ])('"%s" is the district\'s to mend', (text) => {
    expect(() => parseBaseUrl(text)).toThrow(
      expect.objectContaining({ class: 'district', code: 'SIS_ADDRESS_REFUSED' }),
    );
  });

  test('does not come back in the failure, as it may carry a password', () => {
    expect(() => parseBaseUrl('https://user:hunter2@sis')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
