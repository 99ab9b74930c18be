import { describe, expect, it } from '@jest/globals';
import { evaluate, givenAssignment, givenFacts, givenRecord, givenScore, givenUnit } from '../testing/given.ts';
import type { CarriedWrites } from './delivery-state.ts';
import {
  allRestored,
  cellHolderIn,
  inSection,
  isCheckedSince,
  keepNewDoubts,
  markDoubt,
  presumedSis,
  sisUnder,
  withLostWrites,
} from './doubt.ts';
import type { SisState, WrittenAssignment } from './sis-state.ts';
import type { UnitRecord } from './unit-record.ts';

const ASSIGNMENT = givenAssignment();
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

  it('is all of a class that is linked to none, whatever was decided before', () => {
    const section = { ...givenUnit().section, sisSectionId: null };
    expect(causes(markDoubt(SENT, givenUnit({ section }), evaluate()))).toEqual(['unit', 'unit', 'unit']);
  });

  it('is nothing where PowerSchool has no such assignment', () => {
    const deleted = { ...SENT, assignment: { ...ASSIGNMENT, deletedAt: 1 } };
    const change = [givenUnit({ withdrawn: true }), evaluate({ withdrawn: true })] as const;
    expect(markDoubt(deleted, ...change)).toBe(deleted);
    expect(markDoubt({ assignment: null, scores: [] }, ...change)).toEqual({ assignment: null, scores: [] });
  });

  it('is no cell that was never given anything', () => {
    const refused = { code: 'SIS_REJECTED', message: '', points: 21, at: 1 } as const;
    const sis = { ...SENT, scores: [{ ...written(1, 0), points: null, sentAt: null, refused }, written(2, 22)] };
    const mark = (unit: Parameters<typeof evaluate>[0]) => causes(markDoubt(sis, givenUnit(unit), evaluate(unit)));
    expect(mark({ scores: [givenScore(1, { points: 5 }), givenScore(2)] })).toEqual([undefined, undefined, undefined]);
    expect(mark({ withdrawn: true })).toEqual(['unit', undefined, 'unit']);
  });

  it('is no cell of which another student of Otus has nothing to send', () => {
    const none = { completion: 'inProgress', points: null } as const;
    const rival = givenScore(3, { ...none, sisStudentId: '81001' });
    expect(marked({ scores: [rival, givenScore(1), givenScore(2)] })).toBe(SENT);
    expect(marked({ scores: [givenScore(1), rival, givenScore(2)] })).toBe(SENT);
  });

  it('is marked once', () => {
    const once = marked({ withdrawn: true });
    const again = (sis: SisState) => markDoubt(sis, givenUnit({ withdrawn: true }), evaluate({ withdrawn: true }));
    expect(again(once)).toBe(once);
    expect(again({ ...once, assignment: ASSIGNMENT })).toEqual(once);
    expect(again({ ...once, scores: SENT.scores })).toEqual(once);
  });

  it('says more where it was in doubt for less, and what was carried stays known', () => {
    const inDoubt = (cause: 'unit' | 'lost') => ({
      ...SENT,
      scores: [{ ...written(1, 21), doubt: { cause, carried: [21] } }, written(2, 22)],
    });
    const change = { scores: [givenScore(1, { points: 5 }), givenScore(2)] };
    const doubtAfter = (sis: SisState) => markDoubt(sis, givenUnit(change), evaluate(change)).scores[0]?.doubt;
    expect(doubtAfter(inDoubt('unit'))).toEqual({ cause: 'score', carried: [21] });
    expect(doubtAfter(inDoubt('lost'))).toEqual({ cause: 'lost', carried: [21] });
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

  it('has nothing to leave behind where nothing was made', () => {
    const none: SisState = { assignment: null, scores: [] };
    expect(inSection(none, '85002')).toBe(none);
    const back = inSection({ ...none, elsewhere: [{ assignment: ASSIGNMENT, scores: SENT.scores }] }, '85001');
    expect(back).toEqual({ assignment: ASSIGNMENT, scores: SENT.scores });
  });

  it('is to be tried anew with what was refused there', () => {
    const refused = { code: 'SIS_REJECTED', message: '', points: 30, at: 1 } as const;
    const [left] = inSection({ ...SENT, scores: [{ ...written(1, 21), refused }] }, '85002').elsewhere ?? [];
    expect(left?.scores).toEqual([{ ...written(1, 21), doubt: { cause: 'unit' } }]);
  });

  const elsewhereOf = (sis: SisState) => sis.elsewhere?.map(({ assignment }) => assignment.sisSectionId);
  const aside = (sisSectionId: string, scores: SisState['scores'] = []) => ({
    assignment: { ...ASSIGNMENT, sisSectionId },
    scores,
  });

  it('remembers the last three, the latest first', () => {
    const sis = { ...SENT, elsewhere: [aside('3'), aside('2'), aside('1')] };
    expect(elsewhereOf(inSection(sis, '4'))).toEqual(['85001', '3', '2']);
    expect(elsewhereOf(inSection(sis, '2'))).toEqual(['85001', '3', '1']);
  });

  it.each([
    ['what its record has room for', 0, ['85001', '3']],
    ['no section that does not fit', 1, ['85001']],
  ])('remembers %s', (_what, excess, remembered) => {
    // 96 KiB, of which 430 bytes and its ids are for each cell.
    const room = 96 * 1024 - 3 * 430 - 5 - (5 + 4 + 10);
    const ids = { scoreId: 'c'.repeat(20_000), studentId: 't'.repeat(30_000) };
    const large = { ...written(3, 23), ...ids, sisStudentId: 's'.repeat(room - 50_000 + excess) };
    const scores = [written(1, 21), { ...written(2, 22), scoreId: 'sc-2', studentId: 'otus-stu-2' }];
    const sis = { ...SENT, scores, elsewhere: [aside('3', [large])] };
    expect(elsewhereOf(inSection(sis, '4'))).toEqual(remembered);
  });
});

