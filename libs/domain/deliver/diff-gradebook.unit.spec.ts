import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateSectionAssessment } from '../decide/evaluate-section-assessment.ts';
import type { EvaluationFacts } from '../decide/evaluation-facts.ts';
import type { SectionAssessment } from '../facts/section-assessment.ts';
import { applyEffect } from '../testing/apply-effect.ts';
import { anyFacts, passingFacts } from '../testing/arbitraries.ts';
import { givenFacts, givenScore, givenUnit } from '../testing/given.ts';
import { type DiffInput, diffGradebook, type DiffOptions, isUnchangedInSis } from './diff-gradebook.ts';
import { NOTHING_IN_SIS, type SisState, type WrittenScore } from './sis-state.ts';

const LOOK: DiffOptions = { redrive: false, retryRefused: false };
const NIGHT: DiffOptions = { redrive: false, retryRefused: true };
const REDRIVE: DiffOptions = { redrive: true, retryRefused: true };

const inputOf = (facts: EvaluationFacts, sis: SisState): DiffInput => ({
  snapshot: facts.snapshot,
  decision: evaluateSectionAssessment(facts),
  sis,
});
const night = (facts: EvaluationFacts, sis: SisState) => diffGradebook(inputOf(facts, sis), NIGHT);
const deliver = (facts: EvaluationFacts, sis: SisState, options = NIGHT) =>
  applyEffect(inputOf(facts, sis), diffGradebook(inputOf(facts, sis), options));

const FIRST = givenFacts();
/** Two scores of 21 and 22, sent. */
const SENT = deliver(FIRST, NOTHING_IN_SIS);

function afterChange(changes: Partial<SectionAssessment>, facts: Parameters<typeof givenFacts>[1] = {}) {
  return night(givenFacts(changes, facts), SENT);
}

function withCell(sis: SisState, sisStudentId: string, changes: Partial<WrittenScore>): SisState {
  const scores = sis.scores.map((score) => (score.sisStudentId === sisStudentId ? { ...score, ...changes } : score));
  return { ...sis, scores };
}

const write = (number: number, points: number, cause: 'changed' | 'look') => ({
  scoreId: `sc-${number}`,
  studentId: `otus-stu-${number}`,
  sisStudentId: `${81_000 + number}`,
  points,
  cause,
});

describe('as new', () => {
  it('given nothing in PowerSchool, then the assignment is made with every score that passes', () => {
    const scores = [givenScore(1), givenScore(2, { completion: 'turnedIn' }), givenScore(3)];
    expect(night(givenFacts({ scores }), NOTHING_IN_SIS)).toEqual({
      kind: 'create',
      scores: [write(1, 21, 'changed'), write(3, 23, 'changed')],
    });
  });

  it('given no score that passes, then no empty column is made', () => {
    const scores = [givenScore(1, { completion: 'turnedIn' })];
    expect(night(givenFacts({ scores }), NOTHING_IN_SIS)).toEqual({ kind: 'none' });
    expect(night(givenFacts({ scores: [] }), NOTHING_IN_SIS)).toEqual({ kind: 'none' });
  });

  it('given a held or withdrawn unit, then nothing, sent before or not', () => {
    for (const sis of [NOTHING_IN_SIS, SENT]) {
      expect(night(givenFacts({ includeInFinalGrade: false, title: 'New' }), sis)).toEqual({ kind: 'none' });
      expect(night(givenFacts({ withdrawn: true, title: 'New' }), sis)).toEqual({ kind: 'none' });
    }
  });

  it('given a class that was linked to another section since, then it is made there', () => {
    const moved = { ...givenUnit().section, sisSectionId: '85002' };
    expect(afterChange({ section: moved })).toMatchObject({ kind: 'create', scores: [{}, {}] });
  });
});

describe('title: assignment renamed; scores re-sent except SIS_EDIT_KEPT', () => {
  it('given a new title, then an update with the scores to look at', () => {
    expect(afterChange({ title: 'Final Exam' })).toEqual({
      kind: 'update',
      changed: ['title'],
      scores: [write(1, 21, 'look'), write(2, 22, 'look')],
    });
  });

  it('given scores that changed too, then those are sent over whatever PowerSchool has', () => {
    const scores = [givenScore(1, { points: 30 }), givenScore(2), givenScore(3)];
    expect(afterChange({ title: 'Final Exam', scores })).toEqual({
      kind: 'update',
      changed: ['title'],
      scores: [write(1, 30, 'changed'), write(2, 22, 'look'), write(3, 23, 'changed')],
    });
  });

  it('given no score that still passes, then it is renamed all the same', () => {
    const scores = [givenScore(1, { completion: 'turnedIn' }), givenScore(2, { status: 'excused' })];
    expect(afterChange({ title: 'Final Exam', scores })).toEqual({ kind: 'update', changed: ['title'], scores: [] });
  });
});

