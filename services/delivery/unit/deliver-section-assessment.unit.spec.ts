import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AttemptEnd, DeliveryState, FailureClass, ReasonCode, SisState, UnitRecord } from '@passback/domain';
import { SisError } from '@passback/powerschool';
import { type Method, transient } from '../testing/fake-powerschool.fixture.ts';
import { recordOf } from '../testing/record.fixture.ts';
import { NOW, TIMEOUT_MS, UnitLane } from '../testing/unit-lane.fixture.ts';
import { TODAY, type UnitSketch } from '../testing/units.fixture.ts';
import { deliverSectionAssessment, untouched } from './deliver-section-assessment.ts';

const UNIT: UnitSketch = { id: 's1', scores: { '81001': 5 } };
const DONE: AttemptEnd = { kind: 'done' };
const NO_MORE_THERE = 'PowerSchool no longer has this assignment.';

let lane: UnitLane;
beforeEach(() => {
  lane = new UnitLane();
});

const deliver = (record: UnitRecord, isPaused = false) => deliverSectionAssessment(record, { ...lane.tools, isPaused });

/** What is on record once the unit was sent; the calls that this took are forgotten. */
async function sent(): Promise<SisState> {
  const { sis } = await deliver(recordOf(UNIT));
  lane.sis.calls.length = 0;
  return sis;
}

/** A score of it changed in Otus since. */
const changed = (sis: SisState, delivery: Partial<DeliveryState> = {}): UnitRecord =>
  recordOf({ ...UNIT, revision: 2, scores: { '81001': 6 } }, delivery, sis);

function heldFor(code: ReasonCode, record: UnitRecord): UnitRecord {
  const { decision } = record;
  const scores = decision.scores.map((score) => ({
    ...{ ...score, verdict: 'hold' as const, points: null, passes: score.points ?? 0, reasons: [{ code }] },
  }));
  return { ...record, decision: { ...decision, verdict: 'hold', reasons: [{ code }], scores } };
}

