import { expect, it } from '@jest/globals';
import { readTrustedProxies } from './trusted-proxies.ts';

it('takes addresses and networks', () => {
  expect(readTrustedProxies(' 10.0.0.0/8,192.168.1.1, ::1 ,fd00::/8,')).toEqual([
    '10.0.0.0/8',
    '192.168.1.1',
    '::1',
    'fd00::/8',
  ]);
  expect(readTrustedProxies('')).toEqual([]);
});

it.each(['proxy.test', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '0.0.0.0/0', '::/129', 'true'])(
  'names %s, which is neither',
  (entry) => {
    expect(() => readTrustedProxies(`10.0.0.1,${entry}`)).toThrow(`TRUSTED_PROXIES has entries that are neither`);
    expect(() => readTrustedProxies(`10.0.0.1,${entry}`)).toThrow(`: ${entry}`);
  },
);
