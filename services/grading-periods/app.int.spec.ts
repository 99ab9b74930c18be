import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { GradingPeriodsServiceClient } from '@passback/contracts';
import { type DistrictSettings, fileMemory, type Ledger, openLedger } from '@passback/ledger';
import { createGrpcClient, systemClock, unaryCall } from '@passback/service-kit';
import { type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { createGradingPeriodsApp, type GradingPeriodsApp } from './app.ts';
import { LIMITS } from './periods/limits.ts';
import { CLIENT, districtSettings, logger, secrets } from './testing/periods.fixture.ts';

const DEADLINE = { deadlineMs: 10_000 } as const;

let ledger: Ledger;
let app: GradingPeriodsApp;
let client: GradingPeriodsServiceClient;
let powerSchool: PowerSchoolSimulator;

beforeEach(async () => {
  ledger = await openLedger({ url: 'sqlite::memory:' });
  powerSchool = await startPowerSchool(CLIENT);
  powerSchool.gradebook.seed({
    schools: [{ id: 100, name: 'Lincoln High' }],
    terms: [
      term(1, '2026-2027', 1, '2026-08-15', '2027-06-04'),
      term(2, 'Semester 1', 2, '2026-08-15', '2026-12-18'),
      term(3, 'Q1', 4, '2026-08-15', '2026-10-09'),
      term(4, 'Q2', 4, '2026-10-12', '2026-12-18'),
    ],
  });
  const settings = { GRADING_PERIODS_ADDRESS: '127.0.0.1:0', GRADING_PERIODS_PROBE_PORT: 0 };
  const operator = { allowedHosts: new Set(['127.0.0.1']), isDemo: false };
  app = createGradingPeriodsApp(settings, { ledger, secrets, clock: systemClock, logger, operator });
  await app.start();
  client = createGrpcClient(GradingPeriodsServiceClient, app.address, { serviceName: 'none', idempotentMethods: [] });
});

afterEach(async () => {
  client.close();
  await app.stop();
  await powerSchool.stop();
  await ledger.close();
});

function term(number: number, name: string, portion: number, startDate: string, endDate: string) {
  const ids = { dcid: number, id: 3_600 + number, schoolId: 100, startYear: 2026 };
  return { ...ids, portion, startDate, endDate, abbreviation: name, name };
}

async function addDistrict(
  change: Partial<DistrictSettings> = {},
  sis: Partial<DistrictSettings['powerschool']> = {},
): Promise<void> {
  const settings = districtSettings(change);
  const powerschool = { ...settings.powerschool, baseUrl: powerSchool.url, ...sis };
  const given = { ...settings, powerschool };
  await ledger.districts.put(given, { by: 'file', at: Date.now(), file: fileMemory(given) });
}

const resolve = (date: string, schoolId = '100', districtId = 'lincoln') => ask({ date, schoolId, districtId });
const ofTerm = (sectionTermId: string, date: string) => ask({ date, sectionTermId });
const ask = (question: { date: string; schoolId?: string; districtId?: string; sectionTermId?: string }) =>
  unaryCall(
    'Resolve',
    client.resolveGradingPeriod.bind(client),
    { districtId: 'lincoln', schoolId: '100', sectionTermId: '', ...question },
    DEADLINE,
  );
const list = (date: string, schoolId = '100') =>
  unaryCall('List', client.listGradingPeriods.bind(client), { districtId: 'lincoln', schoolId, date }, DEADLINE);

describe('PowerSchool’s terms', () => {
  it('tell on which level grades are posted: no semester and no year stands in on a day between two periods', async () => {
    await addDistrict();
    const answers = await Promise.all(
      ['2026-10-09', '2026-10-10', '2026-10-12', '2026-12-18', '2026-12-19'].map((date) => resolve(date)),
    );
    expect(answers.map(({ current, next, last }) => [current?.name, next?.name, last?.name])).toEqual([
      ['Q1', undefined, undefined],
      [undefined, 'Q2', 'Q1'],
      ['Q2', undefined, undefined],
      ['Q2', undefined, undefined],
      [undefined, undefined, 'Q2'],
    ]);
    const period = { name: 'Q2', start: '2026-10-12', end: '2026-12-18' };
    expect(await resolve('2026-11-02')).toMatchObject({ current: period, stale: false });
    expect(await resolve('2026-10-11')).toMatchObject({ next: period });
  });

  it.each(['xte', 'oneroster'] as const)(
    'tell, over %s, the period of a section by its own term',
    async (connector) => {
      await addDistrict({}, { connector });
      powerSchool.gradebook.seed({ terms: [term(5, 'Mini-term', 12, '2026-11-16', '2026-12-04')] });
      const names = async (date: string) =>
        Object.fromEntries(
          await Promise.all(
            ['3601', '3602', '3603', '3604', '3605', '4711', ''].map(
              async (id) => [id, (await ofTerm(id, date)).current?.name] as const,
            ),
          ),
        );
      const [none, all] = [undefined, { '3601': 'Q2', '3602': 'Q2', '3604': 'Q2', '4711': 'Q2', '': 'Q2' }];
      expect(await names('2026-11-20')).toEqual({ ...all, '3603': none, '3605': 'Mini-term' });
      expect(await names('2026-12-10')).toEqual({ ...all, '3603': none, '3605': none });
    },
  );

  it('whose ids the plugin may not read tell the period of the year’s sections, and of all others the school’s', async () => {
    powerSchool.access.columns = { terms: [] };
    const next = { ...term(6, '2027-2028', 1, '2027-08-16', '2028-06-02'), id: 3700, startYear: 2027 };
    powerSchool.gradebook.seed({ terms: [next] });
    await addDistrict();
    const answers = await Promise.all(['3600', '3603', '3700'].map((id) => ofTerm(id, '2027-08-20')));
    expect(answers.map(({ current, last }) => current?.name ?? `none after ${last?.name}`)).toEqual([
      'none after Q2',
      '2027-2028',
      '2027-2028',
    ]);
    expect((await ofTerm('3603', '2026-11-20')).current?.name).toBe('Q2');
  });

  it('are taken as the district says: how many a year, and that a larger term counts between them', async () => {
    await addDistrict({}, { terms: { gradingPeriodsPerYear: 2 } });
    expect((await ofTerm('3601', '2026-11-02')).current?.name).toBe('Semester 1');
    await addDistrict({}, { terms: { betweenPeriods: 'largerTerm' } });
    expect((await ofTerm('3601', '2026-10-10')).current?.name).toBe('Semester 1');
    expect((await ofTerm('3601', '2026-12-25')).current?.name).toBe('2026-2027');
  });

  it('are listed for the school year of the date', async () => {
    await addDistrict();
    const { periods, stale } = await list('2026-11-02');
    expect(periods.map(({ name }) => name).sort()).toEqual(['2026-2027', 'Q1', 'Q2', 'Semester 1']);
    expect(stale).toBe(false);
  });

  it('are those of the last look, and said to be stale, while PowerSchool is down', async () => {
    await addDistrict();
    await resolve('2026-11-02');
    const cached = await ledger.gradingPeriods.get('lincoln', '100', 2026);
    if (cached === null) throw new Error('the terms are not cached');
    await ledger.gradingPeriods.put({ ...cached, fetchedAt: cached.fetchedAt - LIMITS.refreshAfterMs });
    await powerSchool.goDown();
    const { current, stale, ageMs } = await resolve('2026-11-02');
    expect({ name: current?.name, stale }).toEqual({ name: 'Q2', stale: true });
    expect(ageMs).toBeGreaterThanOrEqual(LIMITS.refreshAfterMs);
    await powerSchool.comeBack();
  });

  it('that cannot be had are UNAVAILABLE, not an answer', async () => {
    await addDistrict();
    await powerSchool.goDown();
    await expect(resolve('2026-11-02')).rejects.toMatchObject({ code: status.UNAVAILABLE });
    await powerSchool.comeBack();
  });
});

describe('a district’s own list', () => {
  it('is used instead, for its school alone, and PowerSchool is not asked', async () => {
    const own = { schoolId: '100', name: 'Block 2', start: '2026-10-20', end: '2026-11-20' };
    await addDistrict({ gradingPeriods: [own, { ...own, schoolId: '200', name: 'Of another school' }] });
    expect(await resolve('2026-10-20')).toMatchObject({ current: { name: 'Block 2' }, ageMs: 0, stale: false });
    expect((await resolve('2026-11-20')).current?.name).toBe('Block 2');
    expect((await resolve('2026-11-21')).current).toBeUndefined();
    expect((await resolve('2026-11-02', '300')).current).toBeUndefined();
    expect((await list('2026-11-02')).periods.map(({ name }) => name)).toEqual(['Block 2']);
    expect(powerSchool.requests.entries()).toEqual([]);
  });
});

describe('a question', () => {
  it.each([
    ['of a district that is not there', '2026-11-02', '100', 'nowhere', status.NOT_FOUND],
    ['with a date that is none', '2026-02-30', '100', 'lincoln', status.INVALID_ARGUMENT],
    ['without a school', '2026-11-02', '', 'lincoln', status.INVALID_ARGUMENT],
    ['without a district', '2026-11-02', '100', '', status.INVALID_ARGUMENT],
  ])('%s is refused', async (_what, date, schoolId, districtId, code) => {
    await addDistrict();
    await expect(resolve(date, schoolId, districtId)).rejects.toMatchObject({ code });
  });
});

it('is ready while the ledger is there', async () => {
  const ready = await fetch(`http://127.0.0.1:${app.probePort}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, checks: { ledger: 'ok' } }]);
  expect((await fetch(`http://127.0.0.1:${app.probePort}/livez`)).status).toBe(200);
});
