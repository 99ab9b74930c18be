import { afterEach, describe, expect, it } from '@jest/globals';
import { Client, credentials, status } from '@grpc/grpc-js';
import { protoDescriptors, RulesServiceService } from '@passback/contracts';
import { type GrpcSettings, RpcError, type RunningGrpcServer, startGrpcServer } from './server.ts';

const NOT_HERE = () => {
  throw new RpcError(status.UNIMPLEMENTED, 'not in this test');
};

let running: RunningGrpcServer | null = null;
afterEach(() => running?.stop(1_000));

async function start(address: string, settings?: GrpcSettings): Promise<number> {
  running = await startGrpcServer({
    address,
    ...(settings === undefined ? {} : { settings }),
    service: RulesServiceService,
    implementation: { preview: NOT_HERE, startRun: NOT_HERE, redrive: NOT_HERE },
    serviceName: 'passback.rules.v1.RulesService',
    descriptors: protoDescriptors(),
  });
  return Number(running.address.split(':').at(-1));
}

const same = (bytes: Buffer): Buffer => bytes;

/** The status that a call with an empty message is answered with; `UNAVAILABLE` where nobody listens. */
function statusOf(address: string, path: string): Promise<status> {
  const client = new Client(address, credentials.createInsecure());
  return new Promise<status>((resolve) => {
    const deadline = { deadline: Date.now() + 5_000 };
    const call = client.makeBidiStreamRequest(path, same, same, deadline);
    call.on('data', () => undefined);
    call.on('error', () => undefined);
    call.on('status', ({ code }) => resolve(code));
    call.end(Buffer.alloc(0));
  }).finally(() => client.close());
}

const HEALTH = '/grpc.health.v1.Health/Check';
const REFLECTION = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
/** Linux answers on all of 127.0.0.0/8, so this one is reached by what is bound to all interfaces, and by nothing bound to 127.0.0.1. */
const OTHER_INTERFACE = '127.0.0.2';

describe('a gRPC server', () => {
  it.each(['127.0.0.1:0', 'localhost:0', 'rules:0', '10.1.2.3:0'])(
    'that is dialled as %s is bound to loopback unless it is told otherwise',
    async (address) => {
      const port = await start(address);
      expect(running!.address).toBe(`${address.split(':')[0]}:${port}`);
      expect(await statusOf(`127.0.0.1:${port}`, HEALTH)).toBe(status.OK);
      expect(await statusOf(`${OTHER_INTERFACE}:${port}`, HEALTH)).toBe(status.UNAVAILABLE);
    },
  );

  it('is bound to the interface that is configured', async () => {
    const port = await start('rules:0', { GRPC_BIND_HOST: '0.0.0.0' });
    expect(await statusOf(`${OTHER_INTERFACE}:${port}`, HEALTH)).toBe(status.OK);
    await running!.stop(1_000);
    const inner = await start('rules:0', { GRPC_BIND_HOST: OTHER_INTERFACE });
    expect(await statusOf(`${OTHER_INTERFACE}:${inner}`, HEALTH)).toBe(status.OK);
    expect(await statusOf(`127.0.0.1:${inner}`, HEALTH)).toBe(status.UNAVAILABLE);
  });

  it('tells what there is to call only where that is asked for', async () => {
    expect(await statusOf(`127.0.0.1:${await start('127.0.0.1:0')}`, REFLECTION)).toBe(status.UNIMPLEMENTED);
    await running!.stop(1_000);
    const port = await start('127.0.0.1:0', { GRPC_REFLECTION: true });
    expect(await statusOf(`127.0.0.1:${port}`, REFLECTION)).toBe(status.OK);
  });
});
