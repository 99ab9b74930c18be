import { type Client } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { DeliveryServiceClient } from '@passback/contracts';
import { ACCESSES } from '@passback/powerschool';
import { createGrpcClient, unaryCall } from '@passback/service-kit';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { recordAccess, type RecordedAccess } from '../../libs/powerschool/plugin/recorded-access.fixture.ts';
import { connectGradebook, openSimulated } from './testing/simulated-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type UnitSketch } from './testing/units.fixture.ts';
import type { World } from './testing/world.fixture.ts';

const S1: UnitSketch = { id: 's1', scores: { '81001': 26.5, '81002': 12, '81003': null } };
const S2: UnitSketch = { id: 's2', sectionId: '85002', scores: { '81001': 3 } };
const DEADLINE = { deadlineMs: 10_000 };

let world: World;
let sis: PowerSchoolSimulator;
let close: () => Promise<void>;
let recorded: RecordedAccess;
let client: DeliveryServiceClient;
beforeEach(async () => {
  ({ world, sis, close } = await openSimulated('xte'));
  const { connector, baseUrl, timeoutMs } = (await world.ledger.districts.get(DISTRICT))!.settings.powerschool;
  // The terms are asked of PowerSchool, as in a district without a list of its own.
  await world.putSettings({ ...districtSettings(DISTRICT, { connector, baseUrl, timeoutMs }), gradingPeriods: null });
  recorded = recordAccess(sis);
  const { app } = await world.start({ createGradebook: connectGradebook });
  const options = { serviceName: 'passback.delivery.v1.DeliveryService', idempotentMethods: [] };
  client = createGrpcClient(DeliveryServiceClient, app.address, options);
});
afterEach(async () => {
  (client as Client).close();
  await close();
});

it('two nights, a reconciliation, a check and names need nothing that the plugin does not ask for, and nearly all that it does', async () => {
  await world.night([S1, S2]);
  await world.settled();
  await world.night([{ ...S1, revision: 2, title: 'Final', scores: { ...S1.scores, '81003': 7 } }]);
  await world.settled();
  const place = { districtId: DISTRICT, sectionId: '', schoolId: '', after: '' };
  const { different } = await unaryCall('Reconcile', client.reconcile.bind(client), place, DEADLINE);
  const asked = { districtId: DISTRICT, step: '' };
  const { checks } = await unaryCall('CheckConnection', client.checkConnection.bind(client), asked, DEADLINE);
  const section = { districtId: DISTRICT, schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' };
  const { names } = await unaryCall('StudentNames', client.studentNames.bind(client), section, DEADLINE);
  expect([different, checks.map(({ check }) => check).includes('terms'), names.length]).toEqual([0, true, 3]);

  await eventually(() => expect(recorded.fields.size).toBeGreaterThan(0));
  const granted = new Map(
    ACCESSES.flatMap(({ table, access, fields }) =>
      fields.map((field) => [`${table}.${field}`.toLowerCase(), access] as const),
    ),
  );
  const lacking = [...recorded.fields].filter(
    ([name, access]) => granted.get(name) !== access && granted.get(name) !== 'FullAccess',
  );
  expect(lacking).toEqual([]);
  const used = new Set([...recorded.fields.keys()].map((name) => name.split('.')[0]));
  const unused = ACCESSES.map(({ table }) => table).filter((table) => !used.has(table.toLowerCase()));
  // Only of an assignment that a teacher has limited to some students.
  expect(unused).toEqual(['AssignmentStudentAssoc']);
});
