import { type Client, status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { DeliveryServiceClient } from '@passback/contracts';
import { createGrpcClient, unaryCall } from '@passback/service-kit';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { startTelemetry } from '@passback/telemetry';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { type Connector, connectGradebook, openSimulated } from '../testing/simulated-powerschool.fixture.ts';
import { DISTRICT } from '../testing/units.fixture.ts';
import { gate, type World } from '../testing/world.fixture.ts';
import { MAX_NAMES_MS } from './student-names.ts';

const exporter = new InMemorySpanExporter();
const telemetry = await startTelemetry('delivery', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
afterAll(() => telemetry.shutdown(1_000));

const STUDENTS = [
  { dcid: 81001, name: 'Ames, Ann' },
  { dcid: 81002, name: 'Boyd, Ben' },
  { dcid: 81003, name: 'Cole, Cleo' },
];
const NAMES = STUDENTS.map(({ dcid, name }) => ({ studentId: String(dcid), name }));
const A_NAME = /Ames|Boyd|Cole/;

const ROUTES: Readonly<Record<Connector, string>> = {
  xte: '/ws/schema/table/students',
  oneroster: '/api/ims/oneroster/v1p1/classes/{class}/students',
};

describe.each(['xte', 'oneroster'] as const)('names of students over %s', (connector) => {
  let world: World;
  let sis: PowerSchoolSimulator;
  let close: () => Promise<void>;
  let client: DeliveryServiceClient;
  beforeEach(async () => {
    ({ world, sis, close } = await openSimulated(connector));
    sis.gradebook.seed({ students: STUDENTS });
    const { app } = await world.start({ createGradebook: connectGradebook });
    const options = { serviceName: 'passback.delivery.v1.DeliveryService', idempotentMethods: [] };
    client = createGrpcClient(DeliveryServiceClient, app.address, options);
    exporter.reset();
  });
  afterEach(async () => {
    (client as Client).close();
    await close();
  });

  const names = (place: { districtId?: string; sectionId?: string } = {}) =>
    unaryCall(
      'StudentNames',
      client.studentNames.bind(client),
      { districtId: DISTRICT, schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600', ...place },
      { deadlineMs: 10_000 },
    );

  it('are those of the section, and in no span and no log line', async () => {
    expect(await names()).toEqual({ names: NAMES, available: true });
    const spans = exporter.getFinishedSpans().map(({ name, attributes, status: ended, events }) => {
      return { name, attributes, ended, events };
    });
    expect(spans.map(({ name }) => name)).toContain('passback.delivery.v1.DeliveryService/StudentNames');
    expect(spans.some(({ name }) => name.endsWith('/students'))).toBe(true);
    expect(JSON.stringify(spans)).not.toMatch(A_NAME);
    expect(JSON.stringify(world.logs)).not.toMatch(A_NAME);
  });

  it('are not available where they alone are refused', async () => {
    sis.faults.add({
      match: { route: ROUTES[connector] },
      action: { kind: 'status', status: 403, message: 'No access' },
    });
    expect(await names()).toEqual({ names: [], available: false });
  });

  it('fail with a code alone, whatever the answer says', async () => {
    sis.faults.add({
      match: { route: ROUTES[connector] },
      action: { kind: 'status', status: 500, message: 'Ames, Ann cannot be shown' },
    });
    await expect(names()).rejects.toMatchObject({ code: status.UNAVAILABLE, details: 'SIS_UNAVAILABLE' });
    expect(JSON.stringify(world.logs)).not.toMatch(A_NAME);
  });

  it('fail in time however long PowerSchool takes', async () => {
    const asked = gate();
    sis.onRequest('*', 'before', ({ path }) => {
      if (/\/students\b/.test(path)) asked.open();
    });
    sis.faults.add({ match: { route: ROUTES[connector] }, action: { kind: 'hang' } });
    const answer = names().catch((error: unknown) => error);
    await asked.opened;
    world.clock.advance(MAX_NAMES_MS);
    expect(await answer).toMatchObject({ code: status.DEADLINE_EXCEEDED });
  });

  it('are asked for while a lane is at work too, and change nothing of it', async () => {
    sis.faults.add({
      match: { route: ROUTES[connector] },
      action: { kind: 'status', status: 403, message: 'No access' },
      count: 1,
    });
    await world.night([{ id: 's1', scores: { '81001': 26.5 } }]);
    await eventually(async () => expect((await names()).available).toBe(true));
    await world.settled();
    expect((await world.unit('s1')).summary).toMatchObject({ state: 'inSync' });
  });

  it('are not told of other districts, nor of no section', async () => {
    await expect(names({ districtId: 'nowhere' })).rejects.toMatchObject({ code: status.NOT_FOUND });
    await expect(names({ sectionId: '' })).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});
