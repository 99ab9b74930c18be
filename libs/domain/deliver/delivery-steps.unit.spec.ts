import { describe, expect, it } from '@jest/globals';
import { applyEffect } from '../testing/apply-effect.ts';
import { givenFacts, givenRecord, givenScore } from '../testing/given.ts';
import { type CarriedWrites, type DeliveryFailure, type DeliveryState, NO_DELIVERY } from './delivery-state.ts';
import {
  type AttemptEnd,
  type AttemptFailure,
  claimUnit,
  effectOfAttempt,
  requestDelivery,
  settleDelivery,
  type SettleFacts,
} from './delivery-steps.ts';
import { RETRY_POLICY } from './failure-policy.ts';
import { NOTHING_IN_SIS, type SisState, type WrittenScore } from './sis-state.ts';
import type { UnitRecord } from './unit-record.ts';

const NOW = 1_000;
const FAILURE: DeliveryFailure = {
  code: 'SIS_UNAVAILABLE',
  class: 'transient',
  message: '502',
  at: 1,
  revision: 6,
};
const UNDER_WAY: DeliveryState = {
  dueAt: 900,
  runId: 'run-1',
  redrive: true,
  repair: 'missing',
  attempt: 2,
  claim: { owner: 'delivery-1', fence: 3, at: 950 },
  intent: { startedAt: 950, revision: 7 },
  failure: FAILURE,
  tally: { sent: 1, kept: 0, held: 0, rejected: 0 },
};

describe('a delivery that is asked for', () => {
  it('begins anew, and leaves the attempt alone that may be under way', () => {
    const { claim, intent } = UNDER_WAY;
    expect(requestDelivery(UNDER_WAY, { dueAt: 2_000, runId: 'run-2', redrive: false })).toEqual({
      ...{ dueAt: 2_000, runId: 'run-2', redrive: false, repair: null },
      ...{ attempt: 0, claim, intent, failure: null, tally: null },
    });
  });

  it('repairs what it was asked to', () => {
    const request = { dueAt: 2_000, runId: 'run-2', redrive: true, repair: 'all' } as const;
    expect(requestDelivery(NO_DELIVERY, request)).toMatchObject({ redrive: true, repair: 'all' });
  });
});

function sentBefore(): SisState {
  const { otus, decision, sis, delivery, ...rest } = givenRecord(givenFacts());
  const effect = effectOfAttempt({ otus, decision, sis, delivery, ...rest }, sis);
  return applyEffect({ snapshot: otus.snapshot, decision, sis }, effect);
}

describe('what an attempt has to do', () => {
  const changedCell = (change: Partial<WrittenScore>): SisState => {
    const { scores, ...sis } = sentBefore();
    return { ...sis, scores: scores.map((cell, index) => (index === 0 ? { ...cell, ...change } : cell)) };
  };
  const effectOf = (sis: SisState, delivery: Partial<DeliveryState> = {}) =>
    effectOfAttempt(givenRecord(givenFacts(), { sis, delivery }), sis);

  it('holds a score that was refused: it is tried again', () => {
    const refused = { code: 'STUDENT_NOT_ENROLLED', message: 'left', points: 21, at: 1 } as const;
    expect(effectOf(changedCell({ points: null, sentAt: null, refused }))).toMatchObject({
      kind: 'scoresOnly',
      scores: [{ sisStudentId: '81001', cause: 'changed' }],
    });
  });

  it('is none where all was sent, and to look at all of it where a repair was asked for', () => {
    expect(effectOf(sentBefore())).toEqual({ kind: 'none' });
    expect(effectOf(sentBefore(), { repair: 'missing' })).toMatchObject({
      kind: 'scoresOnly',
      scores: [{ cause: 'look' }, { cause: 'look' }],
    });
  });

  it('makes again what was deleted where it is a redrive', () => {
    const { assignment, scores } = sentBefore();
    const deleted = { scores, assignment: assignment && { ...assignment, deletedAt: 1 } };
    expect(effectOf(deleted)).toEqual({ kind: 'none' });
    expect(effectOf(deleted, { redrive: true }).kind).toBe('create');
  });
});

