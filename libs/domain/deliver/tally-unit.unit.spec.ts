import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateSectionAssessment } from '../decide/evaluate-section-assessment.ts';
import { applyEffect } from '../testing/apply-effect.ts';
import { anyRecord } from '../testing/arbitraries.ts';
import { givenFacts, givenScore } from '../testing/given.ts';
import { diffGradebook } from './diff-gradebook.ts';
import { leftBehind } from './score-standing.ts';
import { NOTHING_IN_SIS, type SisState } from './sis-state.ts';
import { tallyUnit } from './tally-unit.ts';

const NIGHT = { redrive: false, retryRefused: true };

function inputOf(sis: SisState, ...given: Parameters<typeof givenFacts>) {
  const facts = givenFacts(...given);
  return { snapshot: facts.snapshot, decision: evaluateSectionAssessment(facts), sis };
}

function tallyOf(...given: Parameters<typeof inputOf>) {
  const input = inputOf(...given);
  return tallyUnit(input, diffGradebook(input, NIGHT));
}

function sentBefore(...given: Parameters<typeof givenFacts>): SisState {
  const input = inputOf(NOTHING_IN_SIS, ...given);
  return applyEffect(input, diffGradebook(input, NIGHT));
}

const SENT = sentBefore();
const [FIRST_CELL, SECOND_CELL] = SENT.scores;
if (FIRST_CELL === undefined || SECOND_CELL === undefined) throw new Error('two were sent');
const EDITED: SisState = { ...SENT, scores: [{ ...FIRST_CELL, kept: { seenPoints: 3, seenAt: 1 } }, SECOND_CELL] };
const NOTHING_SAID = { unitReasons: [], scoreReasons: {} };

