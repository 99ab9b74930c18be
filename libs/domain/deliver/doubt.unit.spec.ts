import { describe, expect, it } from '@jest/globals';
import { evaluate, givenFacts, givenRecord, givenScore, givenUnit } from '../testing/given.ts';
import { decideFields } from './decide-fields.ts';
import { allRestored, inSection, keepNewDoubts, markDoubt, withLostWrites } from './doubt.ts';
import type { SisState, WrittenAssignment } from './sis-state.ts';

const ASSIGNMENT: WrittenAssignment = {
  ref: { assignmentId: '501', sectionAssignmentId: '77001' },
  sisSectionId: '85001',
  title: 'Mid Term Exam (S130545)',
  dueDate: '2026-11-20',
  assessmentType: 'Quiz',
  category: 'Quizzes',
  totalPoints: 30,
  writtenAt: 1,
  deletedAt: null,
};
const written = (number: number, points: number) => ({
  sisStudentId: `${81_000 + number}`,
  points,
  sentAt: 1,
  kept: null,
  refused: null,
});
const SENT: SisState = { assignment: ASSIGNMENT, scores: [written(1, 21), written(2, 22)] };

describe('what a decision puts in doubt', () => {
  const marked = (unit: Parameters<typeof evaluate>[0], facts: Parameters<typeof evaluate>[1] = {}): SisState =>
    markDoubt(SENT, givenUnit(unit), evaluate(unit, facts));
  const causes = ({ assignment, scores }: SisState) => [
    assignment?.doubt?.cause,
    ...scores.map(({ doubt }) => doubt?.cause),
  ];

  it('is nothing where all is as it was sent', () => {
    expect(marked({})).toBe(SENT);
  });

  it.each([
    ['was taken back', { completion: 'turnedIn' }],
    ['was excused', { status: 'excused' }],
    ['changed', { points: 5 }],
  ] as const)('is a score that %s', (_what, change) => {
    expect(causes(marked({ scores: [givenScore(1, change), givenScore(2)] }))).toEqual([undefined, 'score', undefined]);
  });

  it('is a score whose student is gone', () => {
    expect(causes(marked({ scores: [givenScore(2)] }))).toEqual([undefined, 'score', undefined]);
  });

  it.each([
    ['withdrawn', { withdrawn: true }],
    ['switched off', { includeInFinalGrade: false }],
    ['without a link', { section: { ...givenUnit().section, sisSectionId: null } }],
  ] as const)('is all of a unit that is %s', (_what, change) => {
    expect(causes(marked(change))).toEqual(['unit', 'unit', 'unit']);
  });

  it.each([
    [
      'the period is over',
      { gradingPeriod: { kind: 'current', period: { name: 'Q3', start: '2027-01-04', end: '2027-03-12' } } },
    ],
    ['there is no period', { gradingPeriod: { kind: 'none' } }],
    ['the period is not known', { gradingPeriod: { kind: 'unknown' } }],
    ['the district pauses', { rules: { paused: true } }],
  ] as const)('is nothing where %s', (_what, facts) => {
    expect(marked({}, facts)).toBe(SENT);
  });

  it('is the assignment where Otus changes one of its fields', () => {
    expect(causes(marked({ title: 'Final' }))).toEqual(['unit', undefined, undefined]);
  });

  it('keeps what says more', () => {
    const carried = { at: 2, sectionId: '85001', fields: {}, scores: [['81001', 9, 'sc-1', 'stu-1']] as const };
    const doubtful = withLostWrites(SENT, [carried]);
    expect(allRestored(doubtful).scores.map(({ doubt }) => doubt)).toEqual([
      { cause: 'restored', carried: [9], before: 'lost' },
      { cause: 'restored' },
    ]);
    expect(withLostWrites(allRestored(SENT), [carried]).scores[0]?.doubt).toEqual({ cause: 'restored', carried: [9] });
  });
});

describe('a class that is linked to another section', () => {
  it('leaves what it has behind, in doubt, and finds it again', () => {
    const away = inSection(SENT, '85002');
    expect(away).toMatchObject({ assignment: null, scores: [] });
    const back = inSection(away, '85001');
    expect(back.assignment).toEqual({ ...ASSIGNMENT, doubt: { cause: 'unit' } });
    expect(back.scores.map(({ points, doubt }) => [points, doubt?.cause])).toEqual([
      [21, 'unit'],
      [22, 'unit'],
    ]);
    expect(back.elsewhere).toBeUndefined();
  });

  it('keeps what it has while it is linked to none', () => {
    expect(inSection(SENT, null)).toBe(SENT);
  });
});

