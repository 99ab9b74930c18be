import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { AFTER_LEASE_MS, columnsOf, connectGradebook, openSimulated } from './testing/simulated-powerschool.fixture.ts';
import { type UnitSketch } from './testing/units.fixture.ts';
import type { World } from './testing/world.fixture.ts';

const S1: UnitSketch = { id: 's1', scores: { '81001': 26.5, '81002': 12, '81003': null } };

let world: World;
let sis: PowerSchoolSimulator;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ world, sis, close } = await openSimulated('xte'));
});
afterEach(() => close());

const start = () => world.start({ createGradebook: connectGradebook });
const columns = () => columnsOf(sis);

describe('delivery over the xte connector to a simulated PowerSchool', () => {
  it('fills the cells, changes them, keeps a teacher edit, and leaves what was asked in the attempts', async () => {
    await start();
    await world.night([S1]);
    await world.settled();
    expect(columns()).toEqual([{ name: 'Mid Term Exam (S1)', category: 'Quizzes', cells: { 81001: 26.5, 81002: 12 } }]);
    const [attempt] = await world.attempts('s1');
    expect(attempt?.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toContain(
      'PUT /ws/xte/score 200',
    );
    await world.night([{ ...S1, revision: 2, title: 'Final', scores: { ...S1.scores, '81003': 7 } }]);
    await world.settled();
    expect(columns()).toEqual([
      { name: 'Final (S1)', category: 'Quizzes', cells: { 81001: 26.5, 81002: 12, 81003: 7 } },
    ]);
    expect((await world.unit('s1')).summary).toMatchObject({ state: 'inSync', reasons: [] });
  });

  it('makes one assignment though the connection is cut after it was made', async () => {
    sis.faults.add({
      match: { method: 'POST', route: '/ws/xte/section/assignment' },
      when: 'after',
      action: { kind: 'reset' },
      count: 1,
    });
    await start();
    await world.night([S1]);
    await world.settled();
    expect(columns()).toHaveLength(1);
    expect((await world.unit('s1')).delivery).toMatchObject({ failure: null, intent: null });
  });

  it('makes one assignment though the process is killed right after it asked for it', async () => {
    const first = await start();
    let isMade = false;
    const end = sis.onRequest('POST /ws/xte/section/assignment', 'after', () => {
      isMade = true;
      first.kill();
    });
    await world.night([S1]);
    await eventually(() => expect(isMade).toBe(true));
    end();
    world.clock.advance(AFTER_LEASE_MS);
    await first.stop();
    await start();
    await world.settled();
    expect(columns()).toEqual([{ name: 'Mid Term Exam (S1)', category: 'Quizzes', cells: { 81001: 26.5, 81002: 12 } }]);
  });

  it('sends the others of a batch that PowerSchool refuses for a student who left', async () => {
    sis.faults.add({
      match: { route: '/ws/xte/score' },
      action: { kind: 'rowConflict', studentDcids: [81002] },
      count: 1,
    });
    await start();
    await world.night([S1]);
    await world.settled();
    expect(columns()[0]?.cells).toEqual({ 81001: 26.5 });
    expect((await world.unit('s1')).summary.reasons).toContain('STUDENT_NOT_ENROLLED');
  });

  it('opens the circuit on a plugin without field access, and goes on once it has it', async () => {
    const denied = sis.faults.add({
      match: { method: 'POST', route: '/ws/xte/section/assignment' },
      action: { kind: 'fieldAccess' },
    });
    await start();
    await world.night([S1]);
    expect(await world.circuitOpened()).toBe('SIS_ACCESS_DENIED');
    denied.remove();
    await world.settled();
    expect(columns()).toHaveLength(1);
  });
});