describe('assessment type: category moved to the new type’s; scores re-sent except SIS_EDIT_KEPT', () => {
  it('given a type of another category, then the category is moved', () => {
    expect(afterChange({ assessmentType: 'Test' })).toEqual({
      kind: 'update',
      changed: ['category'],
      scores: [write(1, 21, 'look'), write(2, 22, 'look')],
    });
  });

  it('given a type of the same category, then the scores are re-sent and the category left alone', () => {
    expect(afterChange({ assessmentType: 'Oral' })).toEqual({
      kind: 'update',
      changed: [],
      scores: [write(1, 21, 'look'), write(2, 22, 'look')],
    });
    // and after that a mapping of the admin's moves nothing
    const oral = givenFacts({ assessmentType: 'Oral' });
    const remapped = givenFacts({ assessmentType: 'Oral' }, { rules: { categories: { Oral: 'Speaking' } } });
    expect(night(remapped, deliver(oral, SENT))).toEqual({ kind: 'none' });
  });

  it('given another mapping of the admin’s alone, then nothing that was sent moves', () => {
    const rules = { categories: { Quiz: 'Daily Work' } };
    expect(afterChange({}, { rules })).toEqual({ kind: 'none' });
    const renamed = givenFacts({ title: 'Final Exam' }, { rules });
    expect(night(renamed, SENT)).toMatchObject({ kind: 'update', changed: ['title'] });
    expect(deliver(renamed, SENT).assignment?.category).toBe('Quizzes');
  });
});

describe('a score: that score, over whatever PowerSchool has', () => {
  it('given one changed score, then that one only', () => {
    const scores = [givenScore(1), givenScore(2, { points: 25 })];
    expect(afterChange({ scores })).toEqual({ kind: 'scoresOnly', scores: [write(2, 25, 'changed')] });
  });

  it('given late work that was graded since, then that one only', () => {
    expect(afterChange({ scores: [givenScore(1), givenScore(2), givenScore(3, { status: 'late' })] })).toEqual({
      kind: 'scoresOnly',
      scores: [write(3, 23, 'changed')],
    });
  });

  it('given a score that was cleared, then nothing: what PowerSchool has stays', () => {
    expect(afterChange({ scores: [givenScore(1, { completion: 'inProgress', points: null }), givenScore(2)] })).toEqual(
      { kind: 'none' },
    );
  });

  it('given one that a teacher edited in PowerSchool, then it goes only when Otus changes it', () => {
    const edited = withCell(SENT, '81001', { kept: { seenPoints: 5, seenAt: 1 } });
    expect(night(FIRST, edited)).toEqual({ kind: 'none' });
    const changed = givenFacts({ scores: [givenScore(1, { points: 24 }), givenScore(2)] });
    expect(night(changed, edited)).toEqual({ kind: 'scoresOnly', scores: [write(1, 24, 'changed')] });
  });
});

describe('Include Score in Final Grade switched on: everything, as new', () => {
  it('given it was off, when on, then the assignment is made', () => {
    expect(night(givenFacts({ includeInFinalGrade: false }), NOTHING_IN_SIS)).toEqual({ kind: 'none' });
    expect(night(givenFacts({ includeInFinalGrade: true }), NOTHING_IN_SIS)).toMatchObject({ kind: 'create' });
  });

  it('given it was sent, off, changed and on again, then what changed meanwhile', () => {
    const scores = [givenScore(1, { points: 30 }), givenScore(2)];
    expect(afterChange({ includeInFinalGrade: false, scores })).toEqual({ kind: 'none' });
    expect(afterChange({ scores })).toEqual({ kind: 'scoresOnly', scores: [write(1, 30, 'changed')] });
  });
});

describe('due date, total points: assignment updated; scores re-sent except SIS_EDIT_KEPT', () => {
  it.each([
    [{ dueDate: '2026-11-23' }, ['dueDate']],
    [{ totalPoints: 40 }, ['totalPoints']],
    [
      { title: 'Final', dueDate: '2026-11-23', totalPoints: 40, assessmentType: 'Test' },
      ['title', 'dueDate', 'totalPoints', 'category'],
    ],
  ] as const)('given %j, then %j changed', (changes, changed) => {
    expect(afterChange(changes)).toEqual({
      kind: 'update',
      changed,
      scores: [write(1, 21, 'look'), write(2, 22, 'look')],
    });
  });
});

