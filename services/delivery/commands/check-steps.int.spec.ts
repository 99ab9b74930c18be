import type { Client } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeliveryServiceClient } from '@passback/contracts';
import { createGrpcClient, unaryCall } from '@passback/service-kit';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SERVER } from '../../../libs/powerschool/http/certificates.fixture.ts';
import { connectGradebook, openSimulated, ROSTER } from '../testing/simulated-powerschool.fixture.ts';
import { DISTRICT, type UnitSketch } from '../testing/units.fixture.ts';
import type { World } from '../testing/world.fixture.ts';
import type { CheckStep } from './check-connection.ts';

const UNITS: UnitSketch[] = [
  { id: 's1', scores: { '81001': 1, '81002': 2 } },
  { id: 's2', sectionId: '85002', scores: { '81001': 3 } },
];

let world: World;
let sis: PowerSchoolSimulator;
let close: () => Promise<void>;
let client: DeliveryServiceClient;
beforeEach(async () => {
  ({ world, sis, close } = await openSimulated('xte'));
  await change({ gradingPeriods: null });
  const { app } = await world.start({ createGradebook: connectGradebook });
  const options = { serviceName: 'passback.delivery.v1.DeliveryService', idempotentMethods: [] };
  client = createGrpcClient(DeliveryServiceClient, app.address, options);
});
afterEach(async () => {
  (client as Client).close();
  await close();
});

async function settings() {
  const record = await world.ledger.districts.get(DISTRICT);
  if (record === null) throw new Error('no district');
  return record.settings;
}

async function change(changes: object, powerschool: object = {}): Promise<void> {
  const held = await settings();
  await world.putSettings({ ...held, ...changes, powerschool: { ...held.powerschool, ...powerschool } });
}

const check = (step: CheckStep | 'all') =>
  unaryCall(
    'CheckConnection',
    client.checkConnection.bind(client),
    { districtId: DISTRICT, step },
    { deadlineMs: 10_000 },
  );
const found = async (step: CheckStep) =>
  (await check(step)).checks.map(({ kind, finding, code }) => [kind, finding, code].join(' ').trim());

describe('the address', () => {
  it('answers, whoever asks', async () => {
    sis.access.revokeCredentials();
    expect(await check('address')).toMatchObject({ ok: true, checks: [{ check: 'address', finding: 'ok' }] });
    expect(sis.requests.counters().tokens).toBe(0);
  });

  it('does not answer where PowerSchool is down', async () => {
    await sis.goDown();
    const { ok, checks } = await check('address');
    expect(ok).toBe(false);
    expect(checks).toMatchObject([{ code: 'SIS_UNAVAILABLE', message: expect.stringContaining('refused') }]);
  });

  it('is somebody else’s where the certificate is not good', async () => {
    const server = createServer(SERVER, (_request, response) => void response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await change({}, { baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const { checks } = await check('address');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(checks).toMatchObject([
      { ok: false, code: 'SIS_ADDRESS_REFUSED', message: expect.stringContaining('certificate') },
    ]);
  });

  it('leads elsewhere, or to a server that is not well', async () => {
    sis.faults.add({ match: { route: '/ws/v1/time' }, action: { kind: 'status', status: 502 } });
    expect(await found('address')).toEqual(['failed SIS_UNAVAILABLE']);
  });
});

it('the credentials are tried by themselves', async () => {
  expect(await found('credentials')).toEqual(['ok']);
  sis.access.revokeCredentials();
  expect(await found('credentials')).toEqual(['failed SIS_CREDENTIALS']);
});

describe('access', () => {
  it('is not asked for before a section is known', async () => {
    for (const step of ['access', 'terms', 'categories'] as const)
      expect(await found(step)).toEqual(['notAsked SECTION_NOT_LINKED']);
  });

  it('is tried kind by kind, and writes nothing', async () => {
    await world.night(UNITS, { request: false });
    expect(await found('access')).toEqual([
      'terms ok',
      'categories ok',
      'assignments ok',
      'enrolments ok',
      'scores notAsked',
      'names ok',
    ]);
    expect(sis.requests.counters().writes).toBe(0);
  });

  it('names what is not granted, and whether it works without', async () => {
    await world.night(UNITS);
    await world.settled();
    expect(await found('access')).toContain('scores ok');
    sis.access.v1Read = false;
    sis.access.columns = { assignmentscore: [], students: ['dcid'] };
    sis.settings.scoreReads = false;
    const { ok, checks } = await check('access');
    expect([ok, checks.map(({ kind, ok: fine, finding }) => `${kind} ${fine} ${finding}`)]).toEqual([
      false,
      [
        'terms false failed',
        'categories true ok',
        'assignments true ok',
        'enrolments true limited',
        'scores true limited',
        'names true limited',
      ],
    ]);
    expect(checks[0]).toMatchObject({ code: 'SIS_ACCESS_DENIED', schoolId: '100' });
  });
});

describe('terms', () => {
  it('have today’s grading period at each school', async () => {
    await world.night(UNITS, { request: false });
    const { checks } = await check('terms');
    const period = { name: '2026-2027', start: '2026-08-17', end: '2027-06-04' };
    expect(checks).toMatchObject([{ check: 'terms', ok: true, schoolId: '100', period }]);
  });

  it('have none today, in the district’s own list or in PowerSchool’s', async () => {
    await world.night(UNITS, { request: false });
    await change({ gradingPeriods: [{ schoolId: '100', name: 'Q3', start: '2027-01-04', end: '2027-03-12' }] });
    const { ok, checks } = await check('terms');
    expect([ok, checks]).toMatchObject([
      false,
      [
        {
          code: 'NO_CURRENT_GRADING_PERIOD',
          message: expect.stringContaining('the next one, Q3, starts on 2027-01-04'),
        },
      ],
    ]);
    await change({ gradingPeriods: [] });
    expect((await check('terms')).checks).toMatchObject([
      { message: 'The district’s own list of grading periods has none of school 100.' },
    ]);
    await change({ gradingPeriods: null });
    sis.gradebook.store.terms.clear();
    expect(await found('terms')).toEqual(['failed NO_CURRENT_GRADING_PERIOD']);
  });
});

it('categories are checked, and all that PowerSchool has are listed', async () => {
  await world.night(UNITS, { request: false });
  const listed = (name: string, active: number) => ({ name, active, inactive: 1 - active });
  expect(await check('categories')).toMatchObject({
    ok: true,
    categories: ['Projects', 'Quizzes', 'Tests'].map((name) => listed(name, 1)),
  });
  const category = [...sis.gradebook.store.categories.values()].find(({ name }) => name === ROSTER.categories[0]!.name);
  sis.gradebook.deactivateCategory({ categoryId: category!.teacherCategoryId });
  const { ok, checks, categories } = await check('categories');
  expect([ok, categories]).toEqual([false, [listed('Projects', 1), listed('Tests', 1), listed('Quizzes', 0)]]);
  expect(checks.filter((each) => !each.ok)).toMatchObject([{ finding: 'inactive', code: 'CATEGORY_INACTIVE' }]);
});

it('a step that there is not is an invalid argument', async () => {
  await expect(check('all')).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
});
