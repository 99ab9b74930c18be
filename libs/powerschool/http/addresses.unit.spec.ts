import { describe, expect, test } from '@jest/globals';
import { forbiddenAddress, forbiddenIp, parseAllowedHosts } from './addresses.ts';

const NONE: ReadonlySet<string> = new Set();
const refusal = (url: string, allowedHosts = NONE): string | null => forbiddenAddress(new URL(url), { allowedHosts });

describe('where PowerSchool may be', () => {
  test.each([
    'https://sis.school.test',
    'https://sis.school.test.',
    'https://8.8.8.8:8443',
    'https://172.32.0.1',
    'https://100.128.0.1',
    'https://[2606:4700::1111]',
    'https://[::ffff:8.8.8.8]',
    'https://[64:ff9b::8.8.8.8]',
    'https://[2002:808:808::1]',
    'https://localhost.school.test',
  ])('%s', (url) => {
    expect(refusal(url)).toBeNull();
  });

  test.each([
    ['http://sis.school.test', 'http is not allowed for sis.school.test: only https is'],
    ['ftp://sis.school.test', 'only https is allowed'],
    // Every spelling of one address.
    ...[
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0177.0.0.1',
      '0x7f000001',
      '0x7f.1',
      '127.0.0.1.',
      '１２７.0.0.1',
      '%31%32%37.0.0.1',
    ].map((host) => [`https://${host}`, '127.0.0.1 is a loopback address'] as const),
    ['https://127.255.255.254', '127.255.255.254 is a loopback address'],
    ['https://0.0.0.0', '0.0.0.0 is an unspecified address'],
    ['https://0', '0.0.0.0 is an unspecified address'],
    ['https://10.1.2.3', '10.1.2.3 is a private address'],
    ['https://172.16.0.1', '172.16.0.1 is a private address'],
    ['https://172.31.255.255', '172.31.255.255 is a private address'],
    ['https://192.168.1.1', '192.168.1.1 is a private address'],
    ['https://100.64.0.1', "100.64.0.1 is an address of a carrier's own network"],
    ['https://169.254.1.1', '169.254.1.1 is a link-local address'],
    ['https://169.254.169.254', '169.254.169.254 is a cloud metadata address'],
    ['https://2852039166', '169.254.169.254 is a cloud metadata address'],
    ['https://168.63.129.16', '168.63.129.16 is a cloud metadata address'],
    ['https://192.0.0.1', '192.0.0.1 is a reserved address'],
    ['https://198.19.255.255', '198.19.255.255 is a benchmarking address'],
    ['https://203.0.113.9', '203.0.113.9 is a documentation address'],
    ['https://239.1.1.1', '239.1.1.1 is a multicast address'],
    ['https://255.255.255.255', '255.255.255.255 is a reserved address'],
    ['https://[::1]', '::1 is a loopback address'],
    ['https://[0:0:0:0:0:0:0:1]', '::1 is a loopback address'],
    ['https://[::]', ':: is an unspecified address'],
    ['https://[fe80::1]', 'fe80::1 is a link-local address'],
    ['https://[fd12:3456::1]', 'fd12:3456::1 is a unique-local address'],
    ['https://[fd00:ec2::254]', 'fd00:ec2::254 is a cloud metadata address'],
    ['https://[ff02::1]', 'ff02::1 is a multicast address'],
    ['https://[2001:db8::1]', '2001:db8::1 is a documentation address'],
    // Teredo.
    ['https://[2001:0:808:808::1]', '2001:0:808:808::1 is a reserved address'],
    // An IPv4 address inside an IPv6 one.
    ['https://[::ffff:10.0.0.1]', '::ffff:a00:1 is a private address'],
    ['https://[::ffff:7f00:1]', '::ffff:7f00:1 is a loopback address'],
    ['https://[::127.0.0.1]', '::7f00:1 is a reserved address'],
    ['https://[::ffff:0:127.0.0.1]', '::ffff:0:7f00:1 is a reserved address'],
    ['https://[64:ff9b::169.254.169.254]', '64:ff9b::a9fe:a9fe is a cloud metadata address in IPv6'],
    ['https://[64:ff9b:1::10.0.0.1]', '64:ff9b:1::a00:1 is a reserved address'],
    ['https://[2002:a00:1::1]', '2002:a00:1::1 is a private address in IPv6'],
    // Names that no name server is asked for.
    ['https://localhost', 'localhost is a name of this host itself'],
    ['https://LocalHost.', 'localhost is a name of this host itself'],
    ['https://a.localhost', 'a.localhost is a name of this host itself'],
    ['https://metadata.google.internal', 'metadata.google.internal is a name of cloud metadata'],
  ])('not %s', (url, reason) => {
    expect(refusal(url)).toBe(reason);
  });

  test('tells nothing of the URL but its host', () => {
    expect(refusal('https://me:hunter2@10.0.0.1/path?key=geheim#top')).toBe('10.0.0.1 is a private address');
  });

  test.each([
    ['a zone id', 'fe80::1%eth0', 'a link-local address'],
    ['an IPv4-mapped one', '::ffff:10.9.8.7', 'a private address'],
    ['one of no family', 'sis.school.test', 'no IP address'],
    ['nothing', '', 'no IP address'],
  ])('an address as a socket tells it: %s', (_what, address, rule) => {
    expect(forbiddenIp(address)).toBe(rule);
  });
});

describe('what the operator allows', () => {
  const allowed = parseAllowedHosts('Sim.School.test, 127.0.0.1:4010,[::1]:8443, 10.1, sis.test.');

  test.each([
    'http://sim.school.test',
    'http://sim.school.test.:4010',
    'https://sim.school.test:8443',
    'http://127.0.0.1:4010',
    'http://2130706433:4010',
    'http://[::1]:8443',
    'http://10.0.0.1:99',
    'http://sis.test',
  ])('%s', (url) => {
    expect(refusal(url, allowed)).toBeNull();
  });

  test.each([
    'http://127.0.0.1:4011',
    'https://127.0.0.1',
    'http://[::1]',
    'http://a.sim.school.test',
    'http://10.0.0.2',
  ])('does not reach as far as %s', (url) => {
    expect(refusal(url, allowed)).not.toBeNull();
  });

  test('with a default port is the same as without one in the URL', () => {
    const ports = parseAllowedHosts('a.test:80,b.test:443');
    expect(refusal('http://a.test', ports)).toBeNull();
    expect(refusal('https://b.test', ports)).toBeNull();
    expect(refusal('http://b.test', ports)).not.toBeNull();
  });

  test('of nothing is nothing', () => {
    expect(parseAllowedHosts(' , ').size).toBe(0);
  });

  test('is said to be wrong, entry by entry', () => {
    expect(() => parseAllowedHosts('http://a.test,b.test,c.test:99999,d test,e.test:0,[zz]')).toThrow(
      'http://a.test, c.test:99999, d test, e.test:0, [zz]',
    );
  });
});