describe('nothing: zero write calls', () => {
  it('given the same again, or a newer revision with nothing in it, then nothing', () => {
    expect(night(FIRST, SENT)).toEqual({ kind: 'none' });
    expect(afterChange({ revision: 8 })).toEqual({ kind: 'none' });
    expect(diffGradebook(inputOf(FIRST, SENT), REDRIVE)).toEqual({ kind: 'none' });
  });
});

describe('category or score changed in PowerSchool only: nothing, it is the teacher’s', () => {
  it('given an edit that was seen, then nothing', () => {
    expect(night(FIRST, withCell(SENT, '81002', { kept: { seenPoints: null, seenAt: 1 } }))).toEqual({ kind: 'none' });
  });
});

describe('refused by PowerSchool', () => {
  const refused = (points: number) => ({
    points: null,
    sentAt: null,
    refused: { code: 'STUDENT_NOT_ENROLLED', message: 'left', points, at: 1 } as const,
  });

  it('given the same points, then it is tried once a night or redriven, not at every look', () => {
    const input = inputOf(FIRST, withCell(SENT, '81001', refused(21)));
    expect(diffGradebook(input, LOOK)).toEqual({ kind: 'none' });
    const again = { kind: 'scoresOnly', scores: [write(1, 21, 'changed')] };
    expect(diffGradebook(input, NIGHT)).toEqual(again);
    expect(diffGradebook(input, { redrive: true, retryRefused: false })).toEqual(again);
  });

  it('given other points since, then it is tried at once', () => {
    const input = inputOf(FIRST, withCell(SENT, '81001', refused(3)));
    expect(diffGradebook(input, LOOK)).toEqual({ kind: 'scoresOnly', scores: [write(1, 21, 'changed')] });
  });

  it('given that Otus went back to what PowerSchool has, then nothing', () => {
    const input = inputOf(FIRST, withCell(SENT, '81001', { ...refused(30), points: 21 }));
    expect(diffGradebook(input, NIGHT)).toEqual({ kind: 'none' });
  });
});

describe('deleted in PowerSchool', () => {
  const deleted: SisState =
    SENT.assignment === null ? SENT : { ...SENT, assignment: { ...SENT.assignment, deletedAt: 1 } };

  it('given changes in Otus, then it is not made again', () => {
    expect(night(givenFacts({ title: 'Final', scores: [givenScore(1, { points: 3 })] }), deleted)).toEqual({
      kind: 'none',
    });
  });

  it('given a redrive, then it is made with all scores', () => {
    const effect = diffGradebook(inputOf(FIRST, deleted), REDRIVE);
    expect(effect).toEqual({ kind: 'create', scores: [write(1, 21, 'changed'), write(2, 22, 'changed')] });
    expect(applyEffect(inputOf(FIRST, deleted), effect).assignment?.deletedAt).toBeNull();
  });

  it('given a class that was linked to another section since, then it is made there without a redrive', () => {
    const section = { ...givenUnit().section, sisSectionId: '85002' };
    expect(night(givenFacts({ section }), deleted)).toMatchObject({ kind: 'create' });
  });
});

describe('a check of what was sent', () => {
  const CHECK: DiffOptions = { ...NIGHT, repair: 'check' };
  const OVER = { gradingPeriod: { kind: 'none' } } as const;
  const check = (sis: SisState, ...given: Parameters<typeof givenFacts>) =>
    diffGradebook(inputOf(givenFacts(...given), sis), CHECK);
  const looks = { kind: 'scoresOnly', scores: [write(1, 21, 'look'), write(2, 22, 'look')] };

  it('given a unit that passes, or that only the calendar holds, then every score is looked at', () => {
    expect(check(SENT)).toEqual(looks);
    expect(check(SENT, {}, OVER)).toEqual(looks);
    expect(diffGradebook(inputOf(givenFacts({}, OVER), SENT), { ...NIGHT, repair: 'all' })).toEqual({ kind: 'none' });
  });

  it('given anything else that holds it, then nothing', () => {
    expect(check(SENT, { includeInFinalGrade: false })).toEqual({ kind: 'none' });
    expect(check(SENT, { includeInFinalGrade: false }, OVER)).toEqual({ kind: 'none' });
    expect(check(SENT, { withdrawn: true }, OVER)).toEqual({ kind: 'none' });
  });

  it('given one that Otus withdrew since it was decided, then it is not as it was sent', () => {
    const input = inputOf(givenFacts({}, OVER), SENT);
    expect(isUnchangedInSis(input)).toBe(true);
    expect(isUnchangedInSis({ ...input, snapshot: givenUnit({ withdrawn: true }) })).toBe(false);
  });

  it('given one over which Otus moved on, or that is not there, then nothing', () => {
    expect(check(SENT, { title: 'Final' }, OVER)).toEqual({ kind: 'none' });
    expect(check(SENT, { scores: [givenScore(1, { points: 3 }), givenScore(2)] }, OVER)).toEqual({ kind: 'none' });
    expect(check(NOTHING_IN_SIS, {}, OVER)).toEqual({ kind: 'none' });
  });

  it('given no score that still passes, then there is nothing to look at', () => {
    expect(check(SENT, { scores: [givenScore(1, { status: 'excused' })] }, OVER)).toEqual({ kind: 'none' });
  });
});

