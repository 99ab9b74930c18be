import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildDistrict, type PowerSchoolSimulator, type ScenarioUnit, startPowerSchool } from '@passback/simulators';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';

afterAll(removeTemporaryFolders);

describe.each(['xte', 'oneroster'] as const)('what PowerSchool refuses, over %s', (connector) => {
  const district = buildDistrict({
    districtId: 'lincoln',
    termIds: connector,
    size: { sections: 4, studentsPerSection: 12, unitsPerSection: 10 },
  });
  const ordinary = [...district.units.values()].filter(({ about }) => about === 'an ordinary assessment');
  let powerSchool: PowerSchoolSimulator;
  let system: System;
  let play: Play;

  beforeAll(async () => {
    powerSchool = await startPowerSchool(CLIENT);
    const folder = temporaryFolder('refusals');
    system = await oneProcess({
      DATA_DIR: folder,
      DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url, connector }]),
    });
    play = new Play(district, system, powerSchool);
    await play.begin();
  }, 90_000);
  afterAll(async () => {
    await system?.end('SIGTERM');
    await powerSchool?.stop();
  });

  const explain = (unit: ScenarioUnit | undefined) =>
    play.console.explain(district.districtId, unit?.snapshot.sectionAssessmentId ?? '');
  const redrive = (body: object): Promise<{ units: number; runId: string | null }> =>
    play.console.call('POST', `/v1/districts/${district.districtId}/redrive`, body);

  it('credentials revoked: the run is blocked, nobody is told that a score failed, and it goes on when they are back', async () => {
    await play.settledPreview();
    // Without the credentials no grading period would come any more, and nothing would be there to be sent.
    await play.untilDecided(ordinary);
    powerSchool.access.revokeCredentials();
    powerSchool.access.expireTokens();
    const runId = await play.console.startRun(district.districtId);
    await eventually(async () => expect((await play.console.run(district.districtId, runId)).state).toBe('blocked'));
    // Those that were tried say why; the others only wait.
    const tried = await eventually(async () => {
      const path = `/v1/districts/${district.districtId}/section-assessments?reason=SIS_CREDENTIALS`;
      const { items } = await play.console.call<{ items: { sectionAssessmentId: string }[] }>('GET', path);
      expect(items).not.toEqual([]);
      return items;
    });
    for (const { sectionAssessmentId } of tried) {
      const waiting = await play.console.explain(district.districtId, sectionAssessmentId);
      expect(waiting.scores.some(({ state }) => state === 'rejected')).toBe(false);
    }
    powerSchool.access.restoreCredentials();
    await play.console.untilFinished(district.districtId, runId, { limitMs: 90_000 });
    await play.expectAsIntended();
  }, 240_000);

  it('credentials mended: who asks does not wait for the next probe', async () => {
    let tokens = 0;
    const end = powerSchool.onRequest('POST /oauth/access_token', 'after', () => void (tokens += 1));
    await play.editOneScore(ordinary[0]);
    await play.untilDecided(ordinary.slice(0, 1));
    powerSchool.access.revokeCredentials();
    powerSchool.access.expireTokens();
    const runId = await play.console.startRun(district.districtId);
    const state = async () => (await play.console.run(district.districtId, runId)).state;
    await eventually(async () => expect(await state()).toBe('blocked'));
    // Each that fails doubles the wait for the next one that comes by itself: more than a minute by then.
    for (let asked = 1; asked <= 4; asked += 1) {
      const before = tokens;
      expect(await play.console.startRun(district.districtId)).toBe(runId);
      await eventually(async () => expect(tokens).toBeGreaterThan(before));
    }
    expect(await state()).toBe('blocked');
    powerSchool.access.restoreCredentials();
    expect(await play.console.startRun(district.districtId)).toBe(runId);
    await play.console.untilFinished(district.districtId, runId, { limitMs: 30_000 });
    end();
    await play.expectAsIntended();
  }, 240_000);

  it('a column that a teacher deleted: it stays away, night after night, until it is redriven', async () => {
    const unit = ordinary[1];
    const column = powerSchool.gradebook.find(`(${unit?.snapshot.identifier})`)[0];
    powerSchool.gradebook.deleteAssignment({ assignmentId: column?.assignmentId ?? 0 });
    await play.editOneScore(unit);
    for (const _night of ['first', 'second']) {
      await play.night();
      const explanation = await explain(unit);
      expect([explanation.state, explanation.reasons.map(({ code }) => code)]).toEqual([
        'rejected',
        ['SIS_ASSIGNMENT_DELETED'],
      ]);
      expect(powerSchool.gradebook.find(`(${unit?.snapshot.identifier})`)).toEqual([]);
    }
    expect((await redrive({ reason: 'SIS_ASSIGNMENT_DELETED', dryRun: true })).units).toBe(1);
    const { units, runId } = await redrive({ reason: 'SIS_ASSIGNMENT_DELETED' });
    expect(units).toBe(1);
    await play.console.untilFinished(district.districtId, runId ?? '', { limitMs: 60_000 });
    await play.expectAsIntended();
  }, 120_000);

  it('an answer that nobody foresaw: rejected with PowerSchool’s own words, sent at the next night', async () => {
    const unit = ordinary[2];
    const words = 'The moon is in the wrong phase.';
    const route = connector === 'xte' ? '/ws/xte/score' : '/api/ims/oneroster/v1p1/results/*';
    const fault = powerSchool.faults.add({
      match: { method: 'PUT', route },
      count: 'all',
      action: { kind: 'status', status: 418, message: words },
    });
    await play.editOneScore(unit);
    await play.night();
    const explanation = await explain(unit);
    const refused = explanation.scores.flatMap(({ state, reasons }) => (state === 'rejected' ? reasons : []));
    expect(refused.some(({ code, message }) => code === 'SIS_REJECTED' && message.includes(words))).toBe(true);
    fault.remove();
    await play.night();
    await play.expectAsIntended();
  }, 120_000);
});
