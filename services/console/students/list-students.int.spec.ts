import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeliveryServiceClient, RulesServiceClient } from '@passback/contracts';
import { type Ledger, openLedger } from '@passback/ledger';
import { authorizationBySettings } from '@passback/service-host';
import {
  createGrpcClient,
  createHttpServer,
  createLogger,
  Health,
  type HttpServer,
  systemClock,
} from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';
import { RunCounting } from '../runs/run-counting.ts';
import { secrets } from '../testing/console.fixture.ts';
import { FakeServices, startFakeServices } from '../testing/services.fixture.ts';
import { DISTRICT } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';
import { listStudents } from './list-students.ts';

const PATH = `/v1/districts/${DISTRICT}/sections/85001/students`;

let ledger: Ledger;
let services: FakeServices;
let server: HttpServer;
let stop: () => Promise<void>;
beforeEach(async () => {
  ledger = await openLedger({ url: 'sqlite::memory:' });
  services = new FakeServices();
  const started = await startFakeServices(services);
  const logger = createLogger('console', 'silent');
  const rules = createGrpcClient(RulesServiceClient, started.RULES_ADDRESS, {
    serviceName: 'rules',
    idempotentMethods: [],
  });
  const delivery = createGrpcClient(DeliveryServiceClient, started.DELIVERY_ADDRESS, {
    serviceName: 'passback.delivery.v1.DeliveryService',
    idempotentMethods: [],
  });
  const { bodyBytes: bodyLimitBytes } = CONSOLE_LIMITS;
  server = await createHttpServer({
    title: '',
    description: '',
    health: new Health([], logger),
    logger,
    bodyLimitBytes,
  });
  const authorization = authorizationBySettings({ ledger, clock: systemClock, logger });
  const runCounting = new RunCounting(ledger.sectionAssessments);
  listStudents(server, { ledger, secrets, clock: systemClock, logger, authorization, runCounting, rules, delivery });
  stop = async () => {
    await server.close();
    rules.close();
    delivery.close();
    await started.stop();
    await ledger.close();
  };
});
afterEach(() => stop());

const get = (path = PATH) => server.inject({ method: 'GET', url: path });

describe('the students of a section', () => {
  it('are told by name, to be kept nowhere', async () => {
    await storeUnit(ledger, 'sa-1');
    const answer = await get();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      items: [{ sisStudentId: '81001', name: 'Ames, Ann' }],
      readAt: expect.any(String) as unknown,
      unavailable: null,
    });
    const place = { schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' };
    expect(services.asked).toEqual([{ method: 'StudentNames', request: { districtId: DISTRICT, ...place } }]);
  });

  it('are asked for once for two looks', async () => {
    await storeUnit(ledger, 'sa-1');
    const [one, other] = [await get(), await get()];
    expect(other.json()).toEqual(one.json());
    expect(services.asked).toHaveLength(1);
  });

  it('have no names where PowerSchool does not allow it', async () => {
    await storeUnit(ledger, 'sa-1');
    services.answers['StudentNames'] = { names: [], available: false };
    expect((await get()).json()).toMatchObject({ items: [], unavailable: 'notAllowed' });
  });

  it('have no names where PowerSchool or the delivery service is away', async () => {
    await storeUnit(ledger, 'sa-1');
    services.failWith('UNAVAILABLE', 'SIS_UNAVAILABLE');
    const answer = await get();
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ items: [], unavailable: 'away' });
  });

  it('are asked for by the section alone where a unit does not tell the rest', async () => {
    const section = {
      otusClassId: 'c-77',
      sisSectionId: '85001',
      sisSchoolId: null,
      sisTeacherId: null,
      sisTermId: null,
    };
    await storeUnit(ledger, 'sa-1', { changes: { section } });
    await get();
    const place = { schoolId: '', sectionId: '85001', teacherId: '', termId: '' };
    expect(services.asked).toEqual([{ method: 'StudentNames', request: { districtId: DISTRICT, ...place } }]);
  });

  it('are not here where no unit is of the section, and PowerSchool is not asked', async () => {
    await storeUnit(ledger, 'sa-1');
    expect((await get(`/v1/districts/${DISTRICT}/sections/85002/students`)).statusCode).toBe(404);
    expect((await get('/v1/districts/jefferson/sections/85001/students')).statusCode).toBe(404);
    expect(services.asked).toEqual([]);
  });
});
