import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildDistrict,
  type PowerSchoolSimulator,
  type ScenarioDistrict,
  startPowerSchool,
} from '@passback/simulators';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import {
  CLIENT,
  removeTemporaryFolders,
  temporaryFolder,
  TOKEN,
  writeDistricts,
} from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';
import { OtlpReceiver } from './otlp/receiver.fixture.ts';

/** Each is nowhere else: where it is found, it came from what must not be told. */
const MARKS = {
  title: 'Zzmarktitle',
  name: 'Zzmarkname',
  email: 'zzmark@example.edu',
  secret: 'zzmark-client-secret',
} as const;
const POINTS = 13.371337;
/** A create whose answer says nothing of what was done is made again after two of these. */
const TIMEOUT_MS = 2_000;

/** The scenario with marks in every text and number that is a person's. */
function marked(district: ScenarioDistrict): ScenarioDistrict {
  const units = new Map([...district.units].map(([id, unit]) => [id, markedUnit(unit)]));
  const staff = district.staff.map((member) => ({ ...member, email: MARKS.email }));
  return { ...district, units, staff };
}

function markedUnit<U extends { snapshot: { title: string; scores: readonly object[] } }>(unit: U): U {
  const scores = unit.snapshot.scores.map((score) =>
    'points' in score && score.points !== null ? { ...score, points: POINTS } : score,
  );
  return { ...unit, snapshot: { ...unit.snapshot, title: `${MARKS.title} of ${MARKS.name} ${MARKS.email}`, scores } };
}

afterAll(removeTemporaryFolders);

describe('a night with marked titles, names, emails, points, tokens and secrets', () => {
  const words = `${MARKS.name} <${MARKS.email}> has ${POINTS} in ${MARKS.title}`;
  const client = { ...CLIENT, clientSecret: MARKS.secret };
  let otlp: OtlpReceiver;
  let powerSchool: PowerSchoolSimulator;
  let system: System;
  let accessToken: string;

  beforeAll(async () => {
    otlp = await OtlpReceiver.start();
    powerSchool = await startPowerSchool(client);
    const size = { sections: 4, studentsPerSection: 12, unitsPerSection: 8 };
    const [lincoln, franklin] = ['lincoln', 'franklin'].map((districtId) => buildDistrict({ districtId, size }));
    if (lincoln === undefined || franklin === undefined) throw new Error('two districts are expected');
    const withSecret = (district: ScenarioDistrict) => ({
      ...{ district, baseUrl: powerSchool.url },
      powerschool: { ...client, timeoutMs: TIMEOUT_MS },
    });
    const folder = temporaryFolder('privacy');
    system = await oneProcess({
      DATA_DIR: folder,
      LOG_LEVEL: 'trace',
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      DISTRICTS_FILE: writeDistricts(folder, [withSecret(lincoln), withSecret(franklin)]),
    });
    const play = new Play(marked(lincoln), system, powerSchool);
    await play.begin();
    await play.settledPreview();
    // PowerSchool's own words name people: of a unit, of a score, of an error, of a district-wide fault.
    const conflict = { kind: 'unitConflict', field: 'name', message: words } as const;
    const assignments = { method: 'POST', route: '/ws/xte/section/assignment' };
    powerSchool.faults.add({ match: assignments, action: conflict, count: 1 });
    powerSchool.faults.add({ match: assignments, action: { kind: 'status', status: 500, message: words }, nth: 2 });
    powerSchool.faults.add({
      match: { route: '/ws/xte/score' },
      action: { kind: 'status', status: 409, message: words },
      nth: 2,
    });
    await play.night();
    await play.editOneScore(play.untouchedUnit());
    await play.settledPreview();
    powerSchool.faults.add({ match: { route: '/ws/xte/*' }, action: { kind: 'status', status: 401, message: words } });
    await play.console.startRun('lincoln');
    await eventually(async () => expect(system.output()).toContain('circuit opened'));
    const terms = { route: '/ws/v1/school/{id}/term' };
    powerSchool.faults.add({ match: terms, action: { kind: 'status', status: 500, message: words } });
    await new Play(marked(franklin), system, powerSchool).begin();
    await eventually(async () => expect(system.output()).toContain('the grading period could not be had'));
    accessToken = powerSchool.access.issueToken().value;
    await fetch(`${system.ingestionUrl}/v1/districts/lincoln/section-assessments/bad`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: words, scores: [{ points: words }] }),
    });
    await fetch(`${system.consoleUrl}/v1/districts/lincoln/section-assessments?identifier=${MARKS.email}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    await play.console.call('POST', '/v1/districts/lincoln/connection-check').catch(() => undefined);
    await play.console.call('POST', '/v1/districts/lincoln/redrive', { reason: 'SIS_REJECTED' }).catch(() => undefined);
    await system.end('SIGTERM');
  }, 120_000);
  afterAll(async () => {
    await system?.end('SIGTERM');
    await powerSchool?.stop();
    await otlp?.stop();
  });

  const secrets = (): string[] => [...Object.values(MARKS), '13.371337', TOKEN, accessToken];
  const found = (text: string): string[] => secrets().filter((mark) => text.toLowerCase().includes(mark.toLowerCase()));

  it('reached PowerSchool with its marks, so that there was something to tell', () => {
    const gradebook = JSON.stringify(powerSchool.gradebook.snapshot());
    expect(gradebook).toContain('13.371337');
    expect(gradebook).toContain(MARKS.title);
    expect(otlp.spans.some(({ name }) => name === 'score refused')).toBe(true);
  });

  it('tells none of it in spans and metrics, decoded or as bytes', () => {
    expect(otlp.faults).toEqual([]);
    expect(found(JSON.stringify(otlp.decoded))).toEqual([]);
    const bytes = Buffer.concat(otlp.raw);
    expect(found(bytes.toString('latin1'))).toEqual([]);
    const points = Buffer.alloc(8);
    points.writeDoubleLE(POINTS);
    expect(bytes.includes(points)).toBe(false);
  });

  it('tells none of it in what the process prints, at the finest level', () => {
    for (const said of [
      'run finished',
      'terms could not be read',
      'the grading period could not be had',
      'circuit opened',
    ])
      expect(system.output()).toContain(said);
    const lines = system.output().split('\n');
    expect(lines.filter((line) => found(line).length > 0)).toEqual([]);
  });
});
