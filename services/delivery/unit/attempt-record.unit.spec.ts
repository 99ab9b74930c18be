import { describe, expect, it } from '@jest/globals';
import { NOTHING_IN_SIS } from '@passback/domain';
import { recordOf } from '../testing/record.fixture.ts';
import { attemptRecord } from './attempt-record.ts';
import type { DeliveryResult } from './delivery-result.ts';

const RECORD = recordOf({ id: 's1', revision: 4, scores: { '81001': 5 } }, { runId: 'night-1', attempt: 2 });
const FAILURE = { class: 'unit', code: 'SIS_REJECTED', message: 'no', retryAfterMs: null, isOurs: false } as const;
const REQUEST = { method: 'GET', path: '/x', status: 200, durationMs: 1 };

function rowOf(end: DeliveryResult['end'], requests = [REQUEST], endedAt = 1_500) {
  const result: DeliveryResult = {
    ...{ end, effect: 'create', sis: NOTHING_IN_SIS, isCreateUncertain: false, createAskedAt: null },
    ...{ sent: ['a', 'b'], kept: ['c'], refused: [{ scoreId: 'd', code: 'STUDENT_NOT_ENROLLED' }] },
  };
  return attemptRecord(RECORD, result, { startedAt: 1_000, endedAt, requests, traceparent: null, traceId: 't' });
}

describe('the row of an attempt', () => {
  it('that went well', () => {
    expect(rowOf({ kind: 'done' })).toEqual({
      ...{ districtId: 'lincoln', sectionAssessmentId: 's1', runId: 'night-1', attempt: 2, revision: 4 },
      ...{ at: 1_000, durationMs: 500, effect: 'create', requests: [REQUEST], outcome: 'done', code: null },
      ...{ message: '', scores: { sent: 2, kept: 1, refused: 1 }, traceId: 't' },
    });
    expect(rowOf({ kind: 'done' }, [])).not.toBeNull();
    expect(rowOf({ kind: 'done' }, [], 900)?.durationMs).toBe(0);
  });

  it('that failed says on what', () => {
    expect(rowOf({ kind: 'failed', failure: FAILURE }, [])).toMatchObject({
      ...{ outcome: 'failed', code: 'SIS_REJECTED', message: 'no' },
    });
  });

  it('that was given back is kept where it made a request, with why', () => {
    const givenBack = { kind: 'givenBack', dueAt: 5 } as const;
    expect(rowOf({ ...givenBack, failure: null })).toMatchObject({
      ...{ outcome: 'failed', code: null, message: 'The lane let go of this unit; it is tried again.' },
    });
    expect(rowOf({ ...givenBack, failure: FAILURE })).toMatchObject({ code: 'SIS_REJECTED', message: 'no' });
    expect(rowOf({ ...givenBack, failure: null }, [])).toBeNull();
  });
});