describe('lost writes', () => {
  const of = (fields: object, sectionId = '85001') => [
    { at: 2, sectionId, fields, scores: [['81003', 4, 'sc-3', 'stu-3']] as const },
  ];

  it('put what they carried in doubt, also cells that were never written', () => {
    const sis = withLostWrites(SENT, of({ title: 'Final (S130545)' }));
    expect(sis.assignment?.doubt).toEqual({ cause: 'lost', carried: [{ title: 'Final (S130545)' }] });
    expect(sis.scores.at(-1)).toMatchObject({
      sisStudentId: '81003',
      points: null,
      doubt: { cause: 'lost', carried: [4] },
    });
  });

  it('into another section say nothing of this one', () => {
    expect(withLostWrites(SENT, of({}, '85002'))).toBe(SENT);
  });
});

describe('the fields of an assignment, each by itself', () => {
  const desired = { title: ASSIGNMENT.title, dueDate: '2026-11-20', totalPoints: 30, category: 'Quizzes' };
  const seen = { title: ASSIGNMENT.title, dueDate: '2026-11-20', totalPoints: 30 };
  const lost = (fields: object): WrittenAssignment => ({ ...ASSIGNMENT, doubt: { cause: 'lost', carried: [fields] } });

  it.each([
    [
      'that Otus changed is written, a teacher’s other stays',
      ASSIGNMENT,
      { dueDate: '2026-11-24' },
      { title: 'Renamed' },
      ['dueDate'],
      ['title'],
    ],
    ['that nobody changed is as it is', ASSIGNMENT, {}, {}, [], []],
    [
      'of a lost update that was carried out is as it is',
      lost({ title: 'Final' }),
      { title: 'Final' },
      { title: 'Final' },
      [],
      [],
    ],
    ['of a lost update that was not is written', lost({ title: 'Final' }), { title: 'Final' }, {}, ['title'], []],
    [
      'of a lost update that Otus takes back is written',
      lost({ title: 'Final' }),
      {},
      { title: 'Final' },
      ['title'],
      [],
    ],
    [
      'that a teacher changed after a lost update stays',
      lost({ title: 'Final' }),
      { title: 'Final' },
      { title: 'Mine' },
      [],
      ['title'],
    ],
  ] as const)('%s', (_what, assignment, wants, sees, write, keep) => {
    expect(decideFields(assignment, { ...desired, ...wants }, { ...seen, ...sees }, false)).toEqual({ write, keep });
  });

  it('the category is written where the type changed, and never for a new mapping', () => {
    const moved = { ...desired, category: 'Daily Work' };
    expect(decideFields(ASSIGNMENT, moved, seen, true).write).toEqual(['category']);
    expect(decideFields(ASSIGNMENT, moved, seen, false).write).toEqual([]);
  });
});

describe('what an attempt found, where Otus moved on meanwhile', () => {
  const inDoubt: SisState = {
    ...SENT,
    scores: SENT.scores.map((cell) => ({ ...cell, doubt: { cause: 'score' as const } })),
  };
  const claimed = { ...givenRecord(givenFacts()), sis: inDoubt };
  const doubts = (newest: typeof claimed) =>
    keepNewDoubts(SENT, claimed, newest).scores.map(({ doubt }) => doubt?.cause);

  it('is in no doubt any more where the record is the one that it began with', () => {
    expect(doubts(claimed)).toEqual([undefined, undefined]);
  });

  it('stays in doubt where it may have been put in doubt once more after the look', () => {
    const snapshot = { ...claimed.otus.snapshot, revision: claimed.otus.snapshot.revision + 2 };
    expect(doubts({ ...claimed, version: claimed.version + 2, otus: { ...claimed.otus, snapshot } })).toEqual([
      'score',
      'score',
    ]);
  });

  it('is in no doubt where only a run was asked for', () => {
    expect(doubts({ ...claimed, version: claimed.version + 1 })).toEqual([undefined, undefined]);
  });
});
