import { noonOf, plusDays } from '../roster/calendar.ts';
import { SCHOOL, SCHOOL_BETWEEN_TERMS, SCHOOL_WITHOUT_ANSWER } from '../roster/roster.ts';
import { ADMIN_IN_SIS, ADMIN_NOT_IN_SIS, type Archetype, TEACHER_NOT_IN_GROUP } from './build-unit.ts';

/** Days before today from which a scenario district takes part. */
export const EFFECTIVE_DAYS_AGO = 60;

const LONG_TITLE = 'Cumulative assessment of chapters one to twelve with essay';

/** Every row of the rules that speaks of the unit, once each, in the words of the rule. `school`: where it has to stand. */
export const UNIT_ARCHETYPES: readonly (Archetype & { readonly school?: string })[] = [
  { about: 'every case of a score', scores: 'mixed' },
  { about: 'nothing graded yet', scores: 'ungraded' },
  {
    about: 'assigned by a teacher outside the group',
    change: () => ({ assignedBy: TEACHER_NOT_IN_GROUP }),
    reasons: ['ASSIGNER_NOT_IN_GROUP'],
  },
  {
    about: 'assigned by an administrator who is not in the SIS',
    change: () => ({ assignedBy: ADMIN_NOT_IN_SIS }),
    reasons: ['ASSIGNER_NOT_IN_SIS'],
  },
  { about: 'assigned by an administrator in the SIS and in the group', change: () => ({ assignedBy: ADMIN_IN_SIS }) },
  { about: 'a standards scale', change: () => ({ gradingScale: 'standards' }), reasons: ['NOT_POINTS_SCALE'] },
  { about: 'not in the final grade', change: () => ({ includeInFinalGrade: false }), reasons: ['NOT_IN_FINAL_GRADE'] },
  { about: 'a decimal total', change: () => ({ totalPoints: 27.5 }), reasons: ['TOTAL_NOT_WHOLE'] },
  { about: 'a total of nothing', change: () => ({ totalPoints: 0 }), reasons: ['TOTAL_OUT_OF_RANGE'] },
  {
    about: 'a total above what PowerSchool takes',
    change: () => ({ totalPoints: 10_000 }),
    reasons: ['TOTAL_OUT_OF_RANGE'],
  },
  {
    about: 'due before the period',
    change: (_, today) => ({ dueDate: plusDays(today, -41) }),
    reasons: ['DUE_DATE_OUTSIDE_PERIOD'],
  },
  {
    about: 'due after the period',
    change: (_, today) => ({ dueDate: plusDays(today, 41) }),
    reasons: ['DUE_DATE_OUTSIDE_PERIOD'],
  },
  { about: 'due on the first day of the period', change: (_, today) => ({ dueDate: plusDays(today, -40) }) },
  { about: 'due on the last day of the period', change: (_, today) => ({ dueDate: plusDays(today, 40) }) },
  { about: 'a school between terms', school: SCHOOL_BETWEEN_TERMS, reasons: ['NO_CURRENT_GRADING_PERIOD'] },
  { about: 'a school whose terms cannot be had', school: SCHOOL_WITHOUT_ANSWER, reasons: ['GRADING_PERIOD_UNKNOWN'] },
  {
    about: 'a type without a category',
    change: () => ({ assessmentType: 'Portfolio' }),
    reasons: ['CATEGORY_NOT_MAPPED'],
  },
  {
    about: 'a category that is not active for the teacher',
    change: () => ({ assessmentType: 'Lab' }),
    reasons: ['CATEGORY_INACTIVE'],
    state: 'rejected',
  },
  {
    about: 'assigned before the effective date',
    change: (_, today) => ({
      assignedAt: noonOf(plusDays(today, -EFFECTIVE_DAYS_AGO - 1), 'UTC'),
      createdAt: noonOf(plusDays(today, -EFFECTIVE_DAYS_AGO - 5), 'UTC'),
    }),
    reasons: ['BEFORE_EFFECTIVE_DATE'],
  },
  {
    about: 'assigned on the effective date',
    change: (_, today) => ({
      assignedAt: noonOf(plusDays(today, -EFFECTIVE_DAYS_AGO), 'America/Chicago'),
      createdAt: noonOf(plusDays(today, -EFFECTIVE_DAYS_AGO - 5), 'UTC'),
    }),
  },
  {
    about: 'a class that is not linked',
    change: ({ section }) => ({
      section: { ...section, sisSectionId: null, sisSchoolId: null, sisTeacherId: null, sisTermId: null },
    }),
    reasons: ['SECTION_NOT_LINKED'],
  },
  { about: 'withdrawn in Otus', change: () => ({ withdrawn: true }), reasons: ['WITHDRAWN'], state: 'withdrawn' },
  {
    about: 'a Plus without a submission date',
    change: () => ({ kind: 'plus', dueDate: null, submissionDate: null }),
    reasons: ['NO_SUBMISSION_DATE'],
  },
  {
    about: 'a Plus with a submission date in the past',
    change: (_, today) => ({ kind: 'plus', dueDate: plusDays(today, 5), submissionDate: plusDays(today, -20) }),
    column: (today) => ({ dueDate: plusDays(today, -13) }),
  },
  {
    about: 'no due date: seven days after it was assigned',
    change: () => ({ dueDate: null }),
    column: (today) => ({ dueDate: plusDays(today, -3) }),
  },
  {
    about: 'no due date, never assigned: seven days after it was made',
    change: () => ({ dueDate: null, assignedAt: null }),
    column: (today) => ({ dueDate: plusDays(today, -5) }),
  },
  {
    about: 'a title longer than PowerSchool holds',
    change: () => ({ title: LONG_TITLE }),
    column: (_, identifier) => ({ title: `Cumulative assessment of chapters one t… (${identifier})` }),
  },
  {
    about: 'a title with line breaks',
    change: () => ({ title: ' Mid\nTerm   Exam ' }),
    column: (_, identifier) => ({ title: `Mid Term Exam (${identifier})` }),
  },
  { about: 'a name that another has too', change: () => ({ title: 'Same name' }) },
  { about: 'the same name again', change: () => ({ title: 'Same name' }) },
  {
    about: 'three holds at once',
    school: SCHOOL,
    change: () => ({ gradingScale: 'standards', includeInFinalGrade: false, totalPoints: 12.5 }),
    reasons: ['NOT_POINTS_SCALE', 'NOT_IN_FINAL_GRADE', 'TOTAL_NOT_WHOLE'],
  },
];
