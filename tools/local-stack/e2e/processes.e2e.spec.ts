import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sharedMongo } from '@passback/local-infrastructure';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { Bundle } from '../testing/bundle.fixture.ts';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { Secured } from '../testing/secured.fixture.ts';
import { manyProcesses, SERVICES, type System } from '../testing/system.fixture.ts';

afterAll(removeTemporaryFolders);

/** As their image starts them, and with no more rights than the manifests of Kubernetes give each of them. */
describe('each service a process of its own, from its bundle, over secured Kafka and gRPC and MongoDB’s protocol', () => {
  const district = buildDistrict({
    districtId: 'lincoln',
    size: { sections: 8, studentsPerSection: 18, unitsPerSection: 5 },
  });
  let powerSchool: PowerSchoolSimulator;
  let system: System;
  let play: Play;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const bundle = new Bundle();
    stops.push(async () => bundle.remove());
    const folder = temporaryFolder('processes');
    const [secured, mongo] = await Promise.all([Secured.start(folder), sharedMongo()]);
    if (secured === null || mongo === null) throw new Error('no Kafka or MongoDB to test with');
    stops.push(() => secured.stop());
    powerSchool = await startPowerSchool(CLIENT);
    const keyFile = path.join(folder, 'key');
    writeFileSync(keyFile, randomBytes(32).toString('hex'));
    const env = {
      ...secured.env,
      DATA_DIR: folder,
      LEDGER_URL: `${mongo.url}/processes-${randomUUID()}`,
      SECRETS_KEY_FILE: keyFile,
      DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url }]),
    };
    system = await manyProcesses(env, await secured.ownEnvs(SERVICES), bundle.programOf);
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
