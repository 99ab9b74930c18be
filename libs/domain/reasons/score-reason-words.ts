import type { ReasonCode } from './reason-codes.ts';
import type { ReasonEntry } from './reason-words.ts';

/** Why one score does not pass, or what is said with one that does (docs/passback-rules.md §4). */
export const SCORE_REASON_WORDS = {
  TURNED_IN_NOT_GRADED: {
    level: 'warning',
    message: 'The work is turned in, but not all of its items are graded.',
    fix: 'Grade the remaining items in Otus, so that the status is Graded.',
    who: 'teacher',
  },
  NOT_SUBMITTED: {
    level: 'info',
    message: 'There is no graded work yet.',
    fix: 'Nothing to do until the work is handed in and graded in Otus.',
    who: 'nobody',
  },
  STATUS_EXCUSED: {
    level: 'info',
    message: 'The student is excused in Otus. A status is never sent, and neither is a score under it.',
    fix: 'Mark the student exempt in PowerSchool.',
    who: 'teacher',
  },
  STATUS_EXCLUDED: {
    level: 'info',
    message: 'The score is excluded in Otus. A status is never sent, and neither is a score under it.',
    fix: 'Exempt or leave out the score in PowerSchool.',
    who: 'teacher',
  },
  STATUS_MISSING: {
    level: 'warning',
    message: 'The work is missing and has no points. A status is never sent, and missing work does not become 0.',
    fix: 'Mark it missing in PowerSchool, or give it points in Otus.',
    who: 'teacher',
  },
  STUDENT_NOT_LINKED: {
    level: 'error',
    message: 'This student is not linked to a student in PowerSchool.',
    fix: 'Ask your Otus Admin to link the student. The score then goes with the next sync.',
    who: 'otusAdmin',
    variants: [
      {
        when: { cause: 'shared' },
        words: {
          message:
            'Another student of this class in Otus is linked to the same PowerSchool student, and only that score is sent.',
          fix: 'Ask your Otus Admin to correct which PowerSchool student each of the two is linked to.',
        },
      },
      {
        when: { cause: 'holdsShared' },
        words: {
          level: 'warning',
          message:
            'Another student of this class in Otus is linked to the same PowerSchool student. This is the score that is sent.',
          fix: 'Ask your Otus Admin to correct which PowerSchool student each of the two is linked to.',
        },
      },
    ],
  },
  STUDENT_NOT_ENROLLED: {
    level: 'warning',
    message: 'In PowerSchool this student is not enrolled in the section: they left or moved.',
    fix: 'Nothing to do if the student left. Otherwise ask your PowerSchool admin to check the enrollment; it is tried again every night.',
    who: 'powerschoolAdmin',
  },
  SCORE_INVALID: {
    level: 'error',
    message: 'The work is graded, but its points are missing or below 0.',
    fix: 'Enter the points of this student in Otus again.',
    who: 'teacher',
  },
  SIS_EDIT_KEPT: {
    level: 'info',
    message: 'The score was changed in PowerSchool. It is kept as it is there.',
    fix: 'Nothing to do if PowerSchool is right. A score that you change in Otus is sent over it.',
    who: 'teacher',
    variants: [
      {
        when: { since: true, now: 'exempt' },
        words: {
          message: 'The student is exempt in PowerSchool (first seen {since}). That is kept as it is there.',
          fix: 'Nothing to do if PowerSchool is right. To have the score there, take the exemption away in PowerSchool and have this assessment checked again, or change the score in Otus: that is sent over it.',
        },
      },
      {
        when: { since: true },
        words: { message: 'The score was changed in PowerSchool (first seen {since}). It is kept as it is there.' },
      },
    ],
  },
  SIS_NOT_CHECKED: {
    level: 'warning',
    message:
      'It was sent before, but PowerSchool gives us no way to look whether it still has it, and may hold something else since.',
    fix: 'Compare the score in PowerSchool with the one in Otus. A score that you change in Otus is sent over it; your Otus Admin can also have this assessment sent again (redrive with repair).',
    who: 'teacher',
  },
  SENT_THEN_CLEARED: {
    level: 'warning',
    message: 'PowerSchool still shows a score that was sent before it was cleared, re-opened or taken out in Otus.',
    fix: 'Change or clear the score in PowerSchool, or grade it again in Otus.',
    who: 'teacher',
    variants: [
      {
        when: { cause: 'removed' },
        words: {
          message:
            'This student no longer has this assessment in Otus. PowerSchool still shows the score that was sent.',
          fix: 'Change or clear the score in PowerSchool if it should not count there, or assign the assessment to the student again in Otus.',
        },
      },
    ],
  },
  SIS_REJECTED: {
    level: 'error',
    message: 'PowerSchool did not accept it.',
    fix: 'Ask your PowerSchool admin if it is not clear what to change. It is tried again every night.',
    who: 'powerschoolAdmin',
    variants: [{ when: { said: true }, words: { message: 'PowerSchool did not accept it and says: “{said}”' } }],
  },
  STATUS_NOT_SENT: {
    level: 'info',
    message: 'The points are sent; the status (late or missing) is not.',
    fix: 'Set the status in PowerSchool if you want it there.',
    who: 'teacher',
  },
  ABOVE_TOTAL: {
    level: 'info',
    message: 'The score is above the total points. It is sent as it is, as extra credit.',
    fix: 'Nothing to do if that is meant.',
    who: 'teacher',
  },
} as const satisfies Partial<Record<ReasonCode, ReasonEntry>>;
