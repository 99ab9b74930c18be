import { describe, expect, it } from '@jest/globals';
import { checkStaff } from './check-staff.ts';

const PERSON = { userId: 'otus-user-12', role: 'teacher', sisUserId: '8301', inPassbackGroup: true };

function wrongPaths(value: unknown): string[] {
  const checked = checkStaff(value);
  return checked.ok ? [] : checked.errors.map(({ path }) => path);
}

describe('staff', () => {
  it('is taken with null for who is not in the SIS', () => {
    const outsider = { userId: 'otus-user-13', role: 'teacher', inPassbackGroup: true, extra: 1 };
    expect(checkStaff({ revision: 3, staff: [PERSON, outsider] })).toEqual({
      ok: true,
      value: {
        revision: 3,
        staff: [PERSON, { userId: 'otus-user-13', role: 'teacher', sisUserId: null, inPassbackGroup: true }],
      },
    });
  });

  it('may be nobody', () => {
    expect(wrongPaths({ revision: 1, staff: [] })).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['no list', { revision: 3 }, ['staff']],
    ['no object', [], ['']],
    ['nothing', null, ['']],
    ['a revision of 0', { revision: 0, staff: [] }, ['revision']],
    ['a person twice', { revision: 3, staff: [PERSON, PERSON] }, ['staff[1].userId']],
    ['an unknown role', { revision: 3, staff: [{ ...PERSON, role: 'janitor' }] }, ['staff[0].role']],
    [
      'several',
      { revision: '3', staff: [PERSON, { userId: '', role: 'admin', sisUserId: 5 }] },
      ['revision', 'staff[1].inPassbackGroup', 'staff[1].userId', 'staff[1].sisUserId'],
    ],
  ])('with %s is not taken', (_what, value, paths) => {
    expect(wrongPaths(value)).toEqual(paths);
  });
});
