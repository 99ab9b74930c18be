/** What PowerSchool's words about a score that it refuses tell. */
export type Told =
  /** The student has left, or was never there: nothing is wrong with the score. */
  | 'notEnrolled'
  /** Something is wrong with all scores of the assignment alike, whoever they are of. */
  | 'all'
  /** Something is wrong with this score. */
  | 'score'
  | 'nothing';

const GONE = 'not found|unknown|unable to find|not enrolled|no longer (?:enrolled|in|active)|does not exist';

/** The words of all interfaces, most telling first; `user` is what OneRoster calls a student. */
const TABLE: readonly (readonly [Told, RegExp])[] = [
  ['notEnrolled', /AssignmentStudentAssociation|not enrolled|no longer enrolled/i],
  [
    'notEnrolled',
    /\bnot (?:a )?(?:student |member )?(?:in|of) (?:the |this |that )?(?:section|class|course|roster)\b/i,
  ],
  [
    'notEnrolled',
    new RegExp(`\\b(?:student|user)\\b.*\\b(?:${GONE})\\b|\\b(?:${GONE})\\b.*\\b(?:student|user)\\b`, 'i'),
  ],
  ['all', /\block|\bterm\b|term_id|users_dcid|categor/i],
  ['score', /\bscore|scorepoints|\bpoints?\b|decimal|negative|maximum|\bnumber\b/i],
];

export function toldBy(words: string): Told {
  return TABLE.find(([, pattern]) => pattern.test(words))?.[0] ?? 'nothing';
}

/** The reason code of a row that is refused in these words. */
export function codeOfRow(words: string): 'STUDENT_NOT_ENROLLED' | 'SIS_REJECTED' {
  return toldBy(words) === 'notEnrolled' ? 'STUDENT_NOT_ENROLLED' : 'SIS_REJECTED';
}
