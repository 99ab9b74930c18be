import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateSectionAssessment } from '../decide/evaluate-section-assessment.ts';
import { REASON_CODES, type ReasonCode } from '../reasons/reason-codes.ts';
import { applyEffect } from '../testing/apply-effect.ts';
import { anyRecord } from '../testing/arbitraries.ts';
import { givenFacts, givenRecord, givenScore, givenUnit } from '../testing/given.ts';
import { type DeliveryFailure, type DeliveryState, NO_DELIVERY } from './delivery-state.ts';
import { diffGradebook } from './diff-gradebook.ts';
import { NOTHING_IN_SIS, type SisState } from './sis-state.ts';
import { summarize, unitCodes } from './summarize.ts';
import { PLANNED_AS } from './unit-record.ts';

type Given = Parameters<typeof givenFacts>;

function summaryOf(
  given: Given,
  sis: SisState,
  delivery: Partial<DeliveryState> = {},
  previousCauses: ReasonCode[] = [],
) {
  const facts = givenFacts(...given);
  const decision = evaluateSectionAssessment(facts);
  return summarize({
    snapshot: facts.snapshot,
    decision,
    sis,
    delivery: { ...NO_DELIVERY, ...delivery },
    previousCauses,
  });
}

function sentBefore(...given: Given): SisState {
  const facts = givenFacts(...given);
  const input = { snapshot: facts.snapshot, decision: evaluateSectionAssessment(facts), sis: NOTHING_IN_SIS };
  return applyEffect(input, diffGradebook(input, { redrive: false, retryRefused: false }));
}

const SENT = sentBefore();
const DELETED = { ...SENT, assignment: SENT.assignment && { ...SENT.assignment, deletedAt: 1 } };
const CLAIM = { owner: 'delivery-1', fence: 3, at: 1 };
const failed = (changes: Partial<DeliveryFailure>): { failure: DeliveryFailure } => ({
  failure: {
    code: 'SIS_UNAVAILABLE',
    class: 'transient',
    message: '502',
    at: 1,
    revision: 7,
    ...changes,
  },
});
const REFUSED = failed({ class: 'unit', code: 'CATEGORY_INACTIVE' });
const HELD: Given = [{ includeInFinalGrade: false }];

describe('state of a unit', () => {
  it.each<[string, string, Given, SisState, Partial<DeliveryState>]>([
    ['in sync', 'inSync', [], SENT, {}],
    ['in sync with a failure of the past', 'inSync', [], SENT, failed({})],
    ['never sent', 'due', [], NOTHING_IN_SIS, {}],
    ['changed since', 'due', [{ title: 'Final' }], SENT, {}],
    ['asked for with nothing to do', 'due', [], SENT, { dueAt: 5 }],
    [
      'linked to another section',
      'due',
      [{ section: { ...givenUnit().section, sisSectionId: '9' } }],
      SENT,
      failed({ class: 'deleted' }),
    ],
    ['claimed', 'sending', [], NOTHING_IN_SIS, { dueAt: 5, claim: CLAIM }],
    ['claimed and withdrawn since', 'sending', [{ withdrawn: true }], SENT, { claim: CLAIM }],
    ['withdrawn and held', 'withdrawn', [{ withdrawn: true, includeInFinalGrade: false }], SENT, {}],
    ['held', 'held', HELD, NOTHING_IN_SIS, {}],
    ['held after it was sent', 'held', HELD, SENT, {}],
    ['held after it failed', 'held', HELD, NOTHING_IN_SIS, REFUSED],
    ['held with each of its scores', 'held', [{ scores: [givenScore(1, { points: null })] }], NOTHING_IN_SIS, {}],
    ['of an empty class', 'held', [{ scores: [] }], NOTHING_IN_SIS, {}],
    ['all re-opened after it was sent', 'inSync', [{ scores: [givenScore(1, { completion: 'turnedIn' })] }], SENT, {}],
    ['refused as a whole', 'rejected', [], NOTHING_IN_SIS, REFUSED],
    ['refused, and asked for again', 'due', [], NOTHING_IN_SIS, { ...REFUSED, dueAt: 5 }],
    ['refused in an older revision', 'due', [{ revision: 8 }], NOTHING_IN_SIS, REFUSED],
    ['deleted in PowerSchool', 'rejected', [], DELETED, {}],
    ['deleted and changed in Otus', 'rejected', [{ revision: 9, title: 'Final' }], DELETED, {}],
    ['deleted and asked for by a night', 'rejected', [], DELETED, { dueAt: 5 }],
    ['deleted and redriven', 'due', [], DELETED, { dueAt: 5, redrive: true }],
    ['found deleted, of an older revision', 'rejected', [{ revision: 9 }], SENT, failed({ class: 'deleted' })],
    ['failed for now', 'retrying', [], NOTHING_IN_SIS, { ...failed({}), dueAt: 5 }],
    ['throttled', 'retrying', [], NOTHING_IN_SIS, failed({ class: 'throttled' })],
    ['in a district whose circuit is open', 'retrying', [], NOTHING_IN_SIS, failed({ class: 'district' })],
  ])('a unit %s is %s', (_, state, given, sis, delivery) => {
    expect(summaryOf(given, sis, delivery).state).toBe(state);
  });
});

