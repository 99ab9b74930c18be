import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import {
  CLIENT,
  removeTemporaryFolders,
  temporaryFolder,
  TOKEN,
  writeDistricts,
} from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { Program } from '../testing/processes.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';

const DISTRICT = '/v1/districts/lincoln';
const district = buildDistrict({
  districtId: 'lincoln',
  size: { sections: 2, studentsPerSection: 6, unitsPerSection: 3 },
});
const [unitId = ''] = [...district.units.keys()];

/** Each route that commands, with what it is called with; a route that is not here fails the test. */
const COMMANDS: Readonly<Record<string, readonly { readonly body: object; readonly command: string }[]>> = {
  'put /v1/districts/{districtId}': [],
  'post /v1/districts/{districtId}/runs': [{ body: {}, command: 'run' }],
  'post /v1/districts/{districtId}/redrive': [
    { body: { reason: 'CATEGORY_NOT_MAPPED', dryRun: true }, command: 'redrive' },
    { body: { sectionAssessmentIds: [unitId] }, command: 'redrive' },
    { body: { sectionAssessmentIds: [unitId], repair: 'check' }, command: 'repair' },
  ],
  'post /v1/districts/{districtId}/section-assessments/{sectionAssessmentId}/send': [{ body: {}, command: 'redrive' }],
  'post /v1/districts/{districtId}/section-assessments/{sectionAssessmentId}/check': [{ body: {}, command: 'repair' }],
  'post /v1/districts/{districtId}/rebase': [{ body: { dryRun: true }, command: 'rebase' }],
  'post /v1/districts/{districtId}/reconcile': [{ body: {}, command: 'reconcile' }],
  // For people who are signed in: its own spec is the console's.
  'post /v1/districts/{districtId}/acting': [],
  'post /v1/districts/{districtId}/notifications/resume': [{ body: { ids: [] }, command: 'resumeMessages' }],
  'post /v1/districts/{districtId}/connection-check': [{ body: {}, command: 'connectionCheck' }],
  'post /v1/districts/{districtId}/setup-check': [
    { body: { step: 'access' }, command: 'connectionCheck' },
    { body: { step: 'dryNight' }, command: 'connectionCheck' },
  ],
  'post /v1/districts/{districtId}/tokens': [{ body: { label: 'report', roles: ['viewer'] }, command: 'settings' }],
  'delete /v1/districts/{districtId}/tokens/{sha256}': [{ body: {}, command: 'settings' }],
};

interface Item {
  readonly command: string;
  readonly by: { readonly token: string; readonly roles: readonly string[] };
  readonly asked: Readonly<Record<string, unknown>>;
  readonly changes: readonly { readonly key: string; readonly before: unknown; readonly after: unknown }[];
  readonly traceId: string | null;
  readonly outcome: { readonly ok: boolean; readonly status: number } | null;
}

let powerSchool: PowerSchoolSimulator;
let system: System;
let env: Record<string, string>;
let settings: object;
beforeAll(async () => {
  powerSchool = await startPowerSchool(CLIENT);
  const folder = temporaryFolder('audit');
  const file = writeDistricts(folder, [{ district, baseUrl: powerSchool.url }]);
  const [{ districtId: _id, tokens: _tokens, ...given }] = JSON.parse(readFileSync(file, 'utf8')) as [
    object & { districtId: string; tokens: unknown },
  ];
  settings = given;
  env = { DATA_DIR: folder, DISTRICTS_FILE: file, POWERSCHOOL_ALLOWED_HOSTS: '127.0.0.1' };
  system = await oneProcess(env);
}, 90_000);
afterAll(async () => {
  await system?.end('SIGTERM');
  await powerSchool?.stop();
  removeTemporaryFolders();
});

async function call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${system.consoleUrl}${path}`, {
    method: method.toUpperCase(),
    headers: { authorization: `Bearer ${TOKEN}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

it('over a night with every command, a kill in its middle, and the operator’s own, the log has each of them once, with who, what and what came of it', async () => {
  const { body: document } = await call('get', '/documentation/json');
  const { paths } = document as { paths: Record<string, Record<string, unknown>> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) => (method === 'get' ? [] : [`${method} ${path}`])),
  );
  // Whoever signs in or out commands nothing of a district.
  const commands = routes.filter((route) => route.includes('{districtId}'));
  expect(commands.toSorted()).toEqual(Object.keys(COMMANDS).toSorted());

  const play = new Play(district, system, powerSchool);
  await play.begin();
  await play.settledPreview();
  await play.night();
  const done: string[] = ['run'];

  for (const paused of [true, false]) {
    const { status } = await call('put', DISTRICT, { ...settings, nightlyRunAt: '02:30', paused });
    expect(status).toBe(200);
    done.push('settings');
  }
  let token = '';
  for (const [route, calls] of Object.entries(COMMANDS)) {
    const [method = '', path = ''] = route.split(' ');
    for (const { body, command } of calls) {
      const named = path.replace('{districtId}', 'lincoln').replace('{sectionAssessmentId}', unitId);
      const { status, body: answer } = await call(method, named.replace('{sha256}', token), body);
      if (route.endsWith('/tokens')) token = (answer as { sha256: string }).sha256;
      expect([route, status < 300]).toEqual([route, true]);
      done.push(command);
    }
  }
  await system.end('SIGKILL');
  await system.start();
  const exporting = new Program('services/console/district.ts', ['export', 'lincoln'], env);
  expect([await exporting.exit(), exporting.output.slice(-500)]).toEqual([0, expect.stringContaining('{')]);
  done.push('export');

  const items: Item[] = [];
  for (let cursor = ''; ;) {
    const page = await call('get', `${DISTRICT}/audit?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const { items: some, cursor: next } = page.body as { items: Item[]; cursor: string | null };
    items.unshift(...some.toReversed());
    if (next === null) break;
    cursor = encodeURIComponent(next);
  }
  const own = createHash('sha256').update(TOKEN).digest('hex').slice(0, 12);
  const ofPeople = items.filter(({ by }) => by.token !== 'file');
  expect(ofPeople.map(({ command }) => command)).toEqual(done);
  expect(ofPeople.map(({ by }) => by.token)).toEqual(done.map((command) => (command === 'export' ? 'operator' : own)));
  expect(ofPeople.filter(({ outcome }) => outcome?.ok !== true)).toEqual([]);
  for (const { command, traceId } of ofPeople) if (command !== 'export') expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  const [pausing, resuming] = ofPeople.filter(({ command }) => command === 'settings');
  expect(pausing?.changes).toEqual(
    expect.arrayContaining([
      { key: 'nightlyRunAt', before: '01:00', after: '02:30' },
      { key: 'paused', before: false, after: true },
    ]),
  );
  expect(resuming?.changes).toEqual(expect.arrayContaining([{ key: 'paused', before: true, after: false }]));
  expect(JSON.stringify(items)).not.toContain(CLIENT.clientSecret);
}, 120_000);
