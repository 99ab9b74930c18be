import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalKafka, type LocalMongo, testKafka, testMongo } from '@passback/local-infrastructure';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import {
  CLIENT,
  removeTemporaryFolders,
  temporaryFolder,
  TOKEN,
  writeDistricts,
} from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { type ManyProcesses, manyProcesses } from '../testing/system.fixture.ts';

const RECOVERY_LIMIT_MS = 60_000;

afterAll(removeTemporaryFolders);

describe('what is down is waited for, said, and caught up with', () => {
  const district = buildDistrict({
    districtId: 'lincoln',
    size: { sections: 4, studentsPerSection: 15, unitsPerSection: 9 },
  });
  let kafka: LocalKafka;
  let mongo: LocalMongo;
  let powerSchool: PowerSchoolSimulator;
  let system: ManyProcesses;
  let play: Play;

  beforeAll(async () => {
    const servers = await Promise.all([testKafka(), testMongo({ durable: true })]);
    if (servers[0] === null || servers[1] === null) throw new Error('no Kafka or MongoDB to test with');
    [kafka, mongo] = servers;
    powerSchool = await startPowerSchool(CLIENT);
    const folder = temporaryFolder('outages');
    system = await manyProcesses({
      DATA_DIR: folder,
      MESSAGING_URL: kafka.url,
      LEDGER_URL: `${mongo.url}/outages`,
      SECRETS_KEY: randomBytes(32).toString('hex'),
      DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url }]),
    });
    play = new Play(district, system, powerSchool);
    await play.begin();
    await play.night();
  }, 180_000);
  afterAll(async () => {
    await system?.end('SIGTERM');
    await powerSchool?.stop();
    await kafka?.stop();
    await mongo?.stop();
  }, 60_000);

  it('MongoDB: a day of edits comes in while it is gone, and is decided when it is back', async () => {
    await mongo.kill();
    await eventually(async () => expect((await system.readiness('rules')).ready).toBe(false));
    await play.day();
    await mongo.restart();
    await eventually(() => play.expectEvaluated(), RECOVERY_LIMIT_MS);
  }, 120_000);

  it('Kafka: ingestion refuses with 503 and when to try again; afterwards all goes through', async () => {
    await kafka.kill();
    const [unit] = [...district.units.values()];
    const put = (): Promise<Response> =>
      fetch(`${system.ingestionUrl}/v1/districts/lincoln/section-assessments/${unit?.snapshot.sectionAssessmentId}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(unit?.snapshot),
      });
    const refused = await put();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect((await system.readiness('ingestion')).checks['messaging']).not.toBe('ok');
    await kafka.restart();
    await eventually(async () => expect((await put()).status).toBe(202), RECOVERY_LIMIT_MS);
    await play.editOneScore(play.untouchedUnit());
    await eventually(() => play.expectEvaluated(), RECOVERY_LIMIT_MS);
  }, 150_000);

  it('grading-periods and PowerSchool: the night waits, says what blocks it, and is finished afterwards', async () => {
    await system.programs.get('grading-periods')?.end('SIGKILL');
    await powerSchool.goDown();
    const runId = await play.console.startRun(district.districtId);
    await eventually(
      async () => expect((await play.console.run(district.districtId, runId)).state).toBe('blocked'),
      RECOVERY_LIMIT_MS,
    );
    await system.startService('grading-periods');
    await powerSchool.comeBack();
    await play.console.untilFinished(district.districtId, runId, { limitMs: RECOVERY_LIMIT_MS });
    await eventually(() => play.expectAsIntended(), RECOVERY_LIMIT_MS);
  }, 180_000);
});