describe('a claim', () => {
  const CLAIM = { owner: 'delivery-2', fence: 4, now: NOW };
  const carriedBy = (record: UnitRecord) => claimUnit(record, CLAIM).delivery.intent?.carried;
  const OLDER: CarriedWrites = {
    at: 500,
    sectionId: '85001',
    fields: { title: 'Final (S130545)' },
    scores: [['81001', 9, 'sc-1', 'otus-stu-1']],
  };
  const foundIntent = (...carried: readonly CarriedWrites[]): Partial<DeliveryState> => ({
    intent: { startedAt: 500, revision: 6, carried },
  });
  const ofNew = (delivery: Partial<DeliveryState> = {}) => givenRecord(givenFacts(), { delivery });
  const ofSent = (delivery: Partial<DeliveryState> = {}, ...given: Parameters<typeof givenFacts>) =>
    givenRecord(givenFacts(...given), { sis: sentBefore(), delivery });

  it('says who delivers the unit and since when, and counts the attempt', () => {
    const record = ofNew({ attempt: 1 });
    const claimed = claimUnit(record, CLAIM);
    expect(claimed).toMatchObject({ version: 2, changedAt: NOW, sis: NOTHING_IN_SIS, otus: record.otus });
    expect(claimed.summary).toEqual({ ...record.summary, state: 'sending' });
    expect(claimed.delivery).toMatchObject({
      attempt: 2,
      claim: { owner: 'delivery-2', fence: 4, at: NOW },
      intent: { startedAt: NOW, revision: 7 },
    });
  });

  it('notes what the attempt may write: of a new assignment all', () => {
    expect(carriedBy(ofNew())).toEqual([
      {
        at: NOW,
        sectionId: '85001',
        fields: { title: 'Mid Term Exam (S130545)', dueDate: '2026-11-20', totalPoints: 30, category: 'Quizzes' },
        scores: [
          ['81001', 21, 'sc-1', 'otus-stu-1'],
          ['81002', 22, 'sc-2', 'otus-stu-2'],
        ],
      },
    ]);
  });

  it('notes of one that was sent what changed in Otus, and not what is only looked at', () => {
    expect(carriedBy(ofSent({}, { title: 'Final', scores: [givenScore(1), givenScore(2, { points: 5 })] }))).toEqual([
      {
        at: NOW,
        sectionId: '85001',
        fields: { title: 'Final (S130545)' },
        scores: [['81002', 5, 'sc-2', 'otus-stu-2']],
      },
    ]);
    expect(carriedBy(ofSent({}, { title: 'Final' }))).toMatchObject([{ scores: [] }]);
    expect(carriedBy(ofSent({}, { scores: [givenScore(1), givenScore(2, { points: 5 })] }))).toMatchObject([
      { fields: {}, scores: [['81002', 5, 'sc-2', 'otus-stu-2']] },
    ]);
  });

  it('notes nothing where nothing new is written', () => {
    expect(claimUnit(ofSent({ repair: 'missing' }), CLAIM).delivery.intent).toEqual({ startedAt: NOW, revision: 7 });
    expect(claimUnit(ofSent(), CLAIM).delivery.intent).toEqual({ startedAt: NOW, revision: 7 });
  });

  it('leaves an intent that it finds, and what that carried is in doubt from then on', () => {
    const { sis, delivery } = claimUnit(ofSent(foundIntent(OLDER)), CLAIM);
    expect(sis.assignment?.doubt).toEqual({ cause: 'lost', carried: [OLDER.fields] });
    expect(sis.scores.map(({ doubt }) => doubt)).toEqual([{ cause: 'lost', carried: [9] }, undefined]);
    expect(delivery.intent).toMatchObject({
      startedAt: 500,
      revision: 6,
      carried: [OLDER, { at: NOW, scores: [['81001', 21, 'sc-1', 'otus-stu-1']] }],
    });
  });

  it('keeps what was carried before where it writes nothing new itself', () => {
    const elsewhere = { ...OLDER, sectionId: '9' };
    expect(carriedBy(ofSent(foundIntent(elsewhere)))).toEqual([elsewhere]);
  });

  it('remembers the last four attempts, the latest last', () => {
    const before = [1, 2, 3, 4].map((at) => ({ ...OLDER, at }));
    expect(carriedBy(ofNew(foundIntent(...before)))?.map(({ at }) => at)).toEqual([2, 3, 4, NOW]);
  });

  it.each([
    ['as much as its record has room for', 0, [400, 500, NOW]],
    ['no attempt that does not fit, nor one before that', 1, [500, NOW]],
  ])('remembers %s', (_what, excess, remembered) => {
    // 96 KiB, of which 80 bytes and its ids are for each row. The new attempt has two rows of 99 bytes.
    const room = 96 * 1024 - 2 * 99 - (3 * 80 + 100);
    const first = ['s'.repeat(10_000), 1, 'c'.repeat(20_000), 't'.repeat(room - 30_000 + excess)] as const;
    const [near, far] = [['s'.repeat(20), 1, 'c'.repeat(30), 't'.repeat(50)] as const, first];
    const carried = [
      { ...OLDER, at: 400, scores: [['', 1, '', ''] as const, far] },
      { ...OLDER, at: 500, scores: [near] },
    ];
    expect(carriedBy(ofNew(foundIntent(...carried)))?.map(({ at }) => at)).toEqual(remembered);
  });
});

