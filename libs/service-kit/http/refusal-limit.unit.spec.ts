import { beforeEach, describe, expect, it } from '@jest/globals';
import { REFUSAL_LIMIT, RefusalLimit } from './refusal-limit.ts';

const STRANGER = '203.0.113.7';
let now: number;
let limit: RefusalLimit;
beforeEach(() => {
  now = 5_000;
  limit = new RefusalLimit(() => now);
});

function refuse(times: number, address = STRANGER): void {
  for (let n = 0; n < times; n++) limit.refused(address);
}

describe('an address', () => {
  it('is looked at until it has had its refusals, then not before the window is over', () => {
    refuse(REFUSAL_LIMIT.most - 1);
    expect(limit.refusedForMs(STRANGER, 'token')).toBe(0);
    now += 1_000;
    refuse(1);
    expect(limit.refusedForMs(STRANGER, 'token')).toBe(REFUSAL_LIMIT.windowMs - 1_000);
    expect(limit.refusedForMs(STRANGER, null)).toBeGreaterThan(0);
    now += REFUSAL_LIMIT.windowMs - 1_001;
    expect(limit.refusedForMs(STRANGER, 'token')).toBe(1);
    now += 1;
    expect(limit.refusedForMs(STRANGER, 'token')).toBe(0);
    refuse(1);
    expect(limit.refusedForMs(STRANGER, 'token')).toBe(0);
  });

  it('is not another', () => {
    refuse(REFUSAL_LIMIT.most);
    expect(limit.refusedForMs('203.0.113.8', 'token')).toBe(0);
  });

  it.each([
    ['an IPv4 address inside IPv6', STRANGER, `::ffff:${STRANGER}`],
    ['an IPv6 network', '2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
    ['an IPv6 network in another spelling', '2001:db8::1', '2001:0db8:0:0:8::1'],
    ['an IPv6 address with a zone', 'fe80::1%eth0', 'fe80::2'],
  ])('counts as one with %s', (_what, one, other) => {
    refuse(REFUSAL_LIMIT.most, one);
    expect(limit.refusedForMs(other, 'token')).toBeGreaterThan(0);
  });

  it('of another IPv6 network is another', () => {
    refuse(REFUSAL_LIMIT.most, '2001:db8:1:2::1');
    expect(limit.refusedForMs('2001:db8:1:3::1', 'token')).toBe(0);
  });
});

describe('a token that was good from an address', () => {
  it('still is, whoever else is refused there; but not from elsewhere', () => {
    limit.accepted(STRANGER, 'good');
    refuse(REFUSAL_LIMIT.most);
    refuse(REFUSAL_LIMIT.most, '203.0.113.8');
    expect(limit.refusedForMs(STRANGER, 'good')).toBe(0);
    expect(limit.refusedForMs(STRANGER, 'never seen')).toBeGreaterThan(0);
    expect(limit.refusedForMs('203.0.113.8', 'good')).toBeGreaterThan(0);
  });
});

describe('what is remembered', () => {
  it('is bounded: who was heard of last is kept', () => {
    refuse(REFUSAL_LIMIT.most);
    for (let n = 0; n < REFUSAL_LIMIT.addresses - 1; n++) limit.refused(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    expect(limit.refusedForMs(STRANGER, null)).toBeGreaterThan(0);
    refuse(1);
    limit.refused('192.168.0.1');
    expect(limit.size.addresses).toBe(REFUSAL_LIMIT.addresses);
    expect(limit.refusedForMs(STRANGER, null)).toBeGreaterThan(0);
    for (let n = 0; n < REFUSAL_LIMIT.familiar + 10; n++) limit.accepted(STRANGER, `token ${n}`);
    expect(limit.size.familiar).toBe(REFUSAL_LIMIT.familiar);
  });
});
