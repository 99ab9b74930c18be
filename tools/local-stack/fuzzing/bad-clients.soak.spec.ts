import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import {
  CLIENT,
  removeTemporaryFolders,
  temporaryFolder,
  TOKEN,
  writeDistricts,
} from '../testing/districts.fixture.ts';
import { Program } from '../testing/processes.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';

const CLIENTS = 50;
/** Requests of the good one in each turn: of 1,000, the tenth largest time is the 99th percentile. */
const REQUESTS = 1_000;
const TURNS = 3;
const MOST = 2;
const BAD_TOKEN = 'token-of-bad-clients';

/** The time that `share` of them stay within. */
function percentile(times: readonly number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.ceil(times.length * share) - 1] ?? NaN;
}

describe('a district whose clients send nonsense', () => {
  const district = buildDistrict({
    districtId: 'lincoln',
    size: { sections: 1, studentsPerSection: 25, unitsPerSection: 2 },
  });
  const snapshot = [...district.units.values()][0]!.snapshot;
  const folder = temporaryFolder('bad-clients');
  let powerSchool: PowerSchoolSimulator;
  let system: System;

  beforeAll(async () => {
    powerSchool = await startPowerSchool(CLIENT);
    const bad = { ...district, districtId: 'bad' };
    const baseUrl = powerSchool.url;
    const file = writeDistricts(folder, [
      { district, baseUrl },
      { district: bad, baseUrl },
    ]);
    const settings = JSON.parse(readFileSync(file, 'utf8')) as object[];
    const tokens = [{ sha256: createHash('sha256').update(BAD_TOKEN).digest('hex'), roles: ['otus'] }];
    writeFileSync(file, JSON.stringify([settings[0], { ...settings[1], tokens }]));
    system = await oneProcess({ DATA_DIR: folder, DISTRICTS_FILE: file });
  }, 120_000);
  afterAll(async () => {
    await system?.end('SIGTERM');
    await powerSchool?.stop();
    removeTemporaryFolders();
  });

  let revision = 1;

  /** How long each request of the good client took, in ms. */
  async function goodOne(): Promise<number[]> {
    const times: number[] = [];
    const { sectionAssessmentId } = snapshot;
    for (let number = 0; number < REQUESTS; number += 1) {
      revision += 1;
      const start = performance.now();
      const response = await fetch(
        `${system.ingestionUrl}/v1/districts/lincoln/section-assessments/${sectionAssessmentId}`,
        {
          method: 'PUT',
          headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
          body: JSON.stringify({ ...snapshot, revision }),
        },
      );
      await response.arrayBuffer();
      times.push(performance.now() - start);
      expect(response.status).toBe(202);
    }
    return times;
  }

  it('does not hold up another: its 99th percentile at most doubles beside fifty of them', async () => {
    await goodOne();
    const alone: number[] = [];
    const beside: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      alone.push(...(await goodOne()));
      const script = 'tools/local-stack/fuzzing/bad-clients.process.fixture.ts';
      const bad = new Program(script, [system.ingestionUrl, 'bad', BAD_TOKEN, String(CLIENTS)], {});
      // Not before they are at work.
      await goodOne();
      beside.push(...(await goodOne()));
      expect(bad.output).toBe('');
      expect(await bad.end('SIGTERM')).toBe(0);
    }
    const figures = [0.5, 0.99].map((share) => [percentile(alone, share), percentile(beside, share)]);
    const told = figures.map(([one, other]) => `${one?.toFixed(1)} → ${other?.toFixed(1)} ms`);
    process.stdout.write(`\na good client alone → beside ${CLIENTS} bad ones: p50 ${told[0]}, p99 ${told[1]}\n\n`);
    expect((figures[1]?.[1] ?? NaN) / (figures[1]?.[0] ?? NaN)).toBeLessThanOrEqual(MOST);
  });
});
