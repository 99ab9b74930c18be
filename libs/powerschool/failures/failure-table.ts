import type { FailureClass, ReasonCode } from '@passback/domain';

/** What an answer is known by. Everything that a rule names has to hold. */
export interface FailureRule {
  /** What happened, in a few words; names the row in its test. */
  readonly name: string;
  /** Which statuses, both ends inclusive; left out: any. */
  readonly status?: readonly [from: number, to: number];
  /** Asking for a token, or a call with one; left out: both. */
  readonly phase?: 'token' | 'call';
  readonly html?: boolean;
  /** Found in PowerSchool's words. */
  readonly words?: RegExp;
  /** Not found in them. */
  readonly without?: RegExp;
  readonly class: FailureClass;
  readonly code: ReasonCode;
}

const only = (status: number): readonly [number, number] => [status, status];
const CLIENT_ERRORS = [400, 499] as const;

/** A student who is not there, of an assignment that is. */
const STUDENT_WORDS = /AssignmentStudentAssociation/i;
/** Between a thing and what is said of it, and before both: nobody else of whom it could be said. */
const NOBODY_ELSE = '(?:(?!\\b(?:student|user)\\b).)*';
/** A line item that is not there; not a student who is not there for it. */
const LINE_ITEM_WORDS = new RegExp(
  `line ?item\\b${NOBODY_ELSE}(not found|unknown|does not exist|deleted)|^${NOBODY_ELSE}(not found|unknown|unable to find)\\b${NOBODY_ELSE}line ?item`,
  'i',
);

/** A column of the teacher's categories, or a sentence that says that a category is not one to be used. */
const CATEGORY_WORDS =
  /\bteachercategor|\bcategor(y|ies)\b.*\b(inactive|not active|missing|not found|not exist|unknown|invalid|renamed|deleted|required|not belong)|\b(inactive|unknown|invalid|missing|no such|without|must have)\b.*\bcategor(y|ies)\b/i;

/**
 * Every answer that is not what was asked for, most telling first; the first rule that holds decides. What a rule cannot know from the
 * answer alone (401 with an old token, the first 412, a row's own refusal) is dealt with before the table is asked.
 */
export const FAILURE_TABLE: readonly FailureRule[] = [
  // Redirects are not followed. A lasting one is a wrong base URL; another may be a page for the time of maintenance
  { name: 'moved for good', status: only(301), class: 'district', code: 'SIS_ADDRESS_REFUSED' },
  { name: 'moved for good, whatever is asked', status: only(308), class: 'district', code: 'SIS_ADDRESS_REFUSED' },
  { name: 'sent elsewhere for now', status: [300, 399], class: 'transient', code: 'SIS_UNAVAILABLE' },
  // Credentials: the whole district's, until an administrator acts
  {
    name: 'credentials refused',
    phase: 'token',
    status: [400, 403],
    html: false,
    class: 'district',
    code: 'SIS_CREDENTIALS',
  },
  {
    name: 'plugin without the permission',
    status: [401, 403],
    words: /missing required\b.*permission/i,
    class: 'district',
    code: 'SIS_ACCESS_DENIED',
  },
  { name: 'a fresh token refused', status: only(401), class: 'district', code: 'SIS_CREDENTIALS' },
  {
    name: 'plugin disabled',
    status: CLIENT_ERRORS,
    words: /plugin\b.*\b(disabled|not enabled|not installed|inactive|deactivated)/i,
    class: 'district',
    code: 'SIS_CREDENTIALS',
  },
  // Something that is not the API answered
  { name: 'an HTML page instead of JSON', html: true, class: 'transient', code: 'SIS_UNAVAILABLE' },
  // Access
  {
    name: 'the teacher does not teach the section',
    status: only(403),
    words: /does not teach|not (?:a |the )?teacher/i,
    class: 'unit',
    code: 'SIS_REJECTED',
  },
  {
    name: 'no access to a field',
    status: only(403),
    words: /no access to|access (?:is )?denied|insufficient|not authori[sz]ed|unauthori[sz]ed|forbidden|permission/i,
    class: 'district',
    code: 'SIS_ACCESS_DENIED',
  },
  { name: 'access denied without words', status: only(403), words: /^$/, class: 'district', code: 'SIS_ACCESS_DENIED' },
  // The assignment is no longer there
  {
    name: 'score of a deleted assignment',
    status: only(500),
    words: /unable to find\b.*assignment/i,
    without: STUDENT_WORDS,
    class: 'deleted',
    code: 'SIS_ASSIGNMENT_DELETED',
  },
  {
    name: 'an assignment that is not found',
    status: only(404),
    words: /\bassignment(section)?\b.*not found|unable to find\b.*assignment/i,
    without: STUDENT_WORDS,
    class: 'deleted',
    code: 'SIS_ASSIGNMENT_DELETED',
  },
  {
    name: 'result of a deleted line item',
    status: CLIENT_ERRORS,
    words: LINE_ITEM_WORDS,
    class: 'deleted',
    code: 'SIS_ASSIGNMENT_DELETED',
  },
  // What PowerSchool finds wrong with the unit
  {
    name: 'category inactive, missing or renamed',
    status: CLIENT_ERRORS,
    words: CATEGORY_WORDS,
    class: 'unit',
    code: 'CATEGORY_INACTIVE',
  },
  { name: 'sent again and still asked to resubmit', status: only(412), class: 'transient', code: 'SIS_UNAVAILABLE' },
  { name: 'the request took too long to arrive', status: only(408), class: 'transient', code: 'SIS_UNAVAILABLE' },
  { name: 'too fast', status: only(429), class: 'throttled', code: 'SIS_UNAVAILABLE' },
  {
    name: 'no token to be had here',
    phase: 'token',
    status: CLIENT_ERRORS,
    class: 'district',
    code: 'SIS_CREDENTIALS',
  },
  { name: 'any other refusal', status: CLIENT_ERRORS, class: 'unit', code: 'SIS_REJECTED' },
  // PowerSchool, or what stands before it, is not well
  { name: 'anything that is no answer of the API', class: 'transient', code: 'SIS_UNAVAILABLE' },
];
