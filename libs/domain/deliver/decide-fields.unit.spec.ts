import { describe, expect, it } from '@jest/globals';
import { givenAssignment } from '../testing/given.ts';
import { changedFields, decideFields } from './decide-fields.ts';
import type { WrittenAssignment } from './sis-state.ts';

const ASSIGNMENT = givenAssignment();

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
    expect(decideFields(assignment, { ...desired, ...wants }, { ...seen, ...sees }, false)).toMatchObject({
      write,
      keep,
    });
  });

  it('the category is written where the type changed, and never for a new mapping', () => {
    const moved = { ...desired, category: 'Daily Work' };
    expect(decideFields(ASSIGNMENT, moved, seen, true).write).toEqual(['category']);
    expect(decideFields(ASSIGNMENT, moved, seen, false).write).toEqual([]);
    expect(decideFields(ASSIGNMENT, moved, { ...seen, category: 'Quizzes' }, false).write).toEqual([]);
  });

  it('of an older ledger is written only where it holds what was last written, also where Otus seems to have changed it', () => {
    const restored = { ...ASSIGNMENT, doubt: { cause: 'restored' as const } };
    const wants = { ...desired, title: 'Final' };
    expect(decideFields(restored, wants, seen, false)).toMatchObject({ write: ['title'], keep: [] });
    expect(decideFields(restored, wants, { ...seen, title: 'Mine' }, false)).toMatchObject({
      write: [],
      keep: ['title'],
    });
    expect(decideFields(restored, wants, { ...seen, title: 'Final' }, false)).toMatchObject({ write: [], keep: [] });
    // One that cannot be looked at is Otus's.
    const { title: _title, ...others } = seen;
    expect(decideFields(restored, wants, others, false)).toMatchObject({ write: ['title'], keep: [] });
  });

  it('in doubt is written where it holds what was last written, and else a teacher’s', () => {
    const doubtful = (carried: readonly object[]) => ({ ...ASSIGNMENT, doubt: { cause: 'lost' as const, carried } });
    const twice = doubtful([{ totalPoints: 35 }, { totalPoints: 40 }]);
    const verdictOf = (totalPoints: number) =>
      decideFields(twice, { ...desired, totalPoints: 40 }, { ...seen, totalPoints }, false);
    for (const totalPoints of [30, 35])
      expect(verdictOf(totalPoints)).toMatchObject({ write: ['totalPoints'], keep: [] });
    expect(verdictOf(20)).toMatchObject({ write: [], keep: ['totalPoints'] });
    expect(verdictOf(40)).toMatchObject({ write: [], keep: [] });
  });

  it('the total counts as the same where PowerSchool keeps fewer decimals', () => {
    const of = (totalPoints: number) => decideFields(ASSIGNMENT, desired, { ...seen, totalPoints }, false);
    expect(of(30.004)).toMatchObject({ write: [], keep: [] });
    expect(of(30.1)).toMatchObject({ write: [], keep: ['totalPoints'] });
  });

  it('is there where it was seen to hold what is wanted, unless it is written all the same', () => {
    const there = (wants: object, sees: object) =>
      decideFields(ASSIGNMENT, { ...desired, ...wants }, { ...seen, ...sees }, true).there;
    expect(there({}, {})).toEqual(['title', 'dueDate', 'totalPoints']);
    expect(there({}, { category: 'Quizzes', title: 'Mine' })).toEqual(['dueDate', 'totalPoints', 'category']);
    expect(there({ dueDate: '2026-11-24' }, { dueDate: '2026-11-24' })).toEqual(['title', 'totalPoints']);
  });

  it('the category is Otus’s to change also where a lost update carried it', () => {
    const moved = { ...desired, category: 'Daily Work' };
    expect(changedFields(lost({ category: 'Tests' }), moved, false)).toEqual(['category']);
    expect(changedFields(lost({ category: 'Daily Work' }), moved, false)).toEqual([]);
    expect(changedFields(lost({ title: desired.title }), moved, false)).toEqual([]);
  });

  it('what was last asked for counts, not what was asked for before', () => {
    const twice = { ...ASSIGNMENT, doubt: { cause: 'lost' as const, carried: [{ title: 'A' }, { title: 'B' }, {}] } };
    expect(changedFields(twice, { ...desired, title: 'B' }, false)).toEqual([]);
    expect(changedFields(twice, { ...desired, title: 'A' }, false)).toEqual(['title']);
  });
});
