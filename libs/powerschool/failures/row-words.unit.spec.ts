import { describe, expect, test } from '@jest/globals';
import { codeOfRow, type Told, toldBy } from './row-words.ts';

/** Words by what they tell, of all interfaces. */
const WORDS: Readonly<Record<Told, readonly string[]>> = {
  notEnrolled: [
    'Student.id [81002] does not have an AssignmentStudentAssociation for AssignmentSection.id [77001]: Validation Error',
    'AssignmentStudentAssociation: Validation Error',
    'Student is not enrolled in the section',
    'Student 81002 is not enrolled in class 85001.',
    'The student is no longer enrolled in this section',
    'Not a student in the section',
    'student 81002 was not found.; unknownobject',
    'Unknown user',
    'user 81002 does not exist',
    'Unable to find student 7',
    'Student is not a member of this class',
  ],
  all: ['term_id: Locked Term', 'Assignment section 7 is locked.', 'users_dcid: is required', 'category not valid'],
  score: [
    'scorepoints: Score cannot be negative.',
    'result.score cannot be negative.',
    "The student's score is not in the range",
    'Points over the maximum',
    'must have at most 6 decimals',
  ],
  nothing: ['', 'Validation Error', 'HTTP 422', 'unknownobject', 'Bad Request'],
};

describe('the words of a refused score', () => {
  test.each(Object.entries(WORDS).flatMap(([told, words]) => words.map((each) => [told, each] as const)))(
    'tell %s: %s',
    (told, words) => {
      expect(toldBy(words)).toBe(told);
      expect(codeOfRow(words)).toBe(told === 'notEnrolled' ? 'STUDENT_NOT_ENROLLED' : 'SIS_REJECTED');
    },
  );
});
