import { describe, expect, it, jest } from '@jest/globals';
import type { Decision } from '@passback/domain';
import fc from 'fast-check';
import { anyRecord } from '../../../libs/domain/testing/arbitraries.ts';
import { scoreOf, snapshotOf } from '../testing/facts.fixture.ts';
import { decisionOf, recordOf, syncedRecordOf } from '../testing/records.fixture.ts';
import { planUnit } from './plan-unit.ts';

const NIGHT = { redrive: false, decideInSync: false } as const;
const REDRIVE = { redrive: true, decideInSync: false } as const;

describe('what a run does to a unit', () => {
  it('creates what PowerSchool does not have', () => {
    const record = recordOf(snapshotOf('1'));
    const plan = planUnit(record, () => decisionOf(record.otus.snapshot), NIGHT);
    expect(plan).toMatchObject({ isNew: true, effect: { kind: 'create' }, tally: { effect: 'create', send: 2 } });
  });

  it('does nothing to one in sync, and does not even decide it anew', () => {
    const decide = jest.fn(() => decisionOf(snapshotOf('1')));
    const plan = planUnit(syncedRecordOf(snapshotOf('1')), decide, NIGHT);
    expect(plan).toMatchObject({ isNew: false, effect: { kind: 'none' }, tally: { effect: 'none', send: 0 } });
    expect(decide).not.toHaveBeenCalled();
  });

  it('decides one in sync anew when its inputs changed', () => {
    const record = syncedRecordOf(snapshotOf('1'));
    const paused = {
      ...decisionOf(record.otus.snapshot),
      verdict: 'hold',
      reasons: [{ code: 'DISTRICT_PAUSED' }],
    } as const;
    const plan = planUnit(record, () => paused, { redrive: false, decideInSync: true });
    expect(plan).toMatchObject({ isNew: true, effect: { kind: 'none' }, tally: { effect: 'held' } });
  });

  it('tries a score again that PowerSchool refused, if the unit still passes today', () => {
    const synced = syncedRecordOf(snapshotOf('1'));
    const [first, second] = synced.sis.scores;
    if (first === undefined || second === undefined) throw new Error('two scores are expected');
    const refused = { code: 'STUDENT_NOT_ENROLLED', message: '', points: second.points ?? 0, at: 1 } as const;
    const scores = [first, { ...second, points: null, sentAt: null, refused }];
    const record = recordOf(snapshotOf('1'), { sis: { ...synced.sis, scores } });
    expect(record.summary.state).toBe('inSync');
    const plan = planUnit(record, () => decisionOf(record.otus.snapshot), NIGHT);
    expect(plan).toMatchObject({ isNew: true, effect: { kind: 'scoresOnly', scores: [{ scoreId: 'sc-2' }] } });
    const held = {
      ...decisionOf(record.otus.snapshot),
      verdict: 'hold',
      reasons: [{ code: 'DISTRICT_PAUSED' }],
    } as const;
    expect(planUnit(record, () => held, NIGHT).effect.kind).toBe('none');
  });

  it('makes again what was deleted in PowerSchool only when redriven, also one that still waits for its redrive', () => {
    const { sis, otus } = syncedRecordOf(snapshotOf('1'));
    if (sis.assignment === null) throw new Error('an assignment is expected');
    const deleted = { ...sis, assignment: { ...sis.assignment, deletedAt: 5 } };
    const decide = () => decisionOf(otus.snapshot);
    const record = recordOf(otus.snapshot, { sis: deleted });
    expect(planUnit(record, decide, NIGHT).effect.kind).toBe('none');
    expect(planUnit(record, decide, REDRIVE)).toMatchObject({ effect: { kind: 'create' }, redrive: true });
    const waiting = { ...record, delivery: { ...record.delivery, dueAt: 1, redrive: true } };
    expect(planUnit(waiting, decide, NIGHT)).toMatchObject({ effect: { kind: 'create' }, redrive: true });
  });

  it('counts what was withdrawn as held, and does not decide it anew', () => {
    const decide = jest.fn(() => decisionOf(snapshotOf('1')));
    const plan = planUnit(syncedRecordOf(snapshotOf('1', { withdrawn: true })), decide, NIGHT);
    expect(plan).toMatchObject({ isNew: false, tally: { effect: 'held', unitReasons: ['WITHDRAWN'] } });
    expect(decide).not.toHaveBeenCalled();
  });

  it('counts what is held, with the reasons of unit and scores', () => {
    const snapshot = snapshotOf('1', { scores: [scoreOf(1), scoreOf(2, { status: 'excused' })] });
    const record = recordOf(snapshot);
    expect(planUnit(record, () => decisionOf(snapshot), NIGHT).tally).toMatchObject({
      ...{ send: 1, held: 1, scoreReasons: { STATUS_EXCUSED: 1 } },
    });
  });
});

it('whatever is at rest gives a run nothing to do and nothing to count, also one that is a redrive', () => {
  let atRest = 0;
  fc.assert(
    fc.property(anyRecord, (record) => {
      if (record.summary.hits?.atRest !== true) return;
      atRest += 1;
      const decide = (): Decision => {
        throw new Error('it is not decided anew');
      };
      for (const options of [NIGHT, REDRIVE]) {
        const { effect, tally, isNew } = planUnit(record, decide, options);
        expect({ effect, isNew, tally }).toEqual({
          ...{ effect: { kind: 'none' }, isNew: false },
          tally: { effect: 'none', send: 0, keep: 0, held: 0, unitReasons: [], scoreReasons: {} },
        });
      }
    }),
    { numRuns: 6_000 },
  );
  expect(atRest).toBeGreaterThan(20);
});