describe('in doubt', () => {
  const doubtful = (cause: 'unit' | 'restored'): SisState => ({
    ...SENT,
    assignment: SENT.assignment && { ...SENT.assignment, doubt: { cause } },
  });

  it('given an assignment in doubt, then it and every score are looked at, and one that is new is written', () => {
    const scores = [givenScore(1), givenScore(2), givenScore(3)];
    expect(night(givenFacts({ scores }), doubtful('unit'))).toEqual({
      kind: 'update',
      changed: [],
      scores: [write(1, 21, 'look'), write(2, 22, 'look'), write(3, 23, 'changed')],
    });
  });

  it('given one of an older ledger, then a score that it knows nothing of is looked at too', () => {
    const scores = [givenScore(1), givenScore(2), givenScore(3)];
    expect(night(givenFacts({ scores }), doubtful('restored'))).toMatchObject({
      scores: [{}, {}, write(3, 23, 'look')],
    });
  });

  it('given a refused score that was found without its points since, then it is not tried at every look', () => {
    const refused = { code: 'SIS_REJECTED', message: '', points: 21, at: 1 } as const;
    const input = inputOf(FIRST, withCell(SENT, '81001', { refused, doubt: { cause: 'score' } }));
    expect(diffGradebook(input, LOOK)).toEqual({ kind: 'none' });
    expect(diffGradebook(input, NIGHT)).toEqual({ kind: 'scoresOnly', scores: [write(1, 21, 'look')] });
  });
});

const shown = (sis: SisState) => new Map(sis.scores.map(({ sisStudentId, points }) => [sisStudentId, points]));

describe('properties', () => {
  it('diff then apply is what is desired, over any sequence of snapshots', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(passingFacts, anyFacts), { minLength: 1, maxLength: 5 }), (steps) => {
        let sis = NOTHING_IN_SIS;
        for (const facts of steps) {
          const before = sis;
          const input = inputOf(facts, sis);
          sis = deliver(facts, sis);
          const { decision } = input;
          if (decision.verdict === 'hold') expect(sis).toBe(before);
          const sendable = decision.scores.filter(({ verdict }) => verdict === 'send');
          for (const { sisStudentId, points } of sendable) expect(shown(sis).get(sisStudentId ?? '')).toBe(points);
          if (decision.verdict === 'hold' || sis.assignment === null) continue;
          if (sis.assignment.sisSectionId !== facts.snapshot.section.sisSectionId) continue;
          const { title, dueDate, totalPoints, assessmentType } = decision.desired;
          expect(sis.assignment).toMatchObject({ title, dueDate, totalPoints, assessmentType });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('apply twice is none', () => {
    fc.assert(
      fc.property(passingFacts, passingFacts, (first, second) => {
        const sis = deliver(second, deliver(first, NOTHING_IN_SIS));
        for (const options of [LOOK, NIGHT, REDRIVE]) {
          expect(diffGradebook(inputOf(second, sis), options)).toEqual({ kind: 'none' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a cell is never taken from a student whose score does not pass', () => {
    fc.assert(
      fc.property(passingFacts, passingFacts, (first, second) => {
        const before = deliver(first, NOTHING_IN_SIS);
        const after = deliver(second, before);
        const sendable = new Set(
          evaluateSectionAssessment(second)
            .scores.filter(({ verdict }) => verdict === 'send')
            .map(({ sisStudentId }) => sisStudentId),
        );
        for (const [sisStudentId, points] of shown(before)) {
          if (!sendable.has(sisStudentId)) expect(shown(after).get(sisStudentId)).toBe(points);
        }
      }),
    );
  });
});
