import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client } from '@grpc/grpc-js';
import { DeliveryServiceClient } from '@passback/contracts';
import { createGrpcClient, unaryCall } from '@passback/service-kit';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { connectGradebook, openSimulated } from '../testing/simulated-powerschool.fixture.ts';
import { DISTRICT } from '../testing/units.fixture.ts';
import type { World } from '../testing/world.fixture.ts';

const DEADLINE = { deadlineMs: 10_000 };

let world: World;
let sis: PowerSchoolSimulator;
let close: () => Promise<void>;
let client: DeliveryServiceClient;
beforeEach(async () => {
  ({ world, sis, close } = await openSimulated('xte'));
  const { app } = await world.start({ createGradebook: connectGradebook });
  const options = { serviceName: 'passback.delivery.v1.DeliveryService', idempotentMethods: [] };
  client = createGrpcClient(DeliveryServiceClient, app.address, options);
});
afterEach(async () => {
  (client as Client).close();
  await close();
});

async function lane() {
  const { lanes } = await unaryCall('Lanes', client.lanes.bind(client), { districtId: DISTRICT }, DEADLINE);
  return lanes[0];
}

async function setInterval(minIntervalMs: number): Promise<void> {
  const { settings } = (await world.ledger.districts.get(DISTRICT))!;
  await world.putSettings({ ...settings, powerschool: { ...settings.powerschool, minIntervalMs } });
}

describe('the lanes', () => {
  it('say how many requests the last minute had, of deliveries and of commands, and how many it may have', async () => {
    let asked = 0;
    const end = sis.onRequest('*', 'before', () => void (asked += 1));
    await world.night([{ id: 's1', scores: { '81001': 1 } }]);
    await world.settled();
    const ofNight = asked;
    expect(ofNight).toBeGreaterThan(1);
    expect(await lane()).toMatchObject({ requestsLastMinute: ofNight, permittedLastMinute: 0 });
    await setInterval(7);
    expect(await lane()).toMatchObject({ minIntervalMs: 7, permittedLastMinute: 8_571 });
    world.clock.advance(62_000);
    expect(await lane()).toMatchObject({ requestsLastMinute: 0 });
    asked = 0;
    await unaryCall(
      'CheckConnection',
      client.checkConnection.bind(client),
      { districtId: DISTRICT, step: '' },
      DEADLINE,
    );
    expect(asked).toBeGreaterThan(0);
    expect(await lane()).toMatchObject({ requestsLastMinute: asked });
    end();
  });

  it('do not say how many while another process holds the lane', async () => {
    const taken = await world.ledger.lanes.acquire(DISTRICT, 'another', 60_000);
    expect(await lane()).toMatchObject({ owner: 'another', requestsLastMinute: undefined });
    await world.ledger.lanes.release(DISTRICT, taken?.fence ?? 0);
    expect(await lane()).toMatchObject({ owner: '', requestsLastMinute: 0 });
  });
});
