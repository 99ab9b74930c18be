import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';

/** Enough work, slow enough, that a signal falls into the middle of it; what was cut off is waited for in timeouts. */
const SLOW = { minIntervalMs: 15, timeoutMs: 2_000 };
/** How long a killed process keeps its lane: its successor waits for that. */
const LEASE_MS = '3000';
const NIGHT_LIMIT_MS = 90_000;

afterAll(removeTemporaryFolders);

describe.each(['SIGTERM', 'SIGKILL'] as const)('%s in the middle of a night', (signal) => {
  const district = buildDistrict({
    districtId: 'lincoln',
    size: { sections: 8, studentsPerSection: 15, unitsPerSection: 6 },
  });
  let powerSchool: PowerSchoolSimulator;
  let system: System;
  let play: Play;

  beforeAll(async () => {
    powerSchool = await startPowerSchool(CLIENT);
    const folder = temporaryFolder('restarts');
    system = await oneProcess({
      DATA_DIR: folder,
      DELIVERY_LEASE_MS: LEASE_MS,
      DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url, powerschool: SLOW }]),
    });
    play = new Play(district, system, powerSchool);
    await play.begin();
  }, 90_000);
  afterAll(async () => {
    await system?.end('SIGTERM');
    await powerSchool?.stop();
  });

  it('is gone on with after the next start: every cell once, every score explained', async () => {
    const runId = await play.console.startRun(district.districtId);
    await play.untilColumns(5);
    await system.end(signal);
    const reached = Object.keys(await play.powerSchool.gradebook()).length;
    await system.start();
    const run = await play.console.untilFinished(district.districtId, runId, { limitMs: NIGHT_LIMIT_MS });
    expect(reached).toBeLessThan(run.units.planned);
    await play.expectAsIntended();
  }, 180_000);
});