describe('reasons of a unit', () => {
  it('are those of the unit and its scores, each once, sorted', () => {
    const scores = [
      givenScore(1),
      givenScore(2, { completion: 'turnedIn' }),
      givenScore(3, { status: 'excused' }),
      givenScore(4, { completion: 'turnedIn', sisStudentId: null }),
    ];
    expect(summaryOf([{ scores, totalPoints: 27.5 }], NOTHING_IN_SIS).reasons).toEqual([
      'STATUS_EXCUSED',
      'STUDENT_NOT_LINKED',
      'TOTAL_NOT_WHOLE',
      'TURNED_IN_NOT_GRADED',
    ]);
  });

  it('name what delivery failed on', () => {
    expect(summaryOf([], NOTHING_IN_SIS, failed({})).reasons).toEqual(['SIS_UNAVAILABLE']);
    expect(summaryOf([], NOTHING_IN_SIS, REFUSED).reasons).toEqual(['CATEGORY_INACTIVE']);
    expect(summaryOf([], DELETED).reasons).toEqual(['SIS_ASSIGNMENT_DELETED']);
    expect(summaryOf([], SENT, failed({})).reasons).toEqual([]);
  });

  it('name what is kept, refused, or there though cleared', () => {
    const sis: SisState = sentBefore({ scores: [givenScore(1), givenScore(2), givenScore(3)] });
    const [one, two, three] = sis.scores;
    if (one === undefined || two === undefined || three === undefined) throw new Error('three were sent');
    const kept = { ...one, kept: { seenPoints: 3, seenAt: 1 } };
    const refused = {
      ...two,
      points: null,
      refused: { code: 'SIS_REJECTED', message: 'no', points: 22, at: 1 } as const,
    };
    const scores = [givenScore(1), givenScore(2), givenScore(3, { completion: 'inProgress', points: null })];
    expect(summaryOf([{ scores }], { ...sis, scores: [kept, refused, three] })).toMatchObject({
      state: 'inSync',
      reasons: ['NOT_SUBMITTED', 'SENT_THEN_CLEARED', 'SIS_EDIT_KEPT', 'SIS_REJECTED'],
    });
  });

  it('leave out what goes: notices, and waiting for the night', () => {
    const scores = [givenScore(1, { points: 99, status: 'late' })];
    expect(summaryOf([{ scores }], NOTHING_IN_SIS)).toMatchObject({ state: 'due', reasons: [], causes: [] });
  });

  it('of an empty class say that there is nothing yet', () => {
    expect(summaryOf([{ scores: [] }], NOTHING_IN_SIS).reasons).toEqual(['NOT_SUBMITTED']);
    // What was sent is still there, and says so.
    expect(summaryOf([{ scores: [] }], SENT).reasons).toEqual(['SENT_THEN_CLEARED']);
  });
});

