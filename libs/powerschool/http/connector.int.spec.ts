import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type LookupFunction, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PATIENCE_MS } from '../patience.fixture.ts';
import type { GradebookSettings, SisRequest } from '../port/transport.ts';
import { AUTHORITY, SERVER } from './certificates.fixture.ts';
import { createConnector } from './connector.ts';
import { createExchange } from './exchange.ts';
import { type OutboundRules, outboundRules } from './outbound.ts';
import { StubServer } from './stub-server.fixture.ts';

const PUT: SisRequest = { method: 'PUT', path: '/x?secret=geheim', route: '/x', body: '{}' };
const REFUSED = { class: 'district', code: 'SIS_ADDRESS_REFUSED', uncertain: false };
const UNWATCHED = { sent: () => undefined, answered: () => undefined };
/** A public address where nobody is at home. */
const PUBLIC = '192.175.48.255';

/** A name server that says this, then that; the last for ever. Tells how often it was asked. */
function answering(...answers: readonly (readonly string[])[]): { lookup: LookupFunction; asked: () => number } {
  let asked = 0;
  const lookup: LookupFunction = (_host, options, callback) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all === true) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family ?? 4);
  };
  return { lookup, asked: () => asked };
}

/** Takes connections on this host and tells what comes on them. */
async function listening(): Promise<{ server: Server; port: number; connections: () => number; bytes: () => number }> {
  let connections = 0;
  let bytes = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('data', (chunk) => (bytes += chunk.length)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, connections: () => connections, bytes: () => bytes };
}

