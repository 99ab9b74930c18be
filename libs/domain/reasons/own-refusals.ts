/**
 * What we say ourselves where no request to PowerSchool could be right. It stands where PowerSchool's own words would, so that
 * a reason's `said` may be one of these; each language has its own for them.
 */
export const OWN_REFUSALS = {
  assignmentId: 'The assignment is not an id of PowerSchool: a whole number',
  categoryId: 'The category is not an id of PowerSchool: a whole number',
  schoolId: 'The school is not an id of PowerSchool: a whole number',
  sectionId: 'The section is not an id of PowerSchool: a whole number',
  studentId: "The student's id is not one of PowerSchool: a whole number",
  teacherId: 'The teacher is not an id of PowerSchool: a whole number',
  termId: 'The term is not an id of PowerSchool: a whole number',
  noLineItems: 'PowerSchool gives no line items to read here, so one that is there cannot be changed',
} as const;

export type OwnRefusal = keyof typeof OWN_REFUSALS;
/** The refusals of an id that cannot be one of PowerSchool. */
export type IdRefusal = Extract<OwnRefusal, `${string}Id`>;

const NAMES: ReadonlyMap<unknown, OwnRefusal> = new Map(
  (Object.keys(OWN_REFUSALS) as OwnRefusal[]).map((name) => [OWN_REFUSALS[name], name]),
);

/** Which of ours these words are; undefined for PowerSchool's own. */
export function ownRefusal(words: unknown): OwnRefusal | undefined {
  return NAMES.get(words);
}
