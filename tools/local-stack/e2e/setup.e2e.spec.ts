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
  size: { sections: 2, studentsPerSection: 6, unitsPerSection: 12 },
});

interface StepBody {
  readonly ok: boolean;
  readonly findings: readonly {
    about: string;
    level: string;
    count: number;
    words: { code: string; fix: string } | null;
  }[];
  readonly links?: { readonly classes: { readonly known: number; readonly linked: number } };
  readonly categories?: {
    readonly types: readonly { category: string | null; proposal: { category: string } | null }[];
  };
  readonly night?: { readonly units: { readonly create: number } };
  readonly trial?: {
    readonly units: readonly { readonly section: string; readonly state: string }[];
    readonly readBack: { readonly cellsRead: number; readonly missing: number; readonly different: number } | null;
  };
}

let powerSchool: PowerSchoolSimulator;
let system: System;
let env: Record<string, string>;
let file: string;
beforeAll(async () => {
  powerSchool = await startPowerSchool(CLIENT);
  const folder = temporaryFolder('setup');
  file = writeDistricts(folder, [{ district, baseUrl: powerSchool.url }]);
  env = { DATA_DIR: folder, DISTRICTS_FILE: file, POWERSCHOOL_ALLOWED_HOSTS: '127.0.0.1' };
  system = await oneProcess(env);
}, 90_000);
afterAll(async () => {
  await system?.end('SIGTERM');
  await powerSchool?.stop();
  removeTemporaryFolders();
});

async function call<T>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
  const response = await fetch(`${system.consoleUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

async function step(name: string, sectionId?: string): Promise<StepBody> {
  const { status, body } = await call<StepBody>('POST', `${DISTRICT}/setup-check`, {
    step: name,
    ...(sectionId !== undefined && { sectionId }),
  });
  expect([name, status]).toEqual([name, 200]);
  return body;
}

/** What is wrong, by the codes of its words. */
const wrong = ({ findings }: StepBody): string[] =>
  findings.filter(({ level }) => level === 'error').map(({ words }) => words?.code ?? '');

it('a district is set up step by step, what is wrong is said and mended, and one section is sent and read back before the first night', async () => {
  expect((await step('address')).ok).toBe(true);
  powerSchool.access.revokeCredentials();
  expect(wrong(await step('credentials'))).toEqual(['SIS_CREDENTIALS']);
  powerSchool.access.restoreCredentials();
  expect((await step('credentials')).ok).toBe(true);
  for (const name of ['access', 'terms', 'links', 'dryNight'])
    expect(wrong(await step(name))).toEqual(['NOTHING_RECEIVED']);

  const play = new Play(district, system, powerSchool);
  await play.begin();
  await play.settledPreview();

  powerSchool.access.v1Read = false;
  expect(wrong(await step('access'))).toEqual(['ACCESS_REFUSED']);
  powerSchool.access.v1Read = true;
  expect((await step('access')).ok).toBe(true);

  const categories = await step('categories');
  const proposed = categories.categories!.types.map(({ category, proposal }) => [category, proposal?.category ?? null]);
  // Of the scenario's categories one is inactive for every teacher.
  expect(proposed.filter(([category]) => category !== null).toSorted()).toEqual(
    ['Homework', 'Labs', 'Quizzes', 'Tests'].map((name) => [name, name === 'Labs' ? null : name]),
  );
  expect(wrong(categories)).toContain('CATEGORY_INACTIVE');

  const { links, ok } = await step('links');
  expect(ok).toBe(true);
  expect(links!.classes.linked).toBeGreaterThan(0);

  expect((await step('dryNight')).night!.units.create).toBeGreaterThan(0);
  expect(Object.keys(await play.powerSchool.gradebook())).toEqual([]);

  const { items } = (
    await call<{ items: { section: string | null; state: string }[] }>(
      'GET',
      `${DISTRICT}/section-assessments?limit=200`,
    )
  ).body;
  const sectionId = items.find(({ section }) => section !== null)!.section!;
  const { trial, ...told } = await step('trial', sectionId);
  expect([wrong(told), new Set(trial!.units.map(({ section }) => section))]).toEqual([[], new Set([sectionId])]);
  expect(trial!.units.filter(({ state }) => state === 'inSync').length).toBeGreaterThan(0);
  expect(trial!.readBack).toMatchObject({ missing: 0, different: 0 });
  expect(trial!.readBack!.cellsRead).toBeGreaterThan(0);
  // Once more sends nothing, and finds the same.
  const again = await step('trial', sectionId);
  expect(again.trial!.readBack).toEqual(trial!.readBack);

  const { body } = await call<{ items: { step: string; ok: boolean | null }[] }>('GET', `${DISTRICT}/setup-check`);
  const done = ['address', 'credentials', 'access', 'links', 'dryNight', 'trial'];
  expect(body.items.filter(({ step: name }) => done.includes(name)).map((each) => each.ok)).toEqual(
    done.map(() => true),
  );
}, 120_000);

it('a district file is checked without the running system, and the plugin is written', async () => {
  const checking = new Program('services/console/district.ts', ['check', file], {});
  expect([await checking.exit(), checking.output]).toEqual([0, expect.stringContaining('✓ credentials')]);
  powerSchool.access.revokeCredentials();
  const refused = new Program('services/console/district.ts', ['check', file], {});
  expect([await refused.exit(), refused.output]).toEqual([1, expect.stringContaining('✕ credentials')]);
  powerSchool.access.restoreCredentials();
  const writing = new Program('services/console/plugin.ts', ['--out', `${env['DATA_DIR']}/plugin.zip`], {});
  expect(await writing.exit()).toBe(0);
  expect(readFileSync(`${env['DATA_DIR']}/plugin.zip`).subarray(0, 2).toString()).toBe('PK');
}, 60_000);
