import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { protoDescriptors, RulesServiceClient, RulesServiceService } from '@passback/contracts';
import { type CertificateRequest, TestAuthority } from '@passback/local-infrastructure';
import { createGrpcClient, unaryCall } from './client.ts';
import { unaryHandler } from './handler.ts';
import { type Callers, certificateChecks, type GrpcFiles } from './security.ts';
import { RpcError, type RunningGrpcServer, startGrpcServer } from './server.ts';

const SERVICE = 'passback.rules.v1.RulesService';
const DAY_MS = 24 * 60 * 60_000;
const RELOAD_MS = 20;

let folder: string;
let authority: TestAuthority;
let running: RunningGrpcServer | null = null;
const clients: { close(): void }[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'grpc-'));
  authority = await TestAuthority.create();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await running?.stop(1_000);
  running = null;
  rmSync(folder, { recursive: true });
});

interface Identity extends CertificateRequest {
  readonly by?: TestAuthority;
  readonly trusts?: TestAuthority;
}

/** The files of a service that is called so. */
async function filesOf(service: string, { by = authority, trusts = authority, ...request }: Identity = {}) {
  const uris = [`spiffe://passback/${service}`];
  const { certificate, key } = await by.issue({ hosts: ['localhost'], uris, commonName: service, ...request });
  const file = (name: string, text: string): string => {
    const where = path.join(folder, `${service}-${name}`);
    writeFileSync(where, text);
    return where;
  };
  return {
    GRPC_CA_FILE: file('ca.pem', trusts.certificate),
    GRPC_CERTIFICATE_FILE: file('tls.crt', certificate),
    GRPC_KEY_FILE: file('tls.key', key),
  };
}

const answering = (method: string) =>
  unaryHandler(
    `${SERVICE}/${method}`,
    async () => ({ runId: 'run-1', started: true }) as never,
    () => undefined,
  );

const CALLERS: Callers = { StartRun: ['console', 'operator'], Preview: ['console'] };

async function start(settings: GrpcFiles, callers: Callers = CALLERS): Promise<void> {
  running = await startGrpcServer({
    address: 'localhost:0',
    settings,
    service: RulesServiceService,
    implementation: { preview: answering('Preview'), startRun: answering('StartRun'), redrive: answering('Redrive') },
    serviceName: SERVICE,
    callers,
    descriptors: protoDescriptors(),
    reloadMs: RELOAD_MS,
  });
}

function clientOf(settings: GrpcFiles): RulesServiceClient {
  const client = createGrpcClient(RulesServiceClient, running!.address, {
    ...{ serviceName: SERVICE, idempotentMethods: [], settings, reloadMs: RELOAD_MS },
  });
  clients.push(client);
  return client;
}

async function outcomeOf(client: RulesServiceClient, method: 'startRun' | 'preview' = 'startRun'): Promise<string> {
  const call = (client[method] as RulesServiceClient['startRun']).bind(client);
  try {
    await unaryCall('call', call, { districtId: 'lincoln', date: '', limit: 1 } as never, { deadlineMs: 5_000 });
    return 'answered';
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return `${status[error.code]}: ${error.details}`;
  }
}

describe('calls between services that show certificates', () => {
  it('are answered to those who may make them, and to nobody else of ours', async () => {
    await start(await filesOf('rules'));
    expect(await outcomeOf(clientOf(await filesOf('console')))).toBe('answered');
    expect(await outcomeOf(clientOf(await filesOf('ingestion')))).toBe(
      'PERMISSION_DENIED: ingestion may not call /passback.rules.v1.RulesService/StartRun',
    );
    expect(await outcomeOf(clientOf(await filesOf('operator')), 'preview')).toContain('PERMISSION_DENIED');
    const nameless = await filesOf('nobody', { uris: ['https://example.org/console'] });
    expect(await outcomeOf(clientOf(nameless))).toContain('PERMISSION_DENIED: a caller without a name of ours');
  });

  it('that nobody is named for are answered to nobody', async () => {
    await start(await filesOf('rules'), { Preview: ['console'] });
    expect(await outcomeOf(clientOf(await filesOf('console')))).toContain('PERMISSION_DENIED');
  });

  it.each<[string, () => Promise<GrpcFiles>]>([
    ['none', async () => ({})],
    ['one of another authority', async () => filesOf('console', { by: await TestAuthority.create('Another') })],
  ])('are not taken from who shows %s', async (_what, files) => {
    await start(await filesOf('rules'));
    expect(await outcomeOf(clientOf(await files()))).toContain('UNAVAILABLE');
  });

  it('are not made to a server of another authority, nor to one that shows the name of another host', async () => {
    const another = await TestAuthority.create('Another');
    await start(await filesOf('rules', { by: another }));
    expect(await outcomeOf(clientOf(await filesOf('console')))).toMatch(/UNAVAILABLE.*certificate/);
    await running!.stop(1_000);
    await start(await filesOf('rules', { hosts: ['rules.example.org'] }));
    expect(await outcomeOf(clientOf(await filesOf('console')))).toMatch(/UNAVAILABLE.*altnames/);
  });

  it('go on when certificates and their authority are replaced', async () => {
    await start(await filesOf('rules'));
    expect(await outcomeOf(clientOf(await filesOf('console')))).toBe('answered');
    authority = await TestAuthority.create('The next');
    await filesOf('rules');
    const files = await filesOf('console');
    let last = '';
    for (const end = Date.now() + 10_000; last !== 'answered' && Date.now() < end;)
      last = await outcomeOf(clientOf(files));
    expect(last).toBe('answered');
  });

  it('go on with the last good ones while the files are being written', async () => {
    const files = await filesOf('rules');
    await start(files);
    const before = clientOf(await filesOf('console'));
    writeFileSync(files.GRPC_CERTIFICATE_FILE, 'half a cert');
    await new Promise((resolve) => setTimeout(resolve, 5 * RELOAD_MS));
    expect(await outcomeOf(before)).toBe('answered');
    expect(await outcomeOf(clientOf(await filesOf('console')))).toBe('answered');
    const [check] = certificateChecks(files);
    await expect(check!.check()).rejects.toThrow(`GRPC_CERTIFICATE_FILE (${files.GRPC_CERTIFICATE_FILE}) holds no`);
  });

  it('are refused at the start where a file is of no use, and readiness says when one is over', async () => {
    const files = await filesOf('rules', { until: new Date(Date.now() - DAY_MS / 2) });
    await expect(start(files)).rejects.toThrow(/GRPC_CERTIFICATE_FILE \(.*\) expired at 20/);
    const [check] = certificateChecks(files);
    await expect(check!.check()).rejects.toThrow('expired at');
    const { GRPC_KEY_FILE: _key, ...half } = files;
    await expect(start(half)).rejects.toThrow('GRPC_KEY_FILE must be given with GRPC_CA_FILE');
    expect(certificateChecks({})).toEqual([]);
  });
});
