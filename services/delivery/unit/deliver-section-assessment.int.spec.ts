import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SisError } from '@passback/powerschool';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { lostReply, type Method, rejected, transient } from '../testing/fake-powerschool.fixture.ts';
import type { UnitSketch } from '../testing/units.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

/** One night with these units, to its end; answers with the calls that it made. */
async function night(units: readonly UnitSketch[], options: { redrive?: boolean } = {}): Promise<Method[]> {
  const before = world.sis.calls.length;
  await world.night(units, options);
  await world.settled();
  return world.sis.calls.slice(before).map(({ method }) => method);
}

/** Fails the next call of this method, before it is carried out or after. */
function failOnce(method: Method, phase: 'before' | 'after', error: () => Error): void {
  let isDone = false;
  world.sis.hook = (at, call) => {
    if (isDone || at !== phase || call.method !== method) return;
    isDone = true;
    throw error();
  };
}

const S1: UnitSketch = { id: 's1', scores: { '81001': 26.5, '81002': 12, '81003': null } };

describe('a new unit', () => {
  it('becomes one assignment with its scores, in two writes', async () => {
    await world.start();
    const calls = await night([S1]);
    expect(calls).toEqual(['categories', 'assignments', 'createAssignment', 'writeScores']);
    expect(world.sis.carrying('S1')).toMatchObject([
      { title: 'Mid Term Exam (S1)', dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301', sectionId: '85001' },
    ]);
    expect(world.sis.cells('S1')).toEqual({ '81001': 26.5, '81002': 12 });
    const record = await world.unit('s1');
    expect(record.summary.state).toBe('inSync');
    expect(record.delivery).toMatchObject({ claim: null, intent: null, failure: null, attempt: 1, dueAt: null });
    expect(record.delivery.tally).toEqual({ sent: 2, kept: 0, held: 1, rejected: 0 });
  });

  it('reads categories and the assignments of its section once for all units of the lane', async () => {
    await world.start();
    const units = Array.from({ length: 8 }, (_, n) => ({ id: `s${n + 1}`, scores: { '81001': n } }));
    const calls = await night(units);
    expect(calls.filter((method) => method === 'categories')).toHaveLength(1);
    expect(calls.filter((method) => method === 'assignments')).toHaveLength(1);
    expect(world.sis.assignments.size).toBe(8);
  });

  it('leaves an attempt and an event that say what happened, without points', async () => {
    await world.start();
    await night([S1]);
    const [attempt] = await world.attempts('s1');
    expect(attempt).toMatchObject({ attempt: 1, effect: 'create', outcome: 'done', runId: 'night-1', revision: 1 });
    expect(attempt?.scores).toEqual({ sent: 2, kept: 0, refused: 0 });
    await eventually(() =>
      expect(world.outcomes).toMatchObject([
        { sectionAssessmentId: 's1', identifier: 'S1', runId: 'night-1', state: 'inSync', reason: '', attempt: 1 },
      ]),
    );
    expect(world.outcomes[0]?.scores).toEqual([
      { scoreId: 'sc-81001', outcome: 'sent', reason: '' },
      { scoreId: 'sc-81002', outcome: 'sent', reason: '' },
      { scoreId: 'sc-81003', outcome: 'held', reason: 'NOT_SUBMITTED' },
    ]);
    expect(JSON.stringify([attempt, world.outcomes])).not.toContain('26.5');
  });

  it.each([
    ['before', 'made anew', 2],
    ['after', 'adopted', 1],
  ] as const)('whose create reply is lost %s it was carried out is %s', async (phase, _what, creates) => {
    await world.start();
    failOnce('createAssignment', phase, lostReply);
    const calls = await night([S1]);
    expect(calls.filter((method) => method === 'createAssignment')).toHaveLength(creates);
    expect(world.sis.carrying('S1')).toHaveLength(1);
    expect(world.sis.cells('S1')).toEqual({ '81001': 26.5, '81002': 12 });
    expect((await world.unit('s1')).delivery).toMatchObject({ intent: null, failure: null });
  });

  it('looks again before it creates when the look after a lost reply failed too', async () => {
    await world.start();
    let isLost = false;
    let failingLooks = 2;
    world.sis.hook = (phase, { method }) => {
      if (method === 'createAssignment' && phase === 'after' && !isLost) {
        isLost = true;
        throw lostReply();
      }
      if (isLost && method === 'assignments' && phase === 'before' && failingLooks > 0) {
        failingLooks -= 1;
        throw transient();
      }
    };
    const calls = await night([S1]);
    expect(calls.filter((method) => method === 'createAssignment')).toHaveLength(1);
    expect(world.sis.carrying('S1')).toHaveLength(1);
  });

  it('adopts what PowerSchool has though the ledger lost it, and the oldest of two copies', async () => {
    await world.start();
    const old = { title: 'Midterm (S1)', dueDate: '2026-11-19', totalPoints: 20, categoryId: '4302' };
    const first = world.sis.place('85001', old);
    world.sis.place('85001', { ...old, title: 'Copy of Midterm (S1)' });
    await night([S1]);
    expect(world.sis.assignments.size).toBe(2);
    // Nothing says that Otus changed any of it since it was made: a teacher may have.
    expect(world.sis.assignments.get(first)).toMatchObject(old);
    const { assignment } = (await world.unit('s1')).sis;
    expect(assignment?.ref.assignmentId).toBe(first);
    expect(assignment?.keptFields).toEqual(['title', 'dueDate', 'totalPoints', 'category']);
    expect(world.sis.cells('S1')).toEqual({ '81001': 26.5, '81002': 12 });
  });

  it.each([
    ['missing', []],
    ['inactive', [{ categoryId: '4301', name: 'Quizzes', active: false }]],
  ])('waits where its category is %s, and says whose', async (_what, categories) => {
    await world.start();
    world.sis.categoryList = categories;
    await night([S1]);
    const record = await world.unit('s1');
    expect(record.summary).toMatchObject({ state: 'rejected', reasons: expect.arrayContaining(['CATEGORY_INACTIVE']) });
    expect(record.delivery.failure?.message).toContain('"Quizzes"');
    expect(world.sis.writes()).toEqual([]);
  });

  it('that PowerSchool rejects keeps its words and is tried again when it is asked for', async () => {
    await world.start();
    failOnce('createAssignment', 'before', rejected);
    await night([S1]);
    const record = await world.unit('s1');
    expect(record.delivery).toMatchObject({ dueAt: null, attempt: 1, intent: null });
    expect(record.delivery.failure).toMatchObject({ class: 'unit', message: 'Due date is outside the term.' });
    expect(record.summary).toMatchObject({ state: 'rejected', reasons: expect.arrayContaining(['SIS_REJECTED']) });
    await night([S1]);
    expect((await world.unit('s1')).summary.state).toBe('inSync');
  });
});

describe('a failure that passes', () => {
  it.each(['categories', 'assignments', 'createAssignment', 'writeScores'] as const)(
    'of %s is tried again in the same night, and nothing is doubled',
    async (method) => {
      await world.start();
      failOnce(method, 'before', transient);
      await night([S1]);
      const record = await world.unit('s1');
      expect(record.delivery).toMatchObject({ attempt: 2, failure: null });
      expect(world.sis.carrying('S1')).toHaveLength(1);
      expect(world.sis.cells('S1')).toEqual({ '81001': 26.5, '81002': 12 });
      const attempts = await world.attempts('s1');
      expect(attempts.map(({ outcome }) => outcome)).toEqual(['done', 'failed']);
    },
  );

  it('keeps what was done of a unit that failed halfway', async () => {
    await world.start();
    world.sis.hook = (_phase, { method }) => {
      if (method === 'writeScores') throw transient();
    };
    await night([S1]);
    const record = await world.unit('s1');
    expect(record.delivery).toMatchObject({ attempt: 6, dueAt: null, failure: { class: 'transient' } });
    expect(record.summary.state).toBe('retrying');
    expect(record.sis.assignment?.title).toBe('Mid Term Exam (S1)');
    expect(world.sis.writes().filter(({ method }) => method === 'createAssignment')).toHaveLength(1);
    world.sis.hook = () => undefined;
    expect(await night([S1])).toEqual(['writeScores']);
    expect(world.sis.cells('S1')).toEqual({ '81001': 26.5, '81002': 12 });
  });

  it('that is ours stops no other unit, and says that it is ours', async () => {
    await world.start();
    world.sis.hook = (phase, { method, sectionId }) => {
      if (phase === 'before' && method === 'assignments' && sectionId === '85001') throw new TypeError('a mistake');
    };
    await night([S1, { id: 's2', sectionId: '85002', scores: { '81001': 1 } }]);
    expect((await world.unit('s2')).summary.state).toBe('inSync');
    expect((await world.unit('s1')).delivery.failure).toMatchObject({ class: 'transient', code: 'SIS_UNAVAILABLE' });
    expect((await world.ledger.lanes.get('lincoln'))?.circuit.state).toBe('closed');
    expect(world.logs.filter(({ msg }) => msg === 'a delivery failed on our side').length).toBeGreaterThan(0);
  });

  it('does not count where PowerSchool throttles', async () => {
    await world.start();
    failOnce('writeScores', 'before', () => {
      return new SisError({ class: 'throttled', code: 'SIS_UNAVAILABLE', retryAfterMs: 30 }, 'too fast');
    });
    await night([S1]);
    expect((await world.unit('s1')).delivery).toMatchObject({ attempt: 1, failure: null });
  });
});

describe('a unit that changed in Otus', () => {
  beforeEach(async () => {
    await world.start();
    await night([S1]);
  });

  it('costs no call where nothing changed', async () => {
    expect(await night([{ ...S1, revision: 2 }])).toEqual([]);
  });

  it('has its changed scores sent in one write and nothing else', async () => {
    world.sis.edit('S1', '81001', { points: 3 });
    world.sis.edit('S1', '81002', { points: 4 });
    const calls = await night([{ ...S1, revision: 2, scores: { '81001': 27, '81002': 12, '81003': 9 } }]);
    expect(calls).toEqual(['writeScores']);
    // 81001 changed in Otus: over whatever PowerSchool has. 81002 did not: the teacher's edit stays.
    expect(world.sis.cells('S1')).toEqual({ '81001': 27, '81002': 4, '81003': 9 });
  });

  it('is renamed in one write, and edits in PowerSchool are seen and kept', async () => {
    world.sis.edit('S1', '81001', { points: 3 });
    const calls = await night([{ ...S1, revision: 2, title: 'Final' }]);
    expect(calls).toEqual(['assignment', 'scores', 'updateAssignment']);
    expect(world.sis.carrying('S1')).toMatchObject([{ title: 'Final (S1)' }]);
    expect(world.sis.cells('S1')).toEqual({ '81001': 3, '81002': 12 });
    const record = await world.unit('s1');
    expect(record.sis.scores.find(({ sisStudentId }) => sisStudentId === '81001')?.kept).toMatchObject({
      seenPoints: 3,
    });
    expect(record.summary).toMatchObject({ state: 'inSync', reasons: expect.arrayContaining(['SIS_EDIT_KEPT']) });
    expect(record.delivery.tally).toMatchObject({ sent: 0, kept: 1 });
  });

  it.each([
    ['cleared', null],
    ['exempted', { exempt: true }],
  ])('keeps a score %s in PowerSchool', async (_what, cell) => {
    world.sis.edit('S1', '81001', cell);
    await night([{ ...S1, revision: 2, title: 'Final' }]);
    const [kept] = (await world.unit('s1')).sis.scores.filter(({ sisStudentId }) => sisStudentId === '81001');
    expect(kept?.kept).toMatchObject({ seenPoints: null });
    expect(world.sis.cells('S1')['81001']).toBe(cell === null ? undefined : 26.5);
  });

  it('keeps since when an edit was seen, and forgets it when it is taken back', async () => {
    world.sis.edit('S1', '81001', { points: 3 });
    await night([{ ...S1, revision: 2, title: 'Final' }]);
    const keptOf = async () => (await world.unit('s1')).sis.scores.find((one) => one.sisStudentId === '81001')?.kept;
    const first = await keptOf();
    world.clock.advance(60_000);
    world.sis.edit('S1', '81001', { points: 4 });
    await night([{ ...S1, revision: 3, title: 'Finals' }]);
    expect(await keptOf()).toEqual({ seenPoints: 4, seenAt: first?.seenAt });
    world.sis.edit('S1', '81001', { points: 26.5 });
    await night([{ ...S1, revision: 4, title: 'The finals' }]);
    expect(await keptOf()).toBeNull();
  });

  it('sends a kept score once it changes in Otus', async () => {
    world.sis.edit('S1', '81001', { points: 3 });
    await night([{ ...S1, revision: 2, title: 'Final' }]);
    await night([{ ...S1, revision: 3, title: 'Final', scores: { ...S1.scores, '81001': 30 } }]);
    expect(world.sis.cells('S1')['81001']).toBe(30);
    expect((await world.unit('s1')).summary.reasons).not.toContain('SIS_EDIT_KEPT');
  });

  it('sends what changed along with a new title, where scores cannot be read as well', async () => {
    world.sis.areScoresReadable = false;
    world.sis.edit('S1', '81002', { points: 3 });
    const calls = await night([{ ...S1, revision: 2, title: 'Final', scores: { ...S1.scores, '81001': 30 } }]);
    expect(calls).toEqual(['assignment', 'scores', 'updateAssignment', 'writeScores']);
    expect(world.sis.cells('S1')).toEqual({ '81001': 30, '81002': 3 });
  });

  it('moves the category only with the type, so that one moved in PowerSchool stays', async () => {
    const [there] = world.sis.carrying('S1');
    if (there === undefined) throw new Error('not there');
    there.categoryId = '9999';
    await night([{ ...S1, revision: 2, title: 'Final' }]);
    expect(there.categoryId).toBe('9999');
    await night([{ ...S1, revision: 3, title: 'Final', assessmentType: 'Test' }]);
    expect(there.categoryId).toBe('4302');
    expect((await world.unit('s1')).sis.assignment).toMatchObject({ category: 'Tests', assessmentType: 'Test' });
  });

  it('is written anew in the section that its class is linked to since', async () => {
    await night([{ ...S1, revision: 2, sectionId: '85002' }]);
    expect(world.sis.carrying('S1').map(({ sectionId }) => sectionId)).toEqual(['85001', '85002']);
    expect((await world.unit('s1')).sis.assignment?.sisSectionId).toBe('85002');
  });
});

describe('an assignment that a teacher deleted in PowerSchool', () => {
  beforeEach(async () => {
    await world.start();
    await night([S1]);
    world.sis.assignments.clear();
  });

  it.each([
    ['a changed score', { scores: { '81001': 1 } }],
    ['a new title', { title: 'Final' }],
  ])('is not made again with %s, night after night', async (_what, change) => {
    await night([{ ...S1, revision: 2, ...change }]);
    const record = await world.unit('s1');
    expect(record.sis.assignment?.deletedAt).not.toBeNull();
    expect(record.summary).toMatchObject({
      state: 'rejected',
      reasons: expect.arrayContaining(['SIS_ASSIGNMENT_DELETED']),
    });
    expect(await night([{ ...S1, revision: 3, title: 'Again' }])).toEqual([]);
    expect(world.sis.assignments.size).toBe(0);
  });

  it('counts as deleted only where it is really gone', async () => {
    const kept = world.sis.place('85001', {
      title: 'Mid Term Exam (S1)',
      dueDate: '2026-11-20',
      totalPoints: 30,
      categoryId: '4301',
    });
    const { ref } = (await world.unit('s1')).sis.assignment!;
    world.sis.assignments.set(ref.assignmentId, world.sis.assignments.get(kept)!);
    world.sis.assignments.delete(kept);
    failOnce('writeScores', 'before', () => {
      return new SisError({ class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED', status: 500 }, 'Unable to find it');
    });
    const calls = await night([{ ...S1, revision: 2, scores: { '81001': 1 } }]);
    expect(calls).toEqual(['writeScores', 'assignment', 'writeScores']);
    expect((await world.unit('s1')).summary.state).toBe('inSync');
  });

  it('is made again with all its scores when it is redriven', async () => {
    await night([{ ...S1, revision: 2, title: 'Final' }]);
    await night([{ ...S1, revision: 2, title: 'Final' }], { redrive: true });
    expect(world.sis.cells('S1')).toEqual({ '81001': 26.5, '81002': 12 });
    expect((await world.unit('s1')).summary.state).toBe('inSync');
    expect((await world.unit('s1')).delivery.redrive).toBe(false);
  });
});

describe('a student who left', () => {
  const three: UnitSketch = { id: 's1', scores: { '81001': 1, '81002': 2, '81003': 3 } };

  it('is told of and stops nobody else', async () => {
    await world.start();
    world.sis.left.add('81002');
    await night([three]);
    expect(world.sis.cells('S1')).toEqual({ '81001': 1, '81003': 3 });
    const record = await world.unit('s1');
    expect(record.sis.scores.find(({ sisStudentId }) => sisStudentId === '81002')).toMatchObject({
      points: null,
      refused: {
        code: 'STUDENT_NOT_ENROLLED',
        points: 2,
        message: expect.stringContaining('AssignmentStudentAssociation'),
      },
    });
    expect(record.summary.reasons).toContain('STUDENT_NOT_ENROLLED');
    expect(record.delivery.tally).toEqual({ sent: 2, kept: 0, held: 0, rejected: 1 });
  });

  it('is asked about ahead for the other units of the same section', async () => {
    await world.start();
    world.sis.students = new Set(['81001', '81002', '81003']);
    world.sis.left.add('81002');
    const units = Array.from({ length: 12 }, (_, n) => ({ ...three, id: `s${n + 1}` }));
    const calls = await night(units);
    expect(calls.filter((method) => method === 'enrolledStudents')).toHaveLength(1);
    for (const { id } of units)
      expect((await world.unit(id)).summary).toMatchObject({ state: 'inSync', reasons: ['STUDENT_NOT_ENROLLED'] });
  });
});

it('does nothing for a unit that the rules hold by now', async () => {
  await world.night([S1]);
  await world.night([{ ...S1, revision: 2, withdrawn: true }], { request: false });
  await world.start();
  await world.settled();
  expect(world.sis.calls).toEqual([]);
  expect((await world.unit('s1')).summary.state).toBe('withdrawn');
});
