/** Every reason that a unit or a score can carry. The catalogue beside it gives each its words. */
export const REASON_CODES = [
  // The unit does not pass (docs/passback-rules.md §1)
  'ASSIGNER_NOT_IN_GROUP',
  'ASSIGNER_NOT_IN_SIS',
  'NOT_POINTS_SCALE',
  'NOT_IN_FINAL_GRADE',
  'TOTAL_NOT_WHOLE',
  'TOTAL_OUT_OF_RANGE',
  'DUE_DATE_OUTSIDE_PERIOD',
  'NO_CURRENT_GRADING_PERIOD',
  'GRADING_PERIOD_UNKNOWN',
  'CATEGORY_NOT_MAPPED',
  'CATEGORY_INACTIVE',
  'BEFORE_EFFECTIVE_DATE',
  'SECTION_NOT_LINKED',
  'WITHDRAWN',
  'NO_SUBMISSION_DATE',
  'DISTRICT_PAUSED',
  // A newer revision of the unit came from Otus, and could not be read
  'REVISION_NOT_READ',
  // The score does not pass (docs/passback-rules.md §4)
  'TURNED_IN_NOT_GRADED',
  'NOT_SUBMITTED',
  'STATUS_EXCUSED',
  'STATUS_EXCLUDED',
  'STATUS_MISSING',
  'STUDENT_NOT_LINKED',
  'STUDENT_NOT_ENROLLED',
  'SCORE_INVALID',
  'SIS_EDIT_KEPT',
  'SIS_NOT_CHECKED',
  'SENT_THEN_CLEARED',
  'SIS_REJECTED',
  // The score passes, and something is said with it (§8)
  'STATUS_NOT_SENT',
  'ABOVE_TOTAL',
  // The unit is there, and something is said with it (§8)
  'SIS_DUPLICATE_ASSIGNMENT',
  'REVISION_WENT_BACK',
  // It passes, and is not in PowerSchool yet (§7)
  'WAITING_FOR_NIGHT',
  'SIS_UNAVAILABLE',
  'SIS_CREDENTIALS',
  'SIS_ACCESS_DENIED',
  'SIS_ADDRESS_REFUSED',
  'SIS_ASSIGNMENT_DELETED',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

/** A reason as it is stored: the code, and the values that its sentence names. Never a name, an email or points. */
export interface Reason {
  readonly code: ReasonCode;
  readonly params?: Readonly<Record<string, string | number>>;
}