describe('hits', () => {
  it('are all scores for a code of the unit, and for a code of scores those that have it', () => {
    const scores = [givenScore(1), givenScore(2, { completion: 'inProgress', points: null })];
    expect(summaryOf([{ scores, includeInFinalGrade: false }], NOTHING_IN_SIS).hits).toEqual({
      scores: { NOT_IN_FINAL_GRADE: 2, NOT_SUBMITTED: 1 },
      redrive: [],
    });
    expect(summaryOf([{ scores: [] }], NOTHING_IN_SIS).hits).toEqual({ scores: { NOT_SUBMITTED: 0 }, redrive: [] });
  });

  it('are counted of a unit in sync too', () => {
    const scores = [...givenFacts().snapshot.scores, givenScore(90, { completion: 'inProgress', points: null })];
    expect(summaryOf([{ scores }], sentBefore({ scores }))).toMatchObject({
      state: 'inSync',
      hits: { scores: { NOT_SUBMITTED: 1 }, redrive: [] },
    });
  });

  it('count a student who is gone beside those who are there', () => {
    const cleared = [givenScore(1, { completion: 'inProgress', points: null })];
    expect(summaryOf([{ scores: cleared }], SENT).hits?.scores).toEqual({ NOT_SUBMITTED: 1, SENT_THEN_CLEARED: 2 });
  });

  it('leave out what holds a unit that is in PowerSchool as it was sent', () => {
    const scores = [givenScore(1), givenScore(2), givenScore(3, { completion: 'inProgress', points: null })];
    const over = { gradingPeriod: { kind: 'none' } } as const;
    expect(summaryOf([{ scores }, over], SENT)).toMatchObject({
      ...{ state: 'inSync', reasons: ['NOT_SUBMITTED'] },
      hits: { scores: { NOT_SUBMITTED: 1 } },
    });
  });

  it('name the codes by which a redrive finds something to send, those of before among them', () => {
    expect(summaryOf([], NOTHING_IN_SIS, {}, ['CATEGORY_NOT_MAPPED']).hits).toEqual({
      scores: {},
      redrive: ['CATEGORY_NOT_MAPPED'],
    });
    expect(summaryOf([], DELETED).hits?.redrive).toEqual(['SIS_ASSIGNMENT_DELETED']);
    expect(summaryOf([], SENT, {}, ['CATEGORY_NOT_MAPPED']).hits?.redrive).toEqual([]);
  });
});

