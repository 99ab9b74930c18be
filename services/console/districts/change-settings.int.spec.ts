import { afterEach, describe, expect, it } from '@jest/globals';
import type { DistrictStore } from '@passback/ledger';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DEMO, PEOPLE, signIn, withStaff } from '../testing/people.fixture.ts';
import { DISTRICT, hashOf, powerschoolJson, SECRET, settingsJson, TOKENS } from '../testing/settings.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const DRY = `${PATH}?dryRun=true`;

let console: RunningConsole;
afterEach(() => console.stop());

type Json = Record<string, unknown>;

const stored = async () => (await console.ledger.districts.get(DISTRICT))!;
const audit = async () => (await console.ledger.audit.list(DISTRICT, { limit: 9 })).items;

describe('a dry run', () => {
  it('answers as the settings would be, with their next night, and neither stores nor records anything', async () => {
    console = await startConsole();
    const before = await stored();
    const { body: held } = await console.call<Json>('GET', PATH);
    const nights = { nightlyRunAt: '03:30', timeZone: 'UTC' };
    const body = settingsJson({
      ...nights,
      powerschool: powerschoolJson({ clientSecret: 'another', minIntervalMs: 9 }),
    });
    const { status, body: seen, headers } = await console.call<Json>('PUT', DRY, { body });
    expect([status, headers.get('etag')]).toEqual([200, '"1"']);
    const powerschool = { ...(held['powerschool'] as Json), minIntervalMs: 9 };
    const tokens = expect.arrayContaining([expect.objectContaining({ roles: ['viewer'] })]);
    const nextNightAt = expect.stringMatching(/T03:30:00\.000Z$/);
    expect(seen).toEqual({ ...held, ...nights, powerschool, tokens, nextNightAt });
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`another|${SECRET}|sealed`));
    expect((await console.call<Json>('PUT', DRY, { body: settingsJson({ paused: true }) })).body).toMatchObject({
      paused: true,
      nextNightAt: null,
    });
    expect(await stored()).toEqual(before);
    expect(await audit()).toEqual([]);
    expect(await console.ledger.districts.changes(DISTRICT)).toHaveLength(1);
    // What it answered can be put, under the version that it said.
    const put = await console.call<Json>('PUT', PATH, { body, headers: { 'if-match': headers.get('etag') ?? '' } });
    expect(put.body).toMatchObject({ ...nights, nextNightAt, version: 2 });
  });

  it('names all that is wrong, as a change that is meant does', async () => {
    console = await startConsole();
    const schemaWrong = settingsJson({ name: '', timeZone: 'Mars' });
    const otherwiseWrong = settingsJson({
      districtId: 'jefferson',
      powerschool: powerschoolJson({ baseUrl: 'https://10.0.0.5', clientSecret: 'env:SECRETS_KEY' }),
      tokens: [{ sha256: '0123456789ab', roles: ['admin'] }],
    });
    for (const body of [schemaWrong, otherwiseWrong]) {
      const [dry, meant] = [await console.problem('PUT', DRY, { body }), await console.problem('PUT', PATH, { body })];
      expect(dry.errors.length).toBeGreaterThan(1);
      expect([dry.status, dry.errors]).toEqual([400, meant.errors]);
    }
    expect((await stored()).version).toBe(1);
  });

  it('is refused as a change that is meant: of another version, or to who may not change anything', async () => {
    console = await startConsole();
    const body = settingsJson({ paused: true });
    const headers = { 'if-match': '"7"' };
    expect(await console.problem('PUT', DRY, { body, headers })).toMatchObject({ status: 409, version: 1 });
    expect((await console.problem('PUT', DRY, { body, token: TOKENS.viewer })).status).toBe(403);
  });

  it.each(['dryrun=true', 'dryRun=yes', 'dryRun=1&dryRun=true'])('of ?%s is 400 and stores nothing', async (query) => {
    console = await startConsole();
    const body = settingsJson({ paused: true });
    expect((await console.problem('PUT', `${PATH}?${query}`, { body })).status).toBe(400);
    expect((await stored()).version).toBe(1);
  });

  it('of a district that is not there yet says how it would begin', async () => {
    console = await startConsole({}, { operator: DEMO, prepare: withStaff });
    const { call } = await signIn(console, PEOPLE.operator);
    const powerschool = powerschoolJson({ baseUrl: 'https://ps.example' });
    const body = settingsJson({ districtId: 'madison', powerschool, tokens: [] });
    const { status, body: seen } = await call<Json>('PUT', '/v1/districts/madison?dryRun=true', { body });
    expect([status, seen]).toMatchObject([200, { districtId: 'madison', version: 0 }]);
    expect(await console.ledger.districts.get('madison')).toBeNull();
  });
});

describe('settings under If-Match', () => {
  /** Somebody else changes the settings between the look at them and the change. */
  function overtaken(districts: DistrictStore): DistrictStore {
    let isFirst = true;
    return {
      ...districts,
      put: async (settings, change) => {
        if (change.by !== 'test' && isFirst) {
          isFirst = false;
          const held = (await districts.get(settings.districtId))!;
          await districts.put({ ...held.settings, name: 'Renamed' }, { by: 'quicker', at: 1_000 });
        }
        return districts.put(settings, change);
      },
    };
  }
  const start = () =>
    startConsole({}, { prepare: async (ledger) => ({ ...ledger, districts: overtaken(ledger.districts) }) });

  it('that were changed at the last moment stay as they are, and the log has the refusal', async () => {
    console = await start();
    const headers = { 'if-match': '"1"' };
    const body = settingsJson({ paused: true });
    expect(await console.problem('PUT', PATH, { body, headers })).toMatchObject({
      ...{ status: 409, version: 2, changedBy: 'quicker', changedAt: '1970-01-01T00:00:01.000Z' },
    });
    expect(await stored()).toMatchObject({ version: 2, settings: { name: 'Renamed', paused: false } });
    const by = { token: hashOf(TOKENS.admin).slice(0, 12) };
    expect(await audit()).toMatchObject([{ command: 'settings', by, outcome: { ok: false, status: 409 } }]);
  });

  it('are changed anew without it', async () => {
    console = await start();
    expect((await console.call('PUT', PATH, { body: settingsJson({ paused: true }) })).status).toBe(200);
    expect(await stored()).toMatchObject({ version: 3, settings: { name: 'Lincoln USD', paused: true } });
  });

  it('are changed by one only of many who saw the same version', async () => {
    console = await startConsole();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        console.call('PUT', PATH, { body: settingsJson({ name: `${index}` }), headers: { 'if-match': '"1"' } }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect((await stored()).version).toBe(2);
  });
});
