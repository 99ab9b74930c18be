import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';

const NIGHTS = 5;

afterAll(removeTemporaryFolders);

describe.each(['xte', 'oneroster'] as const)(
  'nights with days of edits between them, in one process, over %s',
  (connector) => {
    const district = buildDistrict({
      districtId: 'lincoln',
      termIds: connector,
      size: { sections: 8, studentsPerSection: 18, unitsPerSection: 5 },
    });
    const paused = buildDistrict({
      districtId: 'franklin',
      size: { sections: 4, studentsPerSection: 15, unitsPerSection: 8 },
      paused: true,
    });
    let powerSchool: PowerSchoolSimulator;
    let system: System;
    let play: Play;

    beforeAll(async () => {
      powerSchool = await startPowerSchool(CLIENT);
      const folder = temporaryFolder('nights');
      const districts = [district, paused].map((each) => ({ district: each, baseUrl: powerSchool.url, connector }));
      system = await oneProcess({ DATA_DIR: folder, DISTRICTS_FILE: writeDistricts(folder, districts) });
      play = new Play(district, system, powerSchool);
      await play.begin();
    }, 90_000);
    afterAll(async () => {
      await system?.end('SIGTERM');
      await powerSchool?.stop();
    });

    it('previews what the first night then does', async () => {
      const before = await play.settledPreview();
      const run = await play.night();
      expect(run.scores.sent + run.scores.rejected).toBe(before.scores.send);
      expect(run.units.held).toBe(before.units.held);
      await play.expectAsIntended();
      expect(run.traceId).toMatch(/^[0-9a-f]{32}$/);
    }, 120_000);

    it('changes nothing in a night after which nothing was edited: no write calls', async () => {
      const writes = await play.powerSchool.writeCalls();
      await play.night();
      expect(await play.powerSchool.writeCalls()).toBe(writes);
      await play.expectAsIntended();
    }, 60_000);

    for (let night = 2; night <= NIGHTS; night += 1) {
      it(`has the whole gradebook as intended after night ${night}`, async () => {
        await play.day();
        await play.night();
        await play.expectAsIntended();
      }, 120_000);
    }

    it('sends nothing of a paused district, and says so', async () => {
      const other = new Play(paused, system, powerSchool);
      await other.otus.sendEverything();
      const writes = await play.powerSchool.writeCalls();
      await other.night();
      expect(await play.powerSchool.writeCalls()).toBe(writes);
      await other.expectExplanationsAsIntended();
    }, 60_000);
  },
);
