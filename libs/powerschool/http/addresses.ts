import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** Hosts that the operator of the platform lets PowerSchool be at whatever their address is, and without TLS. */
export interface AddressOptions {
  /** `host` or `host:port`, as `parseAllowedHosts` gives them. */
  readonly allowedHosts: ReadonlySet<string>;
}

type Subnet = readonly [address: string, prefix: number];

/** Where no PowerSchool of a school is, and what the ranges are called (IANA's special-purpose registries, cloud vendors' pages). */
const RULES: readonly (readonly [rule: string, subnets: readonly Subnet[]])[] = [
  [
    'a cloud metadata address',
    [
      ['169.254.169.254', 32],
      ['169.254.170.2', 32],
      ['169.254.170.23', 32],
      ['100.100.100.200', 32], // Alibaba
      ['192.0.0.192', 32], // Oracle
      ['168.63.129.16', 32], // Azure; the only one in a public range
      ['fd00:ec2::254', 128],
      ['fd00:ec2::23', 128],
      ['fd20:ce::254', 128],
    ],
  ],
  [
    'an unspecified address',
    [
      ['0.0.0.0', 8],
      ['::', 128],
    ],
  ],
  [
    'a loopback address',
    [
      ['127.0.0.0', 8],
      ['::1', 128],
    ],
  ],
  [
    'a link-local address',
    [
      ['169.254.0.0', 16],
      ['fe80::', 10],
    ],
  ],
  [
    'a private address',
    [
      ['10.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      ['fec0::', 10],
    ],
  ],
  ['a unique-local address', [['fc00::', 7]]],
  ["an address of a carrier's own network", [['100.64.0.0', 10]]],
  [
    'a multicast address',
    [
      ['224.0.0.0', 4],
      ['ff00::', 8],
    ],
  ],
  [
    'a benchmarking address',
    [
      ['198.18.0.0', 15],
      ['2001:2::', 48],
    ],
  ],
  [
    'a documentation address',
    [
      ['192.0.2.0', 24],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['2001:db8::', 32],
      ['3fff::', 20],
    ],
  ],
  [
    'a reserved address',
    [
      ['192.0.0.0', 24],
      ['192.88.99.0', 24],
      ['240.0.0.0', 4],
      ['2001::', 23], // Teredo, ORCHID and others: none is a host's own address
    ],
  ],
];

const FORBIDDEN = RULES.map(([rule, subnets]) => ({ rule, list: blockListOf(subnets) }));
/** The whole of today's public IPv6. */
const GLOBAL_IPV6 = blockListOf([['2000::', 3]]);

/** Names that stand for this host or its cloud whatever a name server says; `metadata` is Google's short form. */
const LOCAL_NAMES = /^(?:.+\.)?(?:localhost|localdomain)$/;
const METADATA_NAMES: ReadonlySet<string> = new Set(['metadata', 'metadata.google.internal', 'instance-data']);

/**
 * Why PowerSchool must not be asked at `url`, naming the host and the rule; null when nothing speaks against it. Every spelling of an
 * address counts (`new URL` brings decimal, octal, hexadecimal and short forms to one). A name is judged by itself only: what it
 * resolves to is judged on the connection that is made, by `forbiddenIp`.
 */
export function forbiddenAddress(url: URL, options: AddressOptions): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'only https is allowed';
  if (isAllowedHost(url, options.allowedHosts)) return null;
  const host = plainHost(url.hostname);
  if (host === '') return 'it names no host';
  if (url.protocol === 'http:') return `http is not allowed for ${host}: only https is`;
  const rule = isIP(host) === 0 ? forbiddenName(host) : forbiddenIp(host);
  return rule === null ? null : `${host} is ${rule}`;
}

/** Whether the operator lets PowerSchool be at this host and port, whatever its address is. */
export function isAllowedHost(url: URL, allowedHosts: ReadonlySet<string>): boolean {
  const host = plainHost(url.hostname);
  return allowedHosts.has(host) || allowedHosts.has(withPort(host, portOf(url)));
}

