import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Client } from '@grpc/grpc-js';
import { DeliveryServiceClient } from '@passback/contracts';
import { createGrpcClient, unaryCall } from '@passback/service-kit';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { districtFault, transient } from '../testing/fake-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type UnitSketch } from '../testing/units.fixture.ts';
import { MAX_CHECK_MS } from './check-budget.ts';
import { MAX_RECONCILE_MS } from './reconcile.ts';
import { gate, type RunningApp, World } from '../testing/world.fixture.ts';

const DEADLINE = { deadlineMs: 10_000 };

let world: World;
let running: RunningApp;
let client: DeliveryServiceClient;
beforeEach(async () => {
  world = await World.open();
  running = await world.start();
  const options = { serviceName: 'passback.delivery.v1.DeliveryService', idempotentMethods: [] };
  client = createGrpcClient(DeliveryServiceClient, running.app.address, options);
});
afterEach(async () => {
  (client as Client).close();
  await world.close();
});

const check = (districtId = DISTRICT, step = '') =>
  unaryCall('CheckConnection', client.checkConnection.bind(client), { districtId, step }, DEADLINE);
const reconcile = (place: { sectionId?: string; schoolId?: string; after?: string; limitMs?: number } = {}) =>
  unaryCall(
    'Reconcile',
    client.reconcile.bind(client),
    { districtId: DISTRICT, sectionId: '', schoolId: '', after: '', ...place },
    DEADLINE,
  );
const lanes = (districtId = '') => unaryCall('Lanes', client.lanes.bind(client), { districtId }, DEADLINE);

const units: UnitSketch[] = [
  { id: 's1', sectionId: '85001', scores: { '81001': 1, '81002': 2 } },
  { id: 's2', sectionId: '85002', scores: { '81001': 3 } },
];

