import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testKafka, testMongo } from '@passback/local-infrastructure';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { manyProcesses, type System } from '../testing/system.fixture.ts';

afterAll(removeTemporaryFolders);

describe('each service a process of its own, over Kafka and MongoDB’s protocol', () => {
  const district = buildDistrict({
    districtId: 'lincoln',
    size: { sections: 8, studentsPerSection: 18, unitsPerSection: 5 },
  });
  let powerSchool: PowerSchoolSimulator;
  let system: System;
  let play: Play;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const [kafka, mongo] = await Promise.all([testKafka(), testMongo()]);
    if (kafka === null || mongo === null) throw new Error('no Kafka or MongoDB to test with');
    stops.push(
      () => kafka.stop(),
      () => mongo.stop(),
    );
    powerSchool = await startPowerSchool(CLIENT);
    const folder = temporaryFolder('processes');
    system = await manyProcesses({
      DATA_DIR: folder,
      MESSAGING_URL: kafka.url,
      LEDGER_URL: `${mongo.url}/processes`,
      SECRETS_KEY: randomBytes(32).toString('hex'),
      DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url }]),
    });
    play = new Play(district, system, powerSchool);
    await play.begin();
  }, 180_000);
  afterAll(async () => {
    await system?.end('SIGTERM');
    await powerSchool?.stop();
    for (const stop of stops) await stop();
  }, 60_000);

  for (let night = 1; night <= 3; night += 1) {
    it(`has the whole gradebook as intended after night ${night}`, async () => {
      if (night > 1) await play.day();
      const run = await play.night();
      expect(run.units.retrying).toBe(0);
      await play.expectAsIntended();
    }, 120_000);
  }
});