/** The rule that refuses an IP address as a socket tells it (`10.1.2.3`, `::ffff:10.1.2.3`, `fe80::1%eth0`), or null. */
export function forbiddenIp(address: string): string | null {
  const ip = address.replace(/%.*$/, '');
  if (isIPv4(ip)) return ruleOf(ip, 'ipv4');
  if (!isIPv6(ip)) return 'no IP address';
  const own = ruleOf(ip, 'ipv6');
  if (own !== null) return own;
  const groups = groupsOf(ip);
  const embedded = embeddedIpv4(groups);
  if (embedded !== null) {
    const rule = ruleOf(embedded.ip, 'ipv4');
    return rule === null || embedded.isPlain ? rule : `${rule} in IPv6`;
  }
  // What is not public today is none's that we know: nothing needs to be listed twice.
  return GLOBAL_IPV6.check(ip, 'ipv6') ? null : 'a reserved address';
}

/**
 * The operator's list of hosts, `host` or `host:port` separated by commas, as `allowedHosts` of every check.
 * Throws an error that names the entries which are neither.
 */
export function parseAllowedHosts(text: string): ReadonlySet<string> {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const wrong = entries.filter((entry) => allowedHost(entry) === null);
  if (wrong.length > 0) throw new Error(`has entries that are neither a host nor host:port: ${wrong.join(', ')}`);
  return new Set(entries.flatMap((entry) => allowedHost(entry) ?? []));
}

function allowedHost(entry: string): string | null {
  if (isIPv6(entry)) return plainHost(new URL(`http://[${entry}]`).hostname);
  const parts = /^(\[[^\]]*\]|[^:/?#@\s]+)(?::(\d{1,5}))?$/.exec(entry);
  const host = parts?.[1];
  if (host === undefined || !URL.canParse(`http://${host}`)) return null;
  const plain = plainHost(new URL(`http://${host}`).hostname);
  const port = parts?.[2];
  if (port === undefined) return plain;
  return Number(port) > 0 && Number(port) <= 65_535 ? withPort(plain, Number(port)) : null;
}

function forbiddenName(name: string): string | null {
  if (LOCAL_NAMES.test(name)) return 'a name of this host itself';
  return METADATA_NAMES.has(name) ? 'a name of cloud metadata' : null;
}

/** A host in lower case without an IPv6's brackets and a name's dot at the end. */
function plainHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.+$/, '');
}

function withPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function ruleOf(ip: string, family: 'ipv4' | 'ipv6'): string | null {
  return FORBIDDEN.find(({ list }) => list.check(ip, family))?.rule ?? null;
}

/** An IPv6 address as its eight numbers. */
function groupsOf(ip: string): number[] {
  const host = new URL(`http://[${ip}]`).hostname.slice(1, -1);
  const [head = '', tail] = host.split('::');
  const numbers = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  if (tail === undefined) return numbers(head);
  const zeros = new Array<number>(8 - numbers(head).length - numbers(tail).length).fill(0);
  return [...numbers(head), ...zeros, ...numbers(tail)];
}

/** The IPv4 address that packets to an IPv6 address go to in the end: mapped, by NAT64 (RFC 6052) or by 6to4 (RFC 3056). */
function embeddedIpv4(groups: readonly number[]): { ip: string; isPlain: boolean } | null {
  const at = (n: number): string => {
    const [high = 0, low = 0] = groups.slice(n);
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  };
  const begins = (...prefix: readonly number[]): boolean => prefix.every((group, n) => groups[n] === group);
  if (begins(0, 0, 0, 0, 0, 0xffff)) return { ip: at(6), isPlain: true };
  if (begins(0x64, 0xff9b, 0, 0, 0, 0)) return { ip: at(6), isPlain: false };
  return begins(0x2002) ? { ip: at(1), isPlain: false } : null;
}

function blockListOf(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, isIPv4(address) ? 'ipv4' : 'ipv6');
  return list;
}
