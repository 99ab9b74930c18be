import type { ReasonCode } from './reason-codes.ts';
import type { ReasonEntry } from './reason-words.ts';

const PERIOD_PARAMS = { dueDate: true, period: true, periodStart: true, periodEnd: true } as const;

/** Why a whole assessment does not pass (docs/passback-rules.md §1). */
export const UNIT_REASON_WORDS = {
  ASSIGNER_NOT_IN_GROUP: {
    level: 'error',
    message: 'The person who assigned this assessment is not in the PowerSchool Gradebook Passback group in Otus.',
    fix: 'Ask your Otus Admin to add them to that group. The scores then go with the next sync; nothing has to be assigned again.',
    who: 'otusAdmin',
  },
  ASSIGNER_NOT_IN_SIS: {
    level: 'error',
    message:
      'This assessment was assigned by an Otus administrator who is not in PowerSchool; such assessments are never sent.',
    fix: 'Have a teacher or co-teacher of the class who is in the PowerSchool Gradebook Passback group assign it to the class.',
    who: 'teacher',
  },
  NOT_POINTS_SCALE: {
    level: 'info',
    message: 'This assessment is graded on a standards-based scale. Only points are sent to PowerSchool.',
    fix: 'Nothing to do if it is meant to be standards-based. Otherwise create it with a Points Grading Scale.',
    who: 'teacher',
  },
  NOT_IN_FINAL_GRADE: {
    level: 'warning',
    message: '“Include Score in Final Grade” is off for this assessment, so no scores are sent.',
    fix: 'Switch on “Include Score in Final Grade” in Otus. All scores then go with the next sync.',
    who: 'teacher',
  },
  TOTAL_NOT_WHOLE: {
    level: 'error',
    message:
      'The total points of this assessment are not a whole number. A student’s own score may have decimals; the total may not.',
    fix: 'Change the total points in Otus to a whole number.',
    who: 'teacher',
  },
  TOTAL_OUT_OF_RANGE: {
    level: 'error',
    message: 'The total points of this assessment have to be more than 0 and at most 9,999 for PowerSchool.',
    fix: 'Change the total points in Otus.',
    who: 'teacher',
  },
  DUE_DATE_OUTSIDE_PERIOD: {
    level: 'error',
    message:
      'The due date is outside the current grading period of the class, and only scores of the current grading period are sent.',
    fix: 'Set a due date within the current grading period in Otus. For a Plus (+) assessment, set a Submission Date 7 days before that.',
    who: 'teacher',
    variants: [
      {
        when: { ...PERIOD_PARAMS, side: 'early' },
        words: {
          message:
            'The due date {dueDate} is before the current grading period of the class, {period} ({periodStart} to {periodEnd}).',
          fix: 'Set a due date from {periodStart} to {periodEnd} in Otus; for a Plus (+) assessment, a Submission Date 7 days before that. If the scores belong to the earlier grading period, enter them in PowerSchool.',
        },
      },
      {
        when: { ...PERIOD_PARAMS, side: 'late' },
        words: {
          level: 'warning',
          message:
            'The due date {dueDate} is after the current grading period of the class, {period} ({periodStart} to {periodEnd}).',
          fix: 'Nothing to do if it belongs to a coming grading period: it is sent when that one starts. To have it in this one, set a due date up to {periodEnd} in Otus; for a Plus (+) assessment, a Submission Date 7 days before that.',
        },
      },
    ],
  },
  NO_CURRENT_GRADING_PERIOD: {
    level: 'warning',
    message: 'The class has no grading period at the moment.',
    fix: 'Nothing to do between terms: scores are sent when the grading period starts that holds the due date. If school is in session, ask your PowerSchool admin to check the terms of the school.',
    who: 'powerschoolAdmin',
    variants: [
      {
        when: { date: true, next: true, nextStart: true },
        words: {
          message: 'The class has no grading period on {date}; the next one, {next}, starts on {nextStart}.',
          fix: 'Nothing to do if the due date is in the next grading period: the scores are sent when it has started. If they belong to the one that has ended, enter them in PowerSchool. If {date} should be in a grading period, ask your PowerSchool admin to check the terms of the school.',
        },
      },
      {
        when: { date: true, last: true, lastEnd: true },
        words: {
          message: 'The class has no grading period on {date}; its last one, {last}, ended on {lastEnd}.',
          fix: 'Enter scores that are still missing in PowerSchool. If the class goes on, ask your PowerSchool admin to check the terms of the school.',
        },
      },
      { when: { date: true }, words: { message: 'The class has no grading period on {date}.' } },
    ],
  },
  GRADING_PERIOD_UNKNOWN: {
    level: 'warning',
    message: 'The grading periods of your school could not be read. That is not for you to mend.',
    fix: 'Nothing to do: they are asked for again by themselves.',
    who: 'nobody',
  },
  CATEGORY_NOT_MAPPED: {
    level: 'error',
    message: 'Your district has not defined a PowerSchool category for the type of this assessment.',
    fix: 'Ask your Otus Admin to define the category, or choose another assessment type in Otus.',
    who: 'otusAdmin',
    variants: [
      {
        when: { assessmentType: true },
        words: {
          message: 'Your district has not defined a PowerSchool category for the assessment type “{assessmentType}”.',
        },
      },
    ],
  },
  CATEGORY_INACTIVE: {
    level: 'error',
    message:
      'The PowerSchool category for this type of assessment is missing or not active for the teacher of the class.',
    fix: 'Ask your PowerSchool admin to make the category active for this teacher. It is tried again every night.',
    who: 'powerschoolAdmin',
  },
  BEFORE_EFFECTIVE_DATE: {
    level: 'info',
    message: 'This assessment was assigned before your district began to send scores to PowerSchool.',
    fix: 'Enter the scores in PowerSchool if you want them there. Only an Otus Admin can set an earlier first date.',
    who: 'otusAdmin',
    variants: [
      {
        when: { assignedDate: true, effectiveDate: true },
        words: {
          message:
            'This assessment was assigned on {assignedDate}; your district sends what was assigned on or after {effectiveDate}.',
        },
      },
    ],
  },
  SECTION_NOT_LINKED: {
    level: 'error',
    message: 'This class is not linked to a PowerSchool section.',
    fix: 'Ask your Otus Admin to link the class. The scores then go with the next sync.',
    who: 'otusAdmin',
  },
  WITHDRAWN: {
    level: 'info',
    message: 'This assessment was deleted or unassigned in Otus, so nothing more is sent.',
    fix: 'Nothing to do. If it should not be in PowerSchool either, delete it there.',
    who: 'teacher',
  },
  NO_SUBMISSION_DATE: {
    level: 'error',
    message:
      'This Plus (+) assessment has no Submission Date. Its due date in PowerSchool is 7 days after the Submission Date.',
    fix: 'Set a Submission Date at least 7 days before the end of the grading period. It may be in the past.',
    who: 'teacher',
  },
  DISTRICT_PAUSED: {
    level: 'warning',
    message: 'Your district has paused Gradebook Passback.',
    fix: 'Nothing to do for a teacher: everything goes with the next sync after an Otus Admin resumes it.',
    who: 'otusAdmin',
  },
  REVISION_NOT_READ: {
    level: 'error',
    message: 'Otus sent a newer state of this assessment that could not be read, so nothing is sent until it can.',
    fix: 'Change the assessment in Otus, so that it is sent again. If that does not help, tell who runs Gradebook Passback.',
    who: 'otusAdmin',
    variants: [
      {
        when: { revision: true, cause: 'newer' },
        words: {
          level: 'warning',
          message:
            'Otus sent a newer state of this assessment (revision {revision}) that this version of Gradebook Passback does not know how to read yet, so nothing is sent until it does.',
          fix: 'Nothing to do: it is kept, and is taken in by itself with the next update of Gradebook Passback.',
          who: 'nobody',
        },
      },
      {
        when: { revision: true },
        words: {
          message:
            'Otus sent a newer state of this assessment (revision {revision}) that could not be read, so nothing is sent until it can.',
        },
      },
    ],
  },
  REVISION_WENT_BACK: {
    level: 'warning',
    message: 'Otus sends this assessment with an older revision than it did before, and such changes are not taken.',
    fix: 'Nothing to do if an older file was sent by mistake. If Otus was restored from a backup, have an Otus Admin re-base the revisions of this assessment, and send it again.',
    who: 'otusAdmin',
    variants: [
      {
        when: { revision: true, held: true, times: true, since: true },
        words: {
          message:
            'Otus sent this assessment with revision {revision}, though revision {held} is stored already; such changes are not taken. It did so {times} times since {since}.',
        },
      },
    ],
  },
} as const satisfies Partial<Record<ReasonCode, ReasonEntry>>;