describe('the check of a connection', () => {
  it('tells of each teacher whether each mapped category is there and active', async () => {
    world.sis.categoryList = [
      { categoryId: '1', name: 'Quizzes', active: true },
      { categoryId: '2', name: 'Tests', active: false },
    ];
    await world.night(units, { request: false });
    const { ok, checks } = await check();
    expect(ok).toBe(false);
    const place = { check: 'category', teacherId: '8301', schoolId: '100', termId: '3600', kind: '' };
    expect(checks.filter((one) => one.check === 'category')).toEqual([
      { ...{ ...place, category: 'Quizzes' }, ok: true, finding: 'ok', code: '', message: '' },
      {
        ...{ ...place, category: 'Tests' },
        ok: false,
        finding: 'inactive',
        code: 'CATEGORY_INACTIVE',
        message: 'The category "Tests" is inactive for teacher 8301.',
      },
    ]);
    expect(world.sis.writes()).toEqual([]);
  });

  it('tells a category that is not there from a teacher whose categories cannot be read', async () => {
    world.sis.categoryList = [{ categoryId: '1', name: 'Quizzes', active: true }];
    await world.night(units, { request: false });
    const found = async () => {
      const { checks } = await check();
      return checks.filter((one) => one.check === 'category').map(({ category, finding }) => [category, finding]);
    };
    expect(await found()).toEqual([
      ['Quizzes', 'ok'],
      ['Tests', 'missing'],
    ]);
    world.sis.hook = (_phase, { method }) => {
      if (method === 'categories') throw transient();
    };
    expect(await found()).toEqual([['', 'notReadable']]);
  });

  it('tries credentials, access and the terms of each school', async () => {
    await world.putSettings({ ...districtSettings(), gradingPeriods: null });
    await world.night(units, { request: false });
    const { ok, checks } = await check();
    expect(ok).toBe(true);
    expect(checks.map((one) => one.check)).toEqual(['credentials', 'fieldAccess', 'terms', 'category', 'category']);
  });

  it('ends with the credentials where they are refused, in the words of PowerSchool', async () => {
    world.sis.hook = () => {
      throw districtFault();
    };
    const { ok, checks } = await check();
    expect(ok).toBe(false);
    expect(checks).toMatchObject([
      { check: 'credentials', ok: false, code: 'SIS_CREDENTIALS', message: 'invalid_client' },
    ]);
  });

  it('asks no more once PowerSchool answers nothing, and says how many teachers were not asked', async () => {
    const teachers = Array.from({ length: 40 }, (_, n) => ({ ...units[0]!, id: `t${n}`, teacherId: String(8301 + n) }));
    await world.night(teachers, { request: false });
    world.sis.hook = (_phase, { method }) => {
      if (method === 'categories') throw transient();
    };
    const { ok, checks } = await check();
    const failed = checks.filter((one) => one.check === 'category' && one.teacherId !== '');
    expect(ok).toBe(false);
    expect(failed.length).toBeLessThan(10);
    expect(checks.at(-1)).toMatchObject({
      check: 'category',
      code: 'SIS_UNAVAILABLE',
      message: `${40 - failed.length} teachers were not asked: PowerSchool does not answer.`,
    });
  });

  it('ends in time however slow PowerSchool is, with what it found by then', async () => {
    const teachers = Array.from({ length: 12 }, (_, n) => ({ ...units[0]!, id: `t${n}`, teacherId: String(8301 + n) }));
    await world.night(teachers, { request: false });
    world.sis.hook = (phase, { method }) => {
      if (phase === 'after' && method === 'categories') world.clock.advance(MAX_CHECK_MS / 5);
    };
    const { checks } = await check();
    const told = new Set(checks.filter((one) => one.check === 'category' && one.ok).map(({ teacherId }) => teacherId));
    expect(told.size).toBeGreaterThanOrEqual(5);
    expect(checks.at(-1)?.message).toBe(`${12 - told.size} teachers were not asked: the time was up.`);
  });

  it('does not know other districts', async () => {
    await expect(check('nowhere')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  it('goes through the lane while that is held, and is answered though the lane ends meanwhile', async () => {
    const held = gate();
    world.sis.hook = (phase, { method }) => (phase === 'before' && method === 'writeScores' ? held.opened : undefined);
    await world.night(units);
    await eventually(() => expect(world.sis.writes().length).toBeGreaterThanOrEqual(4));
    expect((await check()).ok).toBe(true);
    held.open();
    await world.settled();
    expect((await check()).ok).toBe(true);
  });
});

describe('reconciliation', () => {
  beforeEach(async () => {
    await world.night(units);
    await world.settled();
  });

  it('finds nothing where PowerSchool holds what was sent', async () => {
    expect(await reconcile()).toEqual({
      unitsRead: 2,
      cellsRead: 3,
      missing: 0,
      different: 0,
      extra: 0,
      drifts: [],
      driftsTruncated: false,
      kept: 0,
      extraAssignments: 0,
      nextAfter: '',
      unitsLeft: 0,
    });
  });

  it('names each cell that is missing, different or extra, and repairs nothing', async () => {
    world.sis.edit('S1', '81001', null);
    world.sis.edit('S1', '81002', { points: 9 });
    world.sis.edit('S2', '81009', { points: 4 });
    const writes = world.sis.writes().length;
    const { drifts, ...counts } = await reconcile();
    expect(counts).toMatchObject({ missing: 1, different: 1, extra: 1, driftsTruncated: false });
    const s1 = { sectionAssessmentId: 's1', identifier: 'S1', title: 'Mid Term Exam', sectionId: '85001' };
    expect(drifts).toEqual([
      { ...s1, ...{ studentId: 'otus-81001', sisStudentId: '81001' }, kind: 'missing', sent: 1, exempt: false },
      {
        ...s1,
        ...{ studentId: 'otus-81002', sisStudentId: '81002' },
        kind: 'different',
        sent: 2,
        held: 9,
        exempt: false,
      },
      {
        ...{ sectionAssessmentId: 's2', identifier: 'S2', title: 'Mid Term Exam', sectionId: '85002' },
        ...{ studentId: '81009', sisStudentId: '81009', kind: 'extra', held: 4, exempt: false },
      },
    ]);
    expect(world.sis.writes()).toHaveLength(writes);
  });

  it('tells an edit that is known and kept from what differs', async () => {
    world.sis.edit('S1', '81001', { points: 9 });
    await world.night([{ ...units[0]!, revision: 2, title: 'Final' }], { runId: 'night-2' });
    await world.settled();
    expect(await reconcile()).toMatchObject({ kept: 1, different: 0, missing: 0, drifts: [] });
    world.sis.edit('S1', '81001', { points: 8 });
    expect(await reconcile()).toMatchObject({ kept: 0, different: 1 });
  });

  it('reports another assignment that carries the identifier', async () => {
    world.sis.place('85001', { title: 'Copy of it (S1)', dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301' });
    const { extra, extraAssignments, drifts } = await reconcile();
    expect([extra, extraAssignments]).toEqual([0, 1]);
    expect(drifts).toMatchObject([
      { sectionAssessmentId: 's1', studentId: '', sisStudentId: '', kind: 'extraAssignment' },
    ]);
  });

  it('reads what is held since it was sent', async () => {
    await world.night([{ ...units[0]!, revision: 2, withdrawn: true }], { runId: 'night-2' });
    world.sis.edit('S1', '81001', null);
    expect(await reconcile()).toMatchObject({ unitsRead: 2, missing: 1 });
  });

  it('takes nothing for drift that a night wrote meanwhile', async () => {
    let isWritten = false;
    world.sis.hook = async (phase, { method, sectionId }) => {
      if (isWritten || phase !== 'before' || method !== 'scores' || sectionId !== '85001') return;
      isWritten = true;
      await world.night([{ ...units[0]!, revision: 2, scores: { '81001': 7, '81002': 2 } }], { runId: 'night-2' });
      await world.settled();
    };
    expect(await reconcile()).toMatchObject({ unitsRead: 2, different: 0, drifts: [] });
    expect(isWritten).toBe(true);
  });

  it('says where to go on when its time is up', async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({ ...units[0]!, id: `u${String(n).padStart(2, '0')}` }));
    await world.night(many, { runId: 'night-2' });
    await world.settled();
    world.sis.hook = (phase, { method }) => {
      if (phase === 'after' && method === 'scores') world.clock.advance(MAX_RECONCILE_MS / 10);
    };
    const answers = [await reconcile()];
    for (let after = answers[0]?.nextAfter; after !== ''; after = answers.at(-1)?.nextAfter)
      answers.push(await reconcile({ after: after ?? '' }));
    expect(answers.length).toBeGreaterThan(1);
    expect(answers.reduce((sum, { unitsRead }) => sum + unitsRead, 0)).toBe(62);
    for (const [index, { unitsLeft }] of answers.entries())
      expect(unitsLeft).toBe(answers.slice(index + 1).reduce((sum, { unitsRead }) => sum + unitsRead, 0));
  });

  it('ends as early as it is asked to', async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({ ...units[0]!, id: `u${String(n).padStart(2, '0')}` }));
    await world.night(many, { runId: 'night-2' });
    await world.settled();
    world.sis.hook = (phase, { method }) => {
      if (phase === 'after' && method === 'scores') world.clock.advance(100);
    };
    expect(await reconcile()).toMatchObject({ unitsRead: 62, unitsLeft: 0, nextAfter: '' });
    expect(await reconcile({ limitMs: 5_000 })).toMatchObject({ unitsRead: 50, unitsLeft: 12 });
    expect(await reconcile({ limitMs: 5_000, sectionId: '85002' })).toMatchObject({ unitsRead: 1, unitsLeft: 0 });
  });

  it('counts every cell of an assignment that was deleted as missing', async () => {
    world.sis.assignments.clear();
    expect(await reconcile()).toMatchObject({ missing: 3, different: 0, extra: 0 });
  });

  it('reads one section or one school', async () => {
    expect(await reconcile({ sectionId: '85002' })).toMatchObject({ unitsRead: 1, cellsRead: 1 });
    expect(await reconcile({ schoolId: '100' })).toMatchObject({ unitsRead: 2 });
    expect(await reconcile({ schoolId: '101' })).toMatchObject({ unitsRead: 0 });
    await expect(reconcile({ sectionId: '1', schoolId: '2' })).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('says so where this PowerSchool gives no way to read scores, or fails', async () => {
    world.sis.areScoresReadable = false;
    await expect(reconcile()).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
    world.sis.hook = () => {
      throw districtFault();
    };
    await expect(reconcile()).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });
});

describe('the lanes', () => {
  it('say who holds them, how fast they may go, what keeps them and what is due', async () => {
    world.sis.hook = () => {
      throw districtFault();
    };
    await world.putSettings(districtSettings(DISTRICT, { minIntervalMs: 40 }));
    await world.night(units);
    await eventually(async () => expect((await lanes()).lanes[0]?.circuit).toBe('open'));
    const [lane] = (await lanes(DISTRICT)).lanes;
    expect(lane).toMatchObject({
      districtId: DISTRICT,
      circuitCode: 'SIS_CREDENTIALS',
      minIntervalMs: 40,
      dueUnits: 2,
    });
    expect(lane?.circuitOpenSinceMs).toBeGreaterThan(0);
    expect((await lanes('nowhere')).lanes).toEqual([]);
  });
});

it('readiness names what is wrong', async () => {
  const answer = await fetch(`http://127.0.0.1:${running.app.probePort}/readyz`);
  expect(await answer.json()).toEqual({ ready: true, checks: { ledger: 'ok', messaging: 'ok', wakeUps: 'ok' } });
  running.kill();
  // What was found a moment ago is answered for a second.
  await eventually(async () => {
    const after = await fetch(`http://127.0.0.1:${running.app.probePort}/readyz`);
    expect(after.status).toBe(503);
    expect(await after.json()).toMatchObject({ ready: false, checks: { ledger: 'failed' } });
  });
});