describe('what a night would do to a unit', () => {
  it('a new one: sends what passes, and counts why the others do not', () => {
    const scores = [givenScore(1), givenScore(2, { completion: 'turnedIn', sisStudentId: null })];
    expect(tallyOf(NOTHING_IN_SIS, { scores })).toEqual({
      effect: 'create',
      send: 1,
      keep: 0,
      held: 1,
      unitReasons: [],
      scoreReasons: { TURNED_IN_NOT_GRADED: 1, STUDENT_NOT_LINKED: 1 },
    });
  });

  it('one in sync: nothing', () => {
    expect(tallyOf(SENT)).toEqual({ effect: 'none', send: 0, keep: 0, held: 0, ...NOTHING_SAID });
  });

  it('a changed score', () => {
    const scores = [givenScore(1, { points: 3 }), givenScore(2)];
    expect(tallyOf(SENT, { scores })).toEqual({ effect: 'scoresOnly', send: 1, keep: 0, held: 0, ...NOTHING_SAID });
  });

  it('a renamed one: its scores are looked at and not sent, and what a teacher edited is kept', () => {
    expect(tallyOf(EDITED, { title: 'Final' })).toEqual({
      effect: 'update',
      send: 0,
      keep: 1,
      held: 0,
      unitReasons: [],
      scoreReasons: { SIS_EDIT_KEPT: 1 },
    });
  });

  it('an edited score that Otus changed: is sent', () => {
    const scores = [givenScore(1, { points: 4 }), givenScore(2)];
    expect(tallyOf(EDITED, { scores })).toMatchObject({ effect: 'scoresOnly', send: 1, keep: 0 });
  });

  it('a held one: its reasons once, and of its scores only their own', () => {
    const scores = [givenScore(1), givenScore(2, { status: 'excused' })];
    expect(tallyOf(NOTHING_IN_SIS, { scores, totalPoints: 0, includeInFinalGrade: false })).toEqual({
      effect: 'held',
      send: 0,
      keep: 0,
      held: 2,
      unitReasons: ['NOT_IN_FINAL_GRADE', 'TOTAL_OUT_OF_RANGE'],
      scoreReasons: { STATUS_EXCUSED: 1 },
    });
  });

  it('one of which nothing passes and nothing was sent: held', () => {
    const scores = [givenScore(1, { completion: 'inProgress' })];
    expect(tallyOf(NOTHING_IN_SIS, { scores })).toMatchObject({
      effect: 'held',
      held: 1,
      scoreReasons: { NOT_SUBMITTED: 1 },
    });
  });

  it('one deleted in PowerSchool: nothing goes, and that is why', () => {
    const deleted = { ...SENT, assignment: SENT.assignment && { ...SENT.assignment, deletedAt: 1 } };
    expect(tallyOf(deleted, { title: 'Final' })).toEqual({
      effect: 'none',
      send: 0,
      keep: 0,
      held: 2,
      unitReasons: ['SIS_ASSIGNMENT_DELETED'],
      scoreReasons: {},
    });
  });

  it('one whose student is gone: what was sent stays, and that is told', () => {
    const gone = { scores: [givenScore(1)] };
    const told = { send: 0, keep: 0, held: 1, unitReasons: [], scoreReasons: { SENT_THEN_CLEARED: 1 } };
    expect(tallyOf(SENT, gone)).toEqual({ effect: 'none', ...told });
    const deleted = { ...SENT, assignment: SENT.assignment && { ...SENT.assignment, deletedAt: 1 } };
    expect(tallyOf(deleted, gone)).toMatchObject({ held: 1, scoreReasons: {} });
  });

  it('one that only the calendar holds: as it was sent, or held', () => {
    const over = { gradingPeriod: { kind: 'none' } } as const;
    expect(tallyOf(SENT, {}, over)).toEqual({ effect: 'none', send: 0, keep: 0, held: 0, ...NOTHING_SAID });
    expect(tallyOf(SENT, { title: 'Final' }, over)).toMatchObject({
      effect: 'held',
      unitReasons: ['NO_CURRENT_GRADING_PERIOD'],
    });
  });

  it('one that is held after it was sent: held, also where it was deleted', () => {
    const held = { effect: 'held', send: 0, unitReasons: ['NOT_IN_FINAL_GRADE'] };
    const deleted = { ...SENT, assignment: SENT.assignment && { ...SENT.assignment, deletedAt: 1 } };
    expect(tallyOf(SENT, { includeInFinalGrade: false })).toMatchObject(held);
    expect(tallyOf(deleted, { includeInFinalGrade: false })).toMatchObject(held);
  });

  it('one that was deleted and is redriven: as new', () => {
    const input = inputOf({ ...SENT, assignment: SENT.assignment && { ...SENT.assignment, deletedAt: 1 } });
    expect(tallyUnit(input, diffGradebook(input, { redrive: true, retryRefused: true }))).toEqual({
      ...{ effect: 'create', send: 2, keep: 0, held: 0 },
      ...NOTHING_SAID,
    });
  });

  it('a refused score: is sent again at night, and says why not where it is not tried', () => {
    const refused = { code: 'STUDENT_NOT_ENROLLED', message: 'left', points: 21, at: 1 } as const;
    const input = inputOf({ ...SENT, scores: [{ ...FIRST_CELL, points: null, refused }, SECOND_CELL] });
    expect(tallyUnit(input, diffGradebook(input, NIGHT))).toEqual({
      ...{ effect: 'scoresOnly', send: 1, keep: 0, held: 0 },
      ...NOTHING_SAID,
    });
    expect(tallyUnit(input, { kind: 'none' })).toMatchObject({ held: 1, scoreReasons: { STUDENT_NOT_ENROLLED: 1 } });
  });
});

it('no score is counted twice, and each that does not go says why, itself or by its unit', () => {
  fc.assert(
    fc.property(anyRecord, ({ otus, decision, sis }) => {
      const input = { snapshot: otus.snapshot, decision, sis };
      const tally = tallyUnit(input, diffGradebook(input, NIGHT));
      expect(tally.send + tally.keep + tally.held).toBeLessThanOrEqual(
        decision.scores.length + leftBehind(decision, sis).length,
      );
      if (tally.effect === 'held') expect(tally.send).toBe(0);
      if (tally.effect === 'create') expect(tally.send).toBeGreaterThan(0);
      const said = Object.values(tally.scoreReasons).reduce((sum, count) => sum + count, 0);
      if (tally.unitReasons.length === 0) expect(said).toBeGreaterThanOrEqual(tally.held + tally.keep);
    }),
    { numRuns: 1_000 },
  );
});