describe('a ledger that was restored from an older copy', () => {
  it('puts everything in doubt that was given, here and in sections of before', () => {
    const elsewhere = [{ assignment: { ...ASSIGNMENT, sisSectionId: '9' }, scores: [written(3, 23)] }];
    const restored = allRestored({ ...SENT, elsewhere });
    const doubt = { cause: 'restored' };
    expect(restored.assignment).toEqual({ ...ASSIGNMENT, doubt });
    expect(restored.scores).toEqual(SENT.scores.map((cell) => ({ ...cell, doubt })));
    expect(restored.elsewhere).toEqual([
      { assignment: { ...ASSIGNMENT, sisSectionId: '9', doubt }, scores: [{ ...written(3, 23), doubt }] },
    ]);
  });

  it('says more than what was in doubt before, which stays known', () => {
    const carried = [{ title: 'Final' }];
    const { assignment, scores } = allRestored({
      assignment: { ...ASSIGNMENT, doubt: { cause: 'lost', carried } },
      scores: [{ ...written(1, 21), doubt: { cause: 'unit' } }],
    });
    expect(assignment?.doubt).toEqual({ cause: 'restored', carried });
    expect(scores[0]?.doubt).toEqual({ cause: 'restored', before: 'unit' });
  });

  it('knows of nothing where nothing was made', () => {
    expect(allRestored({ assignment: null, scores: [] })).toStrictEqual({ assignment: null, scores: [] });
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

  it('say nothing where there is no assignment to compare with', () => {
    const deleted = { ...SENT, assignment: { ...ASSIGNMENT, deletedAt: 1 } };
    const none = { assignment: null, scores: [] };
    expect(withLostWrites(deleted, of({ title: 'Final' }))).toBe(deleted);
    expect(withLostWrites(none, of({ title: 'Final' }))).toBe(none);
  });

  it('of cells alone leave the assignment as it is, and tell whose score it is', () => {
    const { assignment, scores } = withLostWrites(SENT, of({}));
    expect(assignment).toBe(ASSIGNMENT);
    expect(scores.slice(0, 2)).toEqual(SENT.scores);
    expect(scores.at(-1)).toEqual({
      ...{ sisStudentId: '81003', points: null, sentAt: null, kept: null, refused: null },
      ...{ scoreId: 'sc-3', studentId: 'stu-3', doubt: { cause: 'lost', carried: [4] } },
    });
  });

  it('are remembered one after the other, the last four of them', () => {
    const writes: CarriedWrites[] = [1, 2, 3, 4, 5].map((points) => ({
      ...{ at: points, sectionId: '85001', fields: { totalPoints: points } },
      scores: [['81001', points, 'sc-1', 'stu-1']],
    }));
    const { assignment, scores } = withLostWrites(SENT, writes);
    expect(scores.map(({ points, doubt }) => [points, doubt?.carried])).toEqual([
      [21, [2, 3, 4, 5]],
      [22, undefined],
    ]);
    expect(assignment?.doubt?.carried).toEqual([2, 3, 4, 5].map((totalPoints) => ({ totalPoints })));
  });

  it('are presumed while an attempt is under way', () => {
    const carried = of({});
    expect(presumedSis(SENT, { intent: null })).toBe(SENT);
    expect(presumedSis(SENT, { intent: { startedAt: 1, revision: 7 } })).toBe(SENT);
    const presumed = presumedSis(SENT, { intent: { startedAt: 1, revision: 7, carried } });
    expect(presumed).toEqual(withLostWrites(SENT, carried));
    const record = givenRecord(givenFacts(), {
      sis: SENT,
      delivery: { intent: { startedAt: 1, revision: 7, carried } },
    });
    expect(sisUnder(record, record.decision)).toEqual(presumed);
  });
});

describe('what an attempt found, where Otus moved on meanwhile', () => {
  const inDoubt: SisState = {
    ...SENT,
    scores: SENT.scores.map((cell) => ({ ...cell, doubt: { cause: 'score' as const } })),
  };
  const claim = () => ({ ...givenRecord(givenFacts()), sis: inDoubt });
  const doubts = (changes: (claimed: UnitRecord) => Partial<UnitRecord> = () => ({})) => {
    const claimed = claim();
    return keepNewDoubts(SENT, claimed, { ...claimed, ...changes(claimed) }).scores.map(({ doubt }) => doubt?.cause);
  };

  it('is in no doubt any more where the record is the one that it began with', () => {
    expect(doubts()).toEqual([undefined, undefined]);
  });

  it('stays in doubt where it may have been put in doubt once more after the look', () => {
    const movedOn = ({ version, otus }: UnitRecord) => {
      const snapshot = { ...otus.snapshot, revision: otus.snapshot.revision + 2 };
      return { version: version + 2, otus: { ...otus, snapshot } };
    };
    expect(doubts(movedOn)).toEqual(['score', 'score']);
  });

  it('is in no doubt where only a run was asked for', () => {
    expect(doubts(({ version }) => ({ version: version + 1 }))).toEqual([undefined, undefined]);
  });
});

describe('what Otus moved on to while an attempt was under way', () => {
  const inDoubt = { ...SENT, assignment: { ...ASSIGNMENT, doubt: { cause: 'unit' as const } } };
  const claimed = (sis: SisState = SENT) => givenRecord(givenFacts(), { sis });

  it('puts a cell in doubt that was in none', () => {
    const [first, second] = SENT.scores;
    const raised = { ...SENT, scores: [first!, { ...second!, doubt: { cause: 'score' as const } }] };
    const { assignment, scores } = keepNewDoubts(SENT, claimed(), { ...claimed(raised), version: 2 });
    expect(scores.map(({ doubt }) => doubt)).toEqual([undefined, { cause: 'score' }]);
    expect(assignment).toEqual(ASSIGNMENT);
  });

  it('puts the assignment in doubt, which it was not', () => {
    const doubtOf = (before: SisState, found = SENT) =>
      keepNewDoubts(found, claimed(before), { ...claimed(inDoubt), version: 2 }).assignment?.doubt;
    expect(doubtOf(SENT)).toEqual({ cause: 'unit' });
    expect(doubtOf(inDoubt)).toBeUndefined();
    expect(doubtOf(SENT, { assignment: null, scores: [] })).toBeUndefined();
  });

  it('is nothing of an assignment that neither knew of', () => {
    const never = claimed({ assignment: null, scores: [] });
    expect(keepNewDoubts(SENT, never, { ...never, version: 2 })).toEqual(SENT);
  });

  it('puts the assignment in doubt once more where it is another revision', () => {
    const newest = claimed(inDoubt);
    const snapshot = { ...newest.otus.snapshot, revision: newest.otus.snapshot.revision + 1 };
    const moved = { ...newest, version: 2, otus: { ...newest.otus, snapshot } };
    expect(keepNewDoubts(SENT, claimed(inDoubt), moved).assignment?.doubt).toEqual({ cause: 'unit' });
  });

  it('is found in what the attempt wrote, also where only that differs from what is wanted', () => {
    const found = { ...SENT, scores: [written(1, 3), written(2, 22)] };
    for (const version of [1, 2])
      expect(keepNewDoubts(found, claimed(), { ...claimed(), version }).scores.map(({ doubt }) => doubt)).toEqual([
        { cause: 'score' },
        undefined,
      ]);
  });
});

describe('whether what is called sent was looked at since', () => {
  const record = (assignment: Partial<WrittenAssignment> = {}, scores = SENT.scores, given = givenFacts()) =>
    givenRecord(given, { sis: { assignment: { ...ASSIGNMENT, writtenAt: 10, ...assignment }, scores } });

  it.each<[string, UnitRecord, boolean]>([
    ['written before', record(), false],
    ['written then', record({ writtenAt: 20 }), true],
    ['looked at before', record({ checkedAt: 19 }), false],
    ['looked at since', record({ checkedAt: 20 }), true],
    ['not in sync', record({}, SENT.scores, givenFacts({ includeInFinalGrade: false })), true],
    ['not made', givenRecord(givenFacts({ scores: [] })), true],
    ['deleted', { ...record({ deletedAt: 1 }), summary: record().summary }, true],
    ['without an assignment', { ...givenRecord(givenFacts()), summary: record().summary }, true],
    [
      'without a score that was sent',
      record(
        {},
        SENT.scores.map((cell) => ({ ...cell, sentAt: null })),
      ),
      true,
    ],
    ['with one score that was sent', record({}, [SENT.scores[0]!, { ...SENT.scores[1]!, sentAt: null }]), false],
  ])('a unit %s', (_what, unit, isChecked) => {
    expect(isCheckedSince(unit, 20)).toBe(isChecked);
  });
});

it('a cell is of the score of Otus that it was given last', () => {
  const holderOf = cellHolderIn({ ...SENT, scores: [written(1, 21), { ...written(2, 22), scoreId: 'sc-2' }] });
  expect(['81001', '81002', '81003'].map(holderOf)).toEqual([undefined, 'sc-2', undefined]);
});