describe('at rest', () => {
  const hitsOf = (given: Given, sis: SisState, delivery: Partial<DeliveryState> = {}) =>
    summaryOf(given, sis, delivery).hits;

  it('is what PowerSchool has as it is wanted, also after its grading period', () => {
    expect(hitsOf([], SENT)).toEqual({ scores: {}, redrive: [], atRest: PLANNED_AS });
    expect(hitsOf([{}, { gradingPeriod: { kind: 'none' } }], SENT)).toEqual({
      scores: {},
      redrive: [],
      atRest: PLANNED_AS,
    });
  });

  it('is nothing that has work, waits for it, is under way, or has a score that did not go', () => {
    const ungraded = [...givenFacts().snapshot.scores, givenScore(90, { completion: 'inProgress', points: null })];
    const [first, ...others] = SENT.scores;
    const keeping = { ...SENT, scores: [{ ...first!, kept: { seenPoints: 3, seenAt: 1 } }, ...others] };
    const doubtful = { ...SENT, scores: [{ ...first!, doubt: { cause: 'score' } as const }, ...others] };
    const never = [
      hitsOf([], NOTHING_IN_SIS),
      hitsOf([], DELETED),
      hitsOf([], keeping),
      hitsOf([], doubtful),
      hitsOf([], SENT, { dueAt: 1 }),
      hitsOf([], SENT, { claim: CLAIM }),
      hitsOf([{ withdrawn: true }], SENT),
      hitsOf([{ title: 'Another' }], SENT),
      hitsOf([{ scores: ungraded }], sentBefore({ scores: ungraded })),
      hitsOf([{ includeInFinalGrade: false }], SENT),
    ];
    for (const hits of never) expect(hits).not.toHaveProperty('atRest');
  });

  it('is nothing of which the decision raises a doubt that is not stored', () => {
    // Taken back while it was held for the calendar alone.
    const scores = givenFacts().snapshot.scores.slice(1);
    const [gone] = SENT.scores;
    const { hits } = summaryOf([{ scores }], { ...SENT, scores: SENT.scores.filter((cell) => cell !== gone) });
    expect(hits).toHaveProperty('atRest');
    expect(summaryOf([{ scores }], SENT).hits).not.toHaveProperty('atRest');
  });
});

it('the codes that keep back all of a unit are told from those of its scores', () => {
  const scores = [givenScore(1), givenScore(2, { completion: 'turnedIn' })];
  const codesOf = (...stored: Parameters<typeof givenRecord>) => [...unitCodes(givenRecord(...stored))];
  expect(codesOf(givenFacts({ scores, includeInFinalGrade: false }))).toEqual(['NOT_IN_FINAL_GRADE']);
  expect(codesOf(givenFacts({ scores }), { delivery: failed({}) })).toEqual(['SIS_UNAVAILABLE']);
  expect(codesOf(givenFacts({ scores: [] }))).toEqual(['NOT_SUBMITTED']);
  expect(codesOf(givenFacts({}, { gradingPeriod: { kind: 'none' } }), { sis: SENT })).toEqual([]);
});

describe('causes', () => {
  it('gather until the unit is in sync', () => {
    const held = summaryOf(HELD, NOTHING_IN_SIS, {}, ['CATEGORY_NOT_MAPPED']);
    expect(held.causes).toEqual(['CATEGORY_NOT_MAPPED', 'NOT_IN_FINAL_GRADE']);
    const due = summaryOf([], NOTHING_IN_SIS, {}, [...held.causes]);
    expect(due.causes).toEqual(held.causes);
    expect(summaryOf([], SENT, {}, [...due.causes]).causes).toEqual([]);
  });

  it('keep what stands when the unit is in sync', () => {
    const scores = [givenScore(1), givenScore(2), givenScore(3, { completion: 'turnedIn' })];
    expect(summaryOf([{ scores }], SENT, {}, ['SIS_UNAVAILABLE']).causes).toEqual(['TURNED_IN_NOT_GRADED']);
  });

  it('forget a code that this release does not know', () => {
    expect(summaryOf(HELD, NOTHING_IN_SIS, {}, ['GONE' as ReasonCode]).causes).toEqual(['NOT_IN_FINAL_GRADE']);
  });
});

it('any unit has a state, and codes from the closed list, each once', () => {
  fc.assert(
    fc.property(anyRecord, fc.subarray([...REASON_CODES]), ({ otus, decision, sis, delivery }, previousCauses) => {
      const summary = summarize({ snapshot: otus.snapshot, decision, sis, delivery, previousCauses });
      for (const codes of [summary.reasons, summary.causes]) {
        expect(codes).toEqual([...new Set(codes)].sort());
        for (const code of codes) expect(REASON_CODES).toContain(code);
      }
      expect(summary.causes).toEqual(expect.arrayContaining([...summary.reasons]));
      const isExplained = ['held', 'rejected', 'retrying', 'withdrawn'].includes(summary.state);
      if (isExplained) expect(summary.reasons).not.toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