describe('an attempt that ended', () => {
  const settle = (end: AttemptEnd, facts: Partial<SettleFacts> = {}, delivery: Partial<DeliveryState> = {}) =>
    settleDelivery(
      { ...UNDER_WAY, ...delivery },
      {
        ...{ end, isCreateUncertain: false, createAskedAt: null, wasAskedAnew: false, revision: 7 },
        ...{ now: NOW, jitter: 0.5, retry: RETRY_POLICY },
        ...facts,
      },
    );
  const failed = (failure: Partial<AttemptFailure>): AttemptEnd => ({
    kind: 'failed',
    failure: {
      ...{ class: 'transient', code: 'SIS_UNAVAILABLE', message: '503', retryAfterMs: null, isOurs: false },
      ...failure,
    },
  });
  const DONE: AttemptEnd = { kind: 'done' };

  it('well leaves nothing to do', () => {
    expect(settle(DONE)).toEqual({
      ...UNDER_WAY,
      ...{ dueAt: null, attempt: 2, redrive: false, repair: null, claim: null, intent: null, failure: null },
    });
  });

  it('by being given back is due when it says, and does not count', () => {
    const givenBack: AttemptEnd = { kind: 'givenBack', dueAt: 5_000, failure: null };
    const asked = { redrive: true, repair: 'missing', failure: FAILURE };
    expect(settle(givenBack)).toMatchObject({ dueAt: 5_000, attempt: 1, claim: null, ...asked });
    expect(settle(givenBack, {}, { attempt: 0 }).attempt).toBe(0);
  });

  it.each<[string, Partial<AttemptFailure>, Partial<DeliveryState>, Partial<DeliveryState>]>([
    ['for now: again later', {}, {}, { dueAt: NOW + 2_500, attempt: 2, redrive: true, repair: 'missing' }],
    ['for now, with a time to wait', { retryAfterMs: 9_000 }, {}, { dueAt: NOW + 9_000, attempt: 2 }],
    ['for now, for the last time', {}, { attempt: 6 }, { dueAt: null, attempt: 6, redrive: true, repair: 'missing' }],
    ['throttled', { class: 'throttled', retryAfterMs: 7_000 }, {}, { dueAt: NOW + 7_000, attempt: 1 }],
    ['throttled without a time', { class: 'throttled' }, {}, { dueAt: NOW + 30_000, attempt: 1, redrive: true }],
    ['as a whole', { class: 'unit' }, {}, { dueAt: null, attempt: 2, redrive: false, repair: null }],
    ['by being deleted', { class: 'deleted' }, {}, { dueAt: null, attempt: 2, redrive: false, repair: null }],
    ['with its district', { class: 'district' }, {}, { dueAt: 900, attempt: 1, redrive: true, repair: 'missing' }],
    ['with its district, due no more', { class: 'district' }, { dueAt: null }, { dueAt: NOW, attempt: 1 }],
    ['by being let go', { class: 'interrupted' }, {}, { dueAt: 900, attempt: 1, redrive: true, repair: 'missing' }],
  ])('failed %s', (_what, failure, delivery, next) => {
    expect(settle(failed(failure), {}, delivery)).toMatchObject(next);
  });

  it('failed says on what, with what was tried', () => {
    const failure = { code: 'SIS_REJECTED', class: 'unit', message: 'Name is too long' } as const;
    expect(settle(failed(failure)).failure).toEqual({ ...failure, at: NOW, revision: 7 });
  });

  it('leaves the next turn to a delivery that was asked for since', () => {
    const { dueAt, attempt, redrive, repair } = UNDER_WAY;
    const settled = settle(DONE, { wasAskedAnew: true });
    expect(settled).toMatchObject({ dueAt, attempt, redrive, repair, claim: null, failure: null });
  });

  it.each<[string, Partial<SettleFacts>, DeliveryState['intent'], DeliveryState['intent']]>([
    ['not after its outcome is known', {}, UNDER_WAY.intent, null],
    ['where an assignment may have been made', { isCreateUncertain: true }, UNDER_WAY.intent, UNDER_WAY.intent],
    [
      'with when it was asked for',
      { isCreateUncertain: true, createAskedAt: 970 },
      UNDER_WAY.intent,
      { startedAt: 950, revision: 7, createAskedAt: 970 },
    ],
    ['not where there was none', { isCreateUncertain: true, createAskedAt: 970 }, null, null],
  ])('keeps its intent: %s', (_what, facts, intent, kept) => {
    expect(settle(failed({}), facts, { intent }).intent).toEqual(kept);
  });
});