const givenBack = (dueAt: number) => ({ kind: 'givenBack', dueAt, failure: null }) as const;
const failed = (kind: FailureClass, message: string): AttemptEnd => {
  const code = kind === 'deleted' ? 'SIS_ASSIGNMENT_DELETED' : 'SIS_UNAVAILABLE';
  return { kind: 'failed', failure: { class: kind, code, message, retryAfterMs: null, isOurs: false } };
};
const letGo = (): SisError => new SisError({ class: 'interrupted', code: 'SIS_UNAVAILABLE' }, 'the lane let go');
const saidDeleted = (): SisError =>
  new SisError({ class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED', status: 500 }, 'Unable to find it');

it('a unit that is handed back untouched has what was known of it, and did nothing', async () => {
  const sis = await sent();
  const end = givenBack(NOW + 1);
  expect(untouched(changed(sis), end)).toEqual({
    ...{ end, effect: 'none', sis, isCreateUncertain: false, createAskedAt: null, sent: [], kept: [], refused: [] },
  });
});

describe('while the district is paused', () => {
  it.each<[string, (sis: SisState) => UnitRecord]>([
    ['has something to send', changed],
    ['has nothing to send', (sis) => recordOf(UNIT, {}, sis)],
    [
      'is held and to be looked at',
      (sis) => heldFor('NO_CURRENT_GRADING_PERIOD', recordOf(UNIT, { repair: 'check' }, sis)),
    ],
  ])('a unit that %s waits some seconds for the rules to hold it', async (_what, of) => {
    const sis = await sent();
    const result = await deliver(of(sis), true);
    expect(result).toMatchObject({ end: givenBack(NOW + 5_000), effect: 'none', sis, sent: [] });
    expect(lane.methods).toEqual([]);
  });

  it('a unit that the rules hold is done with', async () => {
    const result = await deliver(heldFor('DISTRICT_PAUSED', changed(await sent())), true);
    expect(result).toMatchObject({ end: DONE, effect: 'none' });
  });
});

describe('a unit with nothing to do', () => {
  it.each(['dueDate', 'category'] as const)('is done with, also where a rule holds it without a %s', async (field) => {
    const record = heldFor('CATEGORY_NOT_MAPPED', recordOf(UNIT));
    const { decision } = record;
    const result = await deliver({
      ...record,
      decision: { ...decision, desired: { ...decision.desired, [field]: null } },
    });
    expect(result).toMatchObject({ end: DONE, effect: 'none' });
    expect(lane.mistakes).toEqual([]);
    expect(lane.methods).toEqual([]);
  });

  it('but to find what PowerSchool has of it is done once that is found', async () => {
    const { assignment } = await sent();
    const result = await deliver(recordOf(UNIT));
    expect(result).toMatchObject({
      end: DONE,
      effect: 'create',
      sent: [],
      sis: { assignment: { ref: assignment?.ref } },
    });
    expect(lane.sis.writes()).toEqual([]);
  });
});

describe('a column that is made', () => {
  it('is not looked at before its scores are written, also where all of the unit was to be looked at', async () => {
    const sis = await sent();
    lane.sis.assignments.clear();
    const deleted = { ...sis, assignment: { ...sis.assignment!, deletedAt: 1 } };
    const result = await deliver(recordOf(UNIT, { redrive: true, repair: 'missing' }, deleted));
    expect(result).toMatchObject({ end: DONE, effect: 'create', sent: ['sc-81001'] });
    expect(lane.methods).toEqual(['assignments', 'createAssignment', 'writeScores']);
    expect(lane.sis.cells('S1')).toEqual({ '81001': 5 });
  });

  it('waits where one that was asked for before may still come, and says why', async () => {
    const startedAt = NOW - 1;
    const delivery = { intent: { startedAt, revision: 1, createAskedAt: startedAt } };
    const { end, sis } = await deliver(recordOf(UNIT, delivery));
    expect(end).toEqual({
      ...{ kind: 'givenBack', dueAt: startedAt + 3 * TIMEOUT_MS },
      failure: {
        ...{ class: 'transient', code: 'SIS_UNAVAILABLE', retryAfterMs: null, isOurs: false },
        message: 'PowerSchool may still be carrying out an earlier request to create it, whose reply was lost.',
      },
    });
    expect(sis.assignment).toBeNull();
    expect(lane.sis.writes()).toEqual([]);
  });

  it.each<[string, UnitSketch, number]>([
    ['waits its turn after one of the same identifier in the section', { ...UNIT, id: 's2', identifier: 'S1' }, 1],
    ['waits for none of another identifier there', { ...UNIT, id: 's2' }, 2],
    ['waits for none of another section', { ...UNIT, id: 's2', identifier: 'S1', sectionId: '85002' }, 2],
  ])('%s', async (_what, other, together) => {
    let underWay = 0;
    let most = 0;
    lane.sis.hook = async (phase, { method }) => {
      if (method !== 'createAssignment') return;
      underWay += phase === 'before' ? 1 : -1;
      most = Math.max(most, underWay);
      // Long enough for another one to come as far as this.
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    lane.others = [recordOf(UNIT), recordOf(other)];
    await Promise.all(lane.others.map((record) => deliver(record)));
    expect(most).toBe(together);
    expect(lane.sis.assignments.size).toBe(together);
  });
});

describe('a column that PowerSchool says is deleted', () => {
  /** PowerSchool says so of this unit, whose score is to be written, and answers the look at it with `look`. */
  async function told(look: 'there' | 'gone' | (() => Error), delivery: Partial<DeliveryState> = {}) {
    const sis = await sent();
    if (look === 'gone') lane.sis.assignments.clear();
    lane.sis.hook = (phase, { method }) => {
      if (phase !== 'before') return;
      if (method === 'writeScores') throw saidDeleted();
      if (method === 'assignment' && typeof look === 'function') throw look();
    };
    return deliver(changed(sis, delivery));
  }

  it.each<[string, 'gone' | (() => Error)]>([
    ['it is not there', 'gone'],
    ['the look says so too', saidDeleted],
  ])('is on record as deleted where %s, in PowerSchool’s words', async (_what, look) => {
    const { end, sis } = await told(look);
    expect(lane.methods).toEqual(['writeScores', 'assignment']);
    expect(end).toEqual(failed('deleted', 'Unable to find it'));
    expect(sis.assignment?.deletedAt).toBe(NOW);
  });

  it.each<[string, 'there' | (() => Error)]>([
    ['it is there', 'there'],
    ['nobody can look', transient],
  ])('is not on record as deleted where %s: that passes', async (_what, look) => {
    const { end, sis } = await told(look);
    expect(end).toEqual(failed('transient', 'Unable to find it'));
    expect(sis.assignment?.deletedAt).toBeNull();
    expect(lane.mistakes).toEqual([]);
  });

  it('is not on record as deleted where the lane has to let go of the look: the unit is due again', async () => {
    const { end, sis } = await told(letGo);
    expect(end).toEqual(givenBack(NOW));
    expect(sis.assignment?.deletedAt).toBeNull();
  });

  it('is not on record as deleted where the look fails on our side, which is told', async () => {
    const mistake = new TypeError('a mistake');
    const { end, sis } = await told(() => mistake);
    expect(end).toMatchObject({ kind: 'failed', failure: { class: 'transient', isOurs: true } });
    expect(sis.assignment?.deletedAt).toBeNull();
    expect(lane.mistakes).toEqual([mistake]);
  });

  it('is made again by the attempt after, at once, where it is redriven', async () => {
    const { end, sis } = await told('gone', { redrive: true });
    expect(end).toEqual(givenBack(NOW));
    lane.sis.hook = () => undefined;
    expect(await deliver(changed(sis, { redrive: true }))).toMatchObject({ end: DONE, effect: 'create' });
    expect(lane.sis.cells('S1')).toEqual({ '81001': 6 });
  });

  it('is not looked for where it was known to be: since then is on record', async () => {
    const sis = await sent();
    lane.sis.assignments.clear();
    lane.failOnce('createAssignment', 'before', saidDeleted);
    const deleted = { ...sis, assignment: { ...sis.assignment!, deletedAt: 1 } };
    const result = await deliver(changed(deleted, { redrive: true }));
    expect(lane.methods).toEqual(['assignments', 'createAssignment']);
    expect(result).toMatchObject({ end: givenBack(NOW), sis: { assignment: { deletedAt: 1 } } });
  });
});

it.each([
  ['deleted, in our words', false, failed('deleted', NO_MORE_THERE)],
  ['deleted, and made again by the attempt after where it is redriven', true, givenBack(NOW)],
])('a column that is looked at and not there is on record as %s', async (_what, redrive, end) => {
  const sis = await sent();
  lane.sis.assignments.clear();
  const result = await deliver(recordOf({ ...UNIT, revision: 2, title: 'Final' }, { redrive }, sis));
  expect(result).toMatchObject({ end, sis: { assignment: { deletedAt: NOW } } });
  expect(lane.methods).toEqual(['assignment']);
});

describe('an attempt that fails', () => {
  const failOn = async (method: Method, error: () => Error) => {
    lane.failOnce(method, 'before', error);
    return deliver(recordOf(UNIT));
  };

  it('says on what, in PowerSchool’s words as far as they are kept, and how long it is to wait', async () => {
    const { end, sis } = await failOn(
      'writeScores',
      () => new SisError({ class: 'throttled', code: 'SIS_UNAVAILABLE', retryAfterMs: 30 }, 'n'.repeat(501)),
    );
    const failure = { class: 'throttled', code: 'SIS_UNAVAILABLE', message: 'n'.repeat(500), retryAfterMs: 30 };
    expect(end).toEqual({ kind: 'failed', failure: { ...failure, isOurs: false } });
    expect(lane.mistakes).toEqual([]);
    // What of it was done stays done.
    expect(sis.assignment).toMatchObject({ title: 'Mid Term Exam (S1)', dueDate: TODAY, deletedAt: null });
  });

  it('because the lane has to let go is nobody’s failure: the unit is due again', async () => {
    expect(await failOn('writeScores', letGo)).toMatchObject({ end: givenBack(NOW), effect: 'create' });
    expect(lane.mistakes).toEqual([]);
  });

  it('on our side is told, and says that it is ours and nothing else', async () => {
    const mistake = new TypeError('of undefined');
    const { end } = await failOn('assignments', () => mistake);
    const message = 'Something went wrong on our side; it was logged and is tried again.';
    expect(end).toEqual({
      ...{
        kind: 'failed',
        failure: { class: 'transient', code: 'SIS_UNAVAILABLE', retryAfterMs: null, isOurs: true, message },
      },
    });
    expect(lane.mistakes).toEqual([mistake]);
  });
});
