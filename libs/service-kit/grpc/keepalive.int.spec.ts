import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type sendUnaryData, status } from '@grpc/grpc-js';
import { protoDescriptors, RulesServiceClient, RulesServiceService } from '@passback/contracts';
import { createGrpcClient, unaryCall } from './client.ts';
import { RpcError, type RunningGrpcServer, startGrpcServer } from './server.ts';

const SERVICE = 'passback.rules.v1.RulesService';
const NOT_HERE = () => {
  throw new RpcError(status.UNIMPLEMENTED, 'not in this test');
};
/** A ping and what it waits for, and the connection that is made instead. */
const GIVEN_UP_LIMIT_MS = 20_000;
/** Over before a ping is missed. */
const SHORT_MS = 1_000;

let server: RunningGrpcServer;
let way: Server;
let sockets: Socket[];
let client: RulesServiceClient;

beforeEach(async () => {
  server = await startGrpcServer({
    address: '127.0.0.1:0',
    service: RulesServiceService,
    implementation: {
      preview: NOT_HERE,
      redrive: NOT_HERE,
      startRun: (_call: unknown, callback: sendUnaryData<unknown>) => callback(null, { runId: 'run', started: true }),
    },
    serviceName: SERVICE,
    descriptors: protoDescriptors(),
  });
  sockets = [];
  way = createServer((caller) => {
    const target = connect(Number(server.address.split(':').at(-1)), '127.0.0.1');
    for (const socket of [caller, target]) socket.on('error', () => undefined);
    caller.pipe(target).pipe(caller);
    sockets.push(caller, target);
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
  const address = `127.0.0.1:${(way.address() as AddressInfo).port}`;
  client = createGrpcClient(RulesServiceClient, address, { serviceName: SERVICE, idempotentMethods: [] });
});
afterEach(async () => {
  client.close();
  for (const socket of sockets) socket.destroy();
  way.close();
  await server.stop(1_000);
});

/** The status of one call. */
async function called(deadlineMs: number): Promise<status> {
  try {
    const request = { districtId: 'lincoln', requestedBy: 'somebody' };
    await unaryCall(`${SERVICE}/StartRun`, client.startRun.bind(client), request, { deadlineMs });
    return status.OK;
  } catch (error) {
    if (error instanceof RpcError) return error.code;
    throw error;
  }
}

it('a connection over which nothing comes any more is given up, and calls go by another', async () => {
  expect(await called(GIVEN_UP_LIMIT_MS)).toBe(status.OK);
  for (const socket of sockets) socket.unpipe();
  expect(await called(SHORT_MS)).toBe(status.DEADLINE_EXCEEDED);
  const end = Date.now() + GIVEN_UP_LIMIT_MS;
  let last = status.DEADLINE_EXCEEDED;
  while (last !== status.OK && Date.now() < end) last = await called(SHORT_MS);
  expect(last).toBe(status.OK);
});
