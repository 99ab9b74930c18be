import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Client, credentials, status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startOidcProvider } from '@passback/simulators/oidc';
import { buildPage } from '../page/build-page.fixture.ts';
import { Bundle } from '../testing/bundle.fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from '../testing/districts.fixture.ts';
import { freePorts, Program } from '../testing/processes.fixture.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = new Bundle();
  await buildPage();
}, 120_000);
afterAll(() => {
  bundle?.remove();
  removeTemporaryFolders();
});

let program: Program | null = null;
afterEach(async () => {
  await program?.end('SIGTERM');
});

/** Starts a service of the bundle by itself, with data of its own. */
function start(service: string, env: Readonly<Record<string, string>>): Program {
  const folder = temporaryFolder('bundle');
  program = new Program(bundle.programOf(service), [], {
    LOG_LEVEL: 'warn',
    DATA_DIR: folder,
    LEDGER_URL: `sqlite:${path.join(folder, 'ledger.sqlite')}`,
    MESSAGING_URL: `embedded:${path.join(folder, 'messages.sqlite')}`,
    SECRETS_KEY: randomBytes(32).toString('hex'),
    ...env,
  });
  return program;
}

describe('the console, from its bundle', () => {
  it('has the page for browsers, and that of its API', async () => {
    const [port = 0] = await freePorts(1);
    const consoleUrl = `http://127.0.0.1:${port}`;
    const client = { clientId: 'bundle', clientSecret: randomBytes(16).toString('hex') };
    const provider = await startOidcProvider({
      ...{ port: 0, ...client, redirectUri: `${consoleUrl}/sign-in/callback`, signedOutUri: `${consoleUrl}/` },
      ...{ accounts: async () => [], refreshTokens: false, cookieKey: randomBytes(32).toString('hex') },
    });
    const rolesFile = path.join(temporaryFolder('roles'), 'roles.json');
    writeFileSync(rolesFile, JSON.stringify({ rules: [{ when: { roles: 'operator' }, give: { role: 'operator' } }] }));
    try {
      await start('console', {
        CONSOLE_PORT: String(port),
        CONSOLE_URL: consoleUrl,
        ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: client.clientId, OIDC_CLIENT_SECRET: client.clientSecret },
        OIDC_ROLES_FILE: rolesFile,
      }).untilReady(`${consoleUrl}/livez`);
      const page = await fetch(`${consoleUrl}/`);
      expect(page.status).toBe(200);
      const [script] = /\/assets\/[^"]+\.js/.exec(await page.text()) ?? [];
      for (const file of [script, '/documentation/static/swagger-ui.css', '/documentation/json', '/documentation/yaml'])
        expect([file, (await fetch(`${consoleUrl}${file}`)).status]).toEqual([file, 200]);
    } finally {
      await provider.stop();
    }
  });
});

const asBytes = (bytes: Buffer): Buffer => bytes;

/** The status that a call with an empty message is answered with. */
function statusOf(address: string, method: string): Promise<status> {
  const client = new Client(address, credentials.createInsecure());
  return new Promise<status>((resolve) => {
    const call = client.makeBidiStreamRequest(method, asBytes, asBytes, { deadline: Date.now() + 10_000 });
    call.on('data', () => undefined);
    call.on('error', () => undefined);
    call.on('status', ({ code }) => resolve(code));
    call.end(Buffer.alloc(0));
  }).finally(() => client.close());
}

describe('a service that speaks gRPC, from its bundle', () => {
  it('tells whether it is well, and what there is to call', async () => {
    const [calls = 0, probes = 0] = await freePorts(2);
    const address = `127.0.0.1:${calls}`;
    await start('grading-periods', {
      ...{ GRADING_PERIODS_ADDRESS: address, GRADING_PERIODS_PROBE_PORT: String(probes), GRPC_REFLECTION: 'true' },
    }).untilReady(`http://127.0.0.1:${probes}/readyz`);
    expect(await statusOf(address, '/grpc.health.v1.Health/Check')).toBe(status.OK);
    expect(await statusOf(address, '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo')).toBe(status.OK);
  });
});

describe('a service whose telemetry goes somewhere, from its bundle', () => {
  it('sends it there', async () => {
    const [calls = 0, probes = 0] = await freePorts(2);
    const collector = createServer((request, response) => {
      collector.emit(`told ${request.url}`);
      request.resume().on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    try {
      const told = once(collector, 'told /v1/metrics');
      start('grading-periods', {
        ...{ GRADING_PERIODS_ADDRESS: `127.0.0.1:${calls}`, GRADING_PERIODS_PROBE_PORT: String(probes) },
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
        ...{ OTEL_METRIC_EXPORT_INTERVAL: '100', OTEL_METRIC_EXPORT_TIMEOUT: '100' },
      });
      await told;
      await program?.end('SIGTERM');
    } finally {
      collector.closeAllConnections();
      collector.close();
    }
  }, 60_000);
});

describe('an error of a service, from its bundle', () => {
  it('is told with the functions that it went through, as they are named in the sources', async () => {
    const folder = temporaryFolder('no-ledger');
    mkdirSync(path.join(folder, 'ledger.sqlite'));
    const failing = start('rules', { LEDGER_URL: `sqlite:${path.join(folder, 'ledger.sqlite')}` });
    expect(await failing.exit()).toBe(1);
    const line = failing.output.split('\n').find((text) => text.includes('could not start')) ?? '{}';
    const { err } = JSON.parse(line) as { err?: { stack?: string } };
    expect(err?.stack).toMatch(/^ {4}at openSqliteLedger \(file:.*\/chunks\/[\w-]+\.js:\d+:\d+\)$/m);
    expect(err?.stack).toMatch(/^ {4}at async openResources \(file:/m);
  });
});
