import { describe, expect, test } from '@jest/globals';

import { SCHOOL, SECTION, STUDENTS, TEACHER, QUIZZES } from '../testing/school.fixture.ts';
import { createGradebook } from './gradebook.ts';
import { smallSchool } from './small-school.ts';
import { today } from './store.ts';

const clock = { now: () => Date.parse('2026-10-21T03:00:00Z') };

describe('the gradebook underneath', () => {
  test("today is the district's date", () => {
    expect(today(createGradebook(clock, 'America/Chicago').store)).toBe('2026-10-20');
    expect(today(createGradebook(clock, 'Europe/Berlin').store)).toBe('2026-10-21');
  });

  test('seeding the same roster twice changes nothing', () => {
    const gradebook = createGradebook(clock, 'America/Chicago');
    gradebook.seed(SCHOOL);
    gradebook.seed(SCHOOL);
    expect(gradebook.store.enrolments.get(SECTION)).toHaveLength(STUDENTS.length);
    expect(gradebook.store.categoriesOfTeacher.get(TEACHER)).toHaveLength(4);
  });

  test('refuses a section without a term', () => {
    const gradebook = createGradebook(clock, 'America/Chicago');
    const section = { dcid: 1, schoolId: 100, termId: 3600, name: '', teachers: [] };
    expect(() => gradebook.seed({ sections: [section] })).toThrow('section 1 is in no term');
  });

  test('the small school is one in which everything belongs together', () => {
    const gradebook = createGradebook(clock, 'America/Chicago');
    gradebook.seed(smallSchool(2026));
    const [category] = gradebook.store.categories.values();
    const { assignmentSectionId } = gradebook.createAssignment({
      sectionDcid: 85_001,
      name: 'By hand',
      categoryId: category!.teacherCategoryId,
      dueDate: '2026-11-01',
      points: 10,
    });
    gradebook.setScore({ assignmentSectionId, studentDcid: 81_001, points: 4 });
    expect(gradebook.points(assignmentSectionId, 81_001)).toBe(4);
    gradebook.clearScore({ assignmentSectionId, studentDcid: 81_001 });
    expect(gradebook.points(assignmentSectionId, 81_001)).toBeNull();
  });

  test('the snapshot is in one order, however the cells were filled', () => {
    const fill = (students: readonly number[]) => {
      const gradebook = createGradebook(clock, 'America/Chicago');
      gradebook.seed(SCHOOL);
      const made = { sectionDcid: SECTION, name: 'A', categoryId: QUIZZES, dueDate: '2026-11-01', points: 10 };
      const { assignmentSectionId } = gradebook.createAssignment(made);
      gradebook.seedScores(
        assignmentSectionId,
        students.map((student) => [student, student % 10] as const),
      );
      return gradebook.snapshot();
    };
    expect(fill([...STUDENTS].reverse())).toEqual(fill(STUDENTS));
  });

  test('an edit of what is not there is the mistake of its caller', () => {
    const gradebook = createGradebook(clock, 'America/Chicago');
    expect(() => gradebook.clearScore({ assignmentSectionId: 1, studentDcid: 2 })).toThrow(RangeError);
  });
});
