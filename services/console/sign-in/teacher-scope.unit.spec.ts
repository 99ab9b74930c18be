import { expect, it } from '@jest/globals';
import { sees } from './teacher-scope.ts';

const section = { otusClassId: 'c-1', sisSectionId: null, sisSchoolId: null, sisTermId: null };

it.each([
  ['the section is theirs', { sisTeacherId: '8301', assignedBy: 'somebody' }, true],
  ['they assigned it', { sisTeacherId: '9', assignedBy: 'u-12' }, true],
  ['they assigned it in a class that is not linked', { sisTeacherId: null, assignedBy: 'u-12' }, true],
  ['neither', { sisTeacherId: '9', assignedBy: 'somebody' }, false],
  ['neither, in a class that is not linked', { sisTeacherId: null, assignedBy: 'somebody' }, false],
  ['an id of Otus is one of the SIS by chance', { sisTeacherId: 'u-12', assignedBy: '8301' }, false],
])('a unit is a teacher’s: %s', (_when, { sisTeacherId, assignedBy }, isTheirs) => {
  const teacher = { otusUserIds: ['u-12'], sisTeacherIds: ['8301', '8302'] };
  expect(sees(teacher, { section: { ...section, sisTeacherId }, assignedBy })).toBe(isTheirs);
  expect(sees({ otusUserIds: [], sisTeacherIds: [] }, { section: { ...section, sisTeacherId }, assignedBy })).toBe(
    false,
  );
});