describe('a connection', () => {
  let inside: Awaited<ReturnType<typeof listening>>;
  const settings = (changes: Partial<GradebookSettings>): GradebookSettings => ({
    districtId: 'lincoln',
    connector: 'xte',
    baseUrl: `https://sis.school.test:${inside.port}`,
    clientId: 'client-1',
    clientSecret: 'secret-1',
    minIntervalMs: 0,
    concurrency: 1,
    timeoutMs: PATIENCE_MS,
    ...changes,
  });
  beforeEach(async () => {
    inside = await listening();
  });
  afterEach(async () => {
    await new Promise((resolve) => inside.server.close(resolve));
  });

  const send = async (changes: Partial<GradebookSettings>, rules: Partial<OutboundRules>): Promise<unknown> => {
    const exchange = createExchange(settings(changes), { allowedHosts: new Set(), ...rules });
    try {
      return await exchange.send(PUT, UNWATCHED, undefined);
    } finally {
      await exchange.close();
    }
  };

  test.each([
    ['this host', ['127.0.0.1'], 'a loopback address'],
    ['this host, as an IPv6 address', ['::ffff:127.0.0.1'], 'a loopback address'],
    ['the cloud', ['169.254.169.254'], 'a cloud metadata address'],
    ['a public address and one inside', [PUBLIC, '10.0.0.1'], 'a private address'],
    ['one inside behind NAT64', ['64:ff9b::a00:1'], 'a private address in IPv6'],
    ['a link, by its zone', ['fe80::1%eth0'], 'a link-local address'],
  ])('to a name that means %s is not made', async (_what, addresses, rule) => {
    const { lookup, asked } = answering(addresses);
    await expect(send({}, { lookup })).rejects.toMatchObject({
      ...REFUSED,
      message: `The address of PowerSchool is not usable: sis.school.test resolves to ${rule}`,
    });
    expect([asked(), inside.connections()]).toEqual([1, 0]);
  });

  test('is made to the address that was judged: a name server that says otherwise later is not asked again', async () => {
    const { lookup, asked } = answering([PUBLIC], ['127.0.0.1']);
    const exchange = createExchange(settings({ timeoutMs: 300 }), { allowedHosts: new Set(), lookup });
    // Nobody is there; had the name been looked up twice, this host would be.
    await expect(exchange.send(PUT, UNWATCHED, undefined)).rejects.toMatchObject({ class: 'transient' });
    expect([asked(), inside.connections()]).toEqual([1, 0]);
    await exchange.close();
    await expect(send({}, { lookup })).rejects.toMatchObject(REFUSED);
    expect([asked(), inside.connections()]).toEqual([2, 0]);
  });

  test('that leads inside all the same is given up before anything is sent on it', async () => {
    // An IP address is not looked up, and this connector was not asked what it thinks of the URL.
    const rules = { allowedHosts: new Set<string>() };
    const connect = createConnector({ rules, isTrusted: false, timeoutMs: PATIENCE_MS });
    const failed = new Promise<unknown>((resolve) => {
      const target = { hostname: '127.0.0.1', protocol: 'http:', port: String(inside.port) };
      connect(target as Parameters<typeof connect>[0], (error, socket) => resolve(error ?? socket));
    });
    expect(await failed).toMatchObject({ name: 'AddressRefusedError' });
    await new Promise((resolve) => inside.server.close(resolve));
    expect(inside.bytes()).toBe(0);
    inside = await listening();
  });

  test.each([
    ['https://10.0.0.1', '10.0.0.1 is a private address'],
    ['https://2130706433', '127.0.0.1 is a loopback address'],
    ['https://[::ffff:7f00:1]', '::ffff:7f00:1 is a loopback address'],
    ['http://sis.school.test', 'http is not allowed for sis.school.test: only https is'],
  ])('to %s is not even thought of', (baseUrl, why) => {
    expect(() => createExchange(settings({ baseUrl }))).toThrow(
      expect.objectContaining({ ...REFUSED, message: `The address of PowerSchool is not usable: ${why}` }),
    );
  });

  describe('that the operator allows', () => {
    let stub: StubServer;
    beforeEach(async () => {
      stub = await StubServer.open();
    });
    afterEach(() => stub.close());
    const answer = { status: 200 };

    test('for one host and port', async () => {
      const { host } = new URL(stub.url);
      const changes = { baseUrl: stub.url, isAddressTrusted: false };
      await expect(send(changes, { allowedHosts: new Set([host]) })).resolves.toMatchObject(answer);
      await expect(send(changes, { allowedHosts: new Set(['127.0.0.1:1']) })).rejects.toMatchObject(REFUSED);
    });

    test('for a name, whatever it means', async () => {
      const { lookup } = answering(['127.0.0.1']);
      const baseUrl = stub.url.replace('127.0.0.1', 'sim');
      const allowedHosts = new Set(['sim']);
      await expect(send({ baseUrl }, { lookup, allowedHosts })).resolves.toMatchObject(answer);
    });

    test('by having written the address', async () => {
      const changes = { baseUrl: stub.url, isAddressTrusted: true };
      await expect(send(changes, {})).resolves.toMatchObject(answer);
    });

    test('is not followed elsewhere: a redirect is an answer, and where it leads hears nothing', async () => {
      stub.answering = (response) => response.writeHead(307, { location: `http://127.0.0.1:${inside.port}/` }).end();
      const changes = { baseUrl: stub.url, isAddressTrusted: true };
      await expect(send(changes, {})).resolves.toMatchObject({ status: 307 });
      expect(inside.connections()).toBe(0);
    });
  });

  describe('with TLS', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'passback-authorities-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const file = (name: string, text: string): string => {
      const full = path.join(folder, name);
      writeFileSync(full, text);
      return full;
    };
    const rulesOf = (caFile: string) => outboundRules({ allowedHosts: new Set(), caFile });
    const { lookup } = answering(['127.0.0.1']);
    let server: ReturnType<typeof createTlsServer>;
    let asked: number;
    beforeEach(async () => {
      asked = 0;
      server = createTlsServer(SERVER, (_request, response) => {
        asked += 1;
        response.end('{}');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(async () => {
      await new Promise((resolve) => server.close(resolve));
    });
    const to = (host: string) => ({
      baseUrl: `https://${host}:${(server.address() as AddressInfo).port}`,
      isAddressTrusted: true,
    });

    test('is not made to who cannot show a certificate that holds, and nothing is sent', async () => {
      await expect(send(to('sis.school.test'), { lookup })).rejects.toMatchObject({
        ...REFUSED,
        message: expect.stringContaining('certificate that it shows cannot be verified (UNABLE_TO_'),
      });
      expect(asked).toBe(0);
    });

    test('is made when an authority of the operator vouches, and for the name alone', async () => {
      const rules = { ...rulesOf(file('ca.pem', `A comment\n${AUTHORITY}`)), lookup };
      await expect(send(to('sis.school.test'), rules)).resolves.toMatchObject({ status: 200 });
      await expect(send(to('other.school.test'), rules)).rejects.toMatchObject({
        ...REFUSED,
        message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
      });
      expect(asked).toBe(1);
    });

    test('is verified whatever the environment says', async () => {
      const script = `
        import { createExchange } from ${JSON.stringify(path.join(import.meta.dirname, 'exchange.ts'))};
        const settings = ${JSON.stringify(settings(to('127.0.0.1')))};
        const exchange = createExchange(settings);
        const moments = { sent: () => undefined, answered: () => undefined };
        const ended = await exchange.send(${JSON.stringify(PUT)}, moments).catch((error) => error);
        console.log(ended.code ?? ended.status);
        await exchange.close();`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', script], {
        cwd: import.meta.dirname,
        env: { PATH: process.env['PATH'], NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' },
      });
      expect([stdout.trim(), asked]).toEqual(['SIS_ADDRESS_REFUSED', 0]);
    });

    test.each([
      ['is not there', path.join(folder, 'none.pem'), 'cannot be read (ENOENT)'],
      ['holds no certificate', file('empty.pem', 'nothing'), 'without a certificate'],
      [
        'holds one that is none',
        file('bad.pem', `${AUTHORITY}${AUTHORITY.replace(/MI/, 'IM')}`),
        'certificate 2 cannot',
      ],
      ['was cut off', file('cut.pem', `${AUTHORITY}${AUTHORITY.slice(0, 200)}`), 'cut off'],
      ['is too large', file('large.pem', AUTHORITY + ' '.repeat(4 * 1024 * 1024)), 'more than 4194304 bytes'],
    ])('a file of authorities that %s is named at start', (_what, name, why) => {
      expect(() => rulesOf(name)).toThrow(expect.objectContaining({ name: 'ConfigError' }));
      expect(() => rulesOf(name)).toThrow(`POWERSCHOOL_CA_FILE names a file`);
      expect(() => rulesOf(name)).toThrow(why);
    });
  });
});
