import { describe, expect, it } from '@jest/globals';
import {
  type DeliveryState,
  type FailureClass,
  NOTHING_IN_SIS,
  RETRY_POLICY,
  type SisState,
  type UnitRecord,
} from '@passback/domain';
import { recordOf } from '../testing/record.fixture.ts';
import type { DeliveryResult } from './delivery-result.ts';
import { settleOutcome } from './settle-outcome.ts';

const NOW = 1_000_000;
const claimed: Partial<DeliveryState> = {
  dueAt: 500_000,
  runId: 'night-1',
  attempt: 1,
  claim: { owner: 'me', fence: 3, at: 900_000 },
  intent: { startedAt: 900_000, revision: 1 },
};
const sent: SisState = {
  assignment: {
    ref: { assignmentId: '1', sectionAssignmentId: 's1' },
    sisSectionId: '85001',
    title: 'Mid Term Exam (S1)',
    dueDate: '2026-11-20',
    assessmentType: 'Quiz',
    category: 'Quizzes',
    totalPoints: 30,
    writtenAt: NOW,
    deletedAt: null,
  },
  scores: [{ sisStudentId: '81001', points: 5, sentAt: NOW, kept: null, refused: null }],
};

function resultOf(end: DeliveryResult['end'], more: Partial<DeliveryResult> = {}): DeliveryResult {
  const nothing = {
    sis: NOTHING_IN_SIS,
    isCreateUncertain: false,
    createAskedAt: null,
    sent: [],
    kept: [],
    refused: [],
  };
  return { end, effect: 'create', ...nothing, ...more };
}

function failed(kind: FailureClass, retryAfterMs: number | null = null): DeliveryResult['end'] {
  const failure = { class: kind, code: 'SIS_UNAVAILABLE', message: 'HTTP 502', retryAfterMs, isOurs: false } as const;
  return { kind: 'failed', failure };
}

/** As it was claimed. */
const CLAIMED = recordOf({ id: 's1', scores: { '81001': 5 } }, claimed);

function settle(result: DeliveryResult, record: UnitRecord = recordOf({ id: 's1', scores: { '81001': 5 } }, claimed)) {
  const facts = { record, claimed: CLAIMED, fence: 3, result, now: NOW, jitter: 0.5 };
  return settleOutcome({ ...facts, retry: RETRY_POLICY });
}

describe('the outcome of an attempt', () => {
  it('that went well leaves nothing to do', () => {
    const { write } = settle(resultOf({ kind: 'done' }, { sis: sent, sent: ['sc-81001'] }));
    expect(write).toMatchObject({ expectedVersion: 7, fence: 3, sis: sent });
    expect(write.delivery).toMatchObject({ dueAt: null, claim: null, intent: null, failure: null, attempt: 1 });
    expect(write.delivery.tally).toEqual({ sent: 1, kept: 0, held: 0, rejected: 0 });
    expect(write.summary.state).toBe('inSync');
  });

  it('that failed transiently comes again within the night', () => {
    const { write } = settle(resultOf(failed('transient')));
    expect(write.delivery).toMatchObject({ dueAt: NOW + 500, attempt: 1, claim: null, intent: null });
    expect(write.delivery.failure).toMatchObject({ class: 'transient', revision: 1, at: NOW });
    expect(write.summary.state).toBe('retrying');
  });

  it('that used up the attempts waits for the next night', () => {
    const record = recordOf({ id: 's1', scores: { '81001': 5 } }, { ...claimed, attempt: 6 });
    const facts = {
      record,
      claimed: record,
      fence: 3,
      now: NOW,
      jitter: 0.5,
      retry: RETRY_POLICY,
    };
    const { write } = settleOutcome({ ...facts, result: resultOf(failed('transient')) });
    expect(write.delivery).toMatchObject({ dueAt: null, attempt: 6 });
    expect(write.summary.state).toBe('retrying');
  });

  it('that was throttled does not count and waits as long as PowerSchool said', () => {
    const { write } = settle(resultOf(failed('throttled', 90_000)));
    expect(write.delivery).toMatchObject({ dueAt: NOW + 90_000, attempt: 0 });
  });

  it('that met a district-wide fault does not count and stays due as it was', () => {
    const { write } = settle(resultOf(failed('district')));
    expect(write.delivery).toMatchObject({ dueAt: 500_000, attempt: 0, failure: { class: 'district' } });
  });

  it.each(['unit', 'deleted'] as const)('of class %s is not tried again by itself', (kind) => {
    const record = recordOf({ id: 's1', scores: { '81001': 5 } }, { ...claimed, redrive: true });
    const { write } = settle(resultOf(failed(kind)), record);
    expect(write.delivery).toMatchObject({ dueAt: null, redrive: false, failure: { class: kind } });
    expect(write.summary.state).toBe('rejected');
    expect(write.delivery.tally).toEqual({ sent: 0, kept: 0, held: 0, rejected: 1 });
  });

  it('keeps the intent where a create may have happened unseen', () => {
    const { write } = settle(resultOf(failed('transient'), { isCreateUncertain: true }));
    expect(write.delivery.intent).toEqual({ startedAt: 900_000, revision: 1 });
  });

  it('that was given back is due again and came to nothing', () => {
    const { write } = settle(resultOf({ kind: 'givenBack', dueAt: NOW, failure: null }));
    expect(write.delivery).toMatchObject({ dueAt: NOW, attempt: 0, claim: null, tally: null, failure: null });
    expect(write.summary.state).toBe('due');
  });

  it('that was given back halfway counts what was sent until then', () => {
    const { write } = settle(
      resultOf({ kind: 'givenBack', dueAt: NOW, failure: null }, { sis: sent, sent: ['sc-81001'] }),
    );
    expect(write.delivery.tally).toEqual({ sent: 1, kept: 0, held: 0, rejected: 0 });
  });

  it('keeps what PowerSchool has and leaves a delivery that was asked for meanwhile as it is', () => {
    const record = recordOf(
      { id: 's1', revision: 2, scores: { '81001': 6 } },
      { ...claimed, attempt: 0, dueAt: 990_000, runId: 'redrive-2', redrive: true },
    );
    const { write } = settle(resultOf({ kind: 'done' }, { sis: sent, sent: ['sc-81001'] }), record);
    // Otus changed the score meanwhile: what was sent of it is looked at before it is called sent again.
    expect(write.sis).toEqual({ ...sent, scores: [{ ...sent.scores[0], doubt: { cause: 'score' } }] });
    expect(write.delivery).toMatchObject({
      dueAt: 990_000,
      runId: 'redrive-2',
      redrive: true,
      attempt: 0,
      tally: null,
    });
    expect(write.summary.state).toBe('due');
  });

  it('goes by the newer decision where Otus moved on', () => {
    const record = recordOf({ id: 's1', revision: 2, scores: { '81001': 6 } }, claimed);
    const { write } = settle(resultOf({ kind: 'done' }, { sis: sent, sent: ['sc-81001'] }), record);
    expect(write.delivery.dueAt).toBeNull();
    expect(write.summary.state).toBe('due');
  });

  it('adds up what was sent over the attempts of a run', () => {
    const record = recordOf(
      { id: 's1', scores: { '81001': 5 } },
      { ...claimed, tally: { sent: 4, kept: 0, held: 0, rejected: 0 } },
    );
    const { write } = settle(resultOf({ kind: 'done' }, { sis: sent, sent: ['sc-81001'] }), record);
    expect(write.delivery.tally?.sent).toBe(5);
  });
});
