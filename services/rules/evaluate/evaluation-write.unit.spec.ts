import { describe, expect, it } from '@jest/globals';
import { scoreOf, snapshotOf } from '../testing/facts.fixture.ts';
import { decisionOf, recordOf } from '../testing/records.fixture.ts';
import { changesRecord, evaluationWrite } from './evaluation-write.ts';

const FAILURE = {
  code: 'SIS_REJECTED',
  class: 'unit',
  message: 'no',
  at: 1,
  revision: 1,
} as const;

const evaluated = { districtId: 'lincoln', settingsVersion: 4, now: 99 } as const;

describe('the write of an evaluation', () => {
  it('of a new unit brings the snapshot and expects no record', () => {
    const snapshot = snapshotOf('1');
    const otus = { snapshot, receivedAt: 5, traceparent: null };
    const write = evaluationWrite({ ...evaluated, record: null, otus, decision: decisionOf(snapshot) });
    expect(write).toMatchObject({
      ...{ sectionAssessmentId: '1', expectedVersion: 0, otus, changedAt: 99, summary: { state: 'due' } },
      decision: { evaluatedAt: 99, settingsVersion: 4 },
    });
    expect(write).not.toHaveProperty('delivery');
  });

  it('of a unit that is asked for takes the last failure as past', () => {
    const record = recordOf(snapshotOf('1'), { delivery: { ...recordOf(snapshotOf('1')).delivery, failure: FAILURE } });
    expect(record.summary.state).toBe('rejected');
    const request = { dueAt: 99, runId: 'night-2026-11-02', redrive: false };
    const write = evaluationWrite({ ...evaluated, record, decision: record.decision, request });
    expect(write).toMatchObject({ expectedVersion: 1, delivery: request, summary: { state: 'due' } });
    expect(write).not.toHaveProperty('otus');
  });

  it('changes nothing when only the time, the date and the settings version moved', () => {
    const record = recordOf(snapshotOf('1'));
    const decision = decisionOf(record.otus.snapshot, '2026-11-03');
    expect(changesRecord(record, evaluationWrite({ ...evaluated, record, decision }))).toBe(false);
  });

  it('changes the record when a score is decided otherwise', () => {
    const record = recordOf(snapshotOf('1'));
    const decision = decisionOf({ ...record.otus.snapshot, scores: [scoreOf(1), scoreOf(2, { status: 'excused' })] });
    expect(changesRecord(record, evaluationWrite({ ...evaluated, record, decision }))).toBe(true);
  });
});
