import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { snapshotOf } from '../district/bench-district.ts';
import { CLIENT } from '../district/districts-file.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { PlainClient } from './plain-client.ts';
import { newMemory, type PutScores, scriptedNight } from './plain-script.ts';
import { putEachAssignment, putEachScore } from './put-scores.ts';

const district = { districtId: 'bench-0', index: 0, units: 2, today: '2026-11-24' };
const units = (revision = 1) => [0, 1].map((unit) => snapshotOf(district, unit, { revision, changedScores: 2 }));

let powerschool: PowerSchoolSimulator;
beforeEach(async () => {
  powerschool = await startPowerSchool({ ...CLIENT, timeZone: 'UTC' });
  powerschool.gradebook.seed(powerSchoolRosterOf(district));
});
afterEach(() => powerschool.stop());

const writes = (): number => powerschool.requests.counters().writes;
const pointsOf = (unit: number): (number | null)[] =>
  powerschool.gradebook.find(`(${snapshotOf(district, unit).identifier})`)[0]?.scores.map(({ points }) => points) ?? [];

describe.each<[string, PutScores, number, number]>([
  ['one PUT per score', putEachScore, 2 + 50, 4],
  ['one PUT per assignment', putEachAssignment, 2 + 2, 2],
])('a script with %s', (_name, putScores, newWrites, changedWrites) => {
  it('brings over what is new, then what changed, then nothing', async () => {
    const memory = newMemory();
    const night = (revision?: number) =>
      scriptedNight(new PlainClient(powerschool.url), units(revision), memory, putScores);
    for (const [revision, expected] of [
      [1, newWrites],
      [2, changedWrites],
      [2, 0],
    ] as const) {
      powerschool.requests.clear();
      expect(await night(revision)).toBe(0);
      expect(writes()).toBe(expected);
      for (const unit of [0, 1])
        expect(pointsOf(unit)).toEqual(units(revision)[unit]?.scores.map(({ points }) => points));
    }
  });

  it('tries again in the next night what went wrong, and makes a second column where the answer was lost', async () => {
    const memory = newMemory();
    powerschool.faults.add({
      match: { method: 'POST', route: '/ws/xte/*' },
      when: 'after',
      action: { kind: 'reset' },
      nth: 1,
    });
    expect(await scriptedNight(new PlainClient(powerschool.url), units(), memory, putScores)).toBe(1);
    expect(await scriptedNight(new PlainClient(powerschool.url), units(), memory, putScores)).toBe(0);
    expect(powerschool.gradebook.find('checkpoint')).toHaveLength(3);
  });
});

it('a script waits as long as it is told, and takes a new token once', async () => {
  const client = new PlainClient(powerschool.url);
  powerschool.faults.add({ match: { route: '/ws/xte/*' }, action: { kind: 'throttle', seconds: 0.02 }, nth: 1 });
  powerschool.faults.add({ match: { route: '/ws/xte/*' }, action: { kind: 'unauthorized' }, nth: 2 });
  expect(await scriptedNight(client, units(), newMemory(), putEachAssignment)).toBe(0);
  expect(powerschool.requests.counters().tokens).toBe(2);
});
