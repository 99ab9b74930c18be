import {
  describeReason,
  explainSectionAssessment,
  type Reason,
  type ReasonCode,
  type UnitRecord,
} from '@passback/domain';

export interface Counts {
  units: number;
  scores: number;
}

/** What of a district does not go, counted over its units. */
export interface StuckCounts {
  readonly units: number;
  readonly scores: number;
  /** Reasons that somebody has to look at. */
  readonly byReason: ReadonlyMap<ReasonCode, Readonly<Counts>>;
  readonly schoolsWithoutTerms: ReadonlyMap<string, Readonly<Counts>>;
  /** No school is known whose terms could be read, and some whose could not. */
  readonly isWithoutTerms: boolean;
  /** Assessment types whose category PowerSchool does not have any more. */
  readonly typesWithoutCategory: ReadonlyMap<string, Readonly<Counts & { code: ReasonCode }>>;
}

/** A unit that somebody who teaches can do something about. */
export interface TeacherItem {
  readonly sectionAssessmentId: string;
  readonly title: string;
  readonly assignedBy: string;
  readonly sisTeacherId: string | null;
  readonly reason: Reason;
  /** Scores that wait for it. */
  readonly scores: number;
}

/** States in which a unit, or what is left of it, does not go. */
const NOT_GOING: ReadonlySet<string> = new Set(['held', 'rejected', 'retrying']);
const TERMS_UNREAD = 'GRADING_PERIOD_UNKNOWN' satisfies ReasonCode;
/** Assessment types, and schools, that are told apart; more than those are a district's whole trouble. */
const TOLD_APART = 50;
/** Schools that are looked at for their terms; the largest district has 1,800. */
const SCHOOLS_SEEN = 3_000;

/** Counts units as they come, page by page. What it keeps is bounded by reasons, schools and types. */
export class StuckUnits implements StuckCounts {
  units = 0;
  scores = 0;
  readonly byReason = new Map<ReasonCode, Counts>();
  readonly schoolsWithoutTerms = new Map<string, Counts>();
  readonly typesWithoutCategory = new Map<string, Counts & { code: ReasonCode }>();

  /** Whether the terms of a school could be read: not where any of its units says otherwise. */
  readonly #hasTerms = new Map<string, boolean>();

  get isWithoutTerms(): boolean {
    return this.#hasTerms.size > 0 && [...this.#hasTerms.values()].every((has) => !has);
  }

  /** Gives what a teacher can do about the unit; null where that is nothing. */
  add(record: UnitRecord): TeacherItem | null {
    this.#seeTerms(record);
    if (!NOT_GOING.has(record.summary.state)) return null;
    const { reasons, scores } = explainSectionAssessment(record);
    const waiting = scores.filter(({ state }) => state === 'held' || state === 'rejected' || state === 'due').length;
    this.units += 1;
    this.scores += waiting;
    // Each score has the unit's reasons too; those that no score has are of a unit without any.
    const byCode = new Map<ReasonCode, number>(reasons.map(({ code }) => [code, 0]));
    for (const { code } of scores.flatMap((score) => score.reasons)) byCode.set(code, (byCode.get(code) ?? 0) + 1);
    for (const [code, hits] of byCode) this.#count(code, hits);
    this.#countTogether(record, waiting);
    return teacherItem(record, byCode, waiting);
  }

  #count(code: ReasonCode, scores: number): void {
    if (describeReason({ code }).level === 'info') return;
    count(this.byReason, code, scores);
  }

  /** A unit that is in sync may have been decided on before: it counts for a school of which nothing newer is known. */
  #seeTerms({ otus, decision, summary }: UnitRecord): void {
    const school = otus.snapshot.section.sisSchoolId;
    if (school === null) return;
    const isUnread = [...summary.reasons, ...decision.reasons.map(({ code }) => code)].includes(TERMS_UNREAD);
    if (!this.#hasTerms.has(school) && this.#hasTerms.size >= SCHOOLS_SEEN) return;
    this.#hasTerms.set(school, !isUnread && this.#hasTerms.get(school) !== false);
  }

  /** What holds more than this unit. */
  #countTogether({ otus, summary }: UnitRecord, scores: number): void {
    const codes = new Set(summary.reasons);
    const { section, assessmentType } = otus.snapshot;
    if (codes.has(TERMS_UNREAD) && section.sisSchoolId !== null)
      count(this.schoolsWithoutTerms, section.sisSchoolId, scores);
    if (!codes.has('CATEGORY_INACTIVE')) return;
    if (!this.typesWithoutCategory.has(assessmentType) && this.typesWithoutCategory.size < TOLD_APART)
      this.typesWithoutCategory.set(assessmentType, { units: 0, scores: 0, code: 'CATEGORY_INACTIVE' });
    count(this.typesWithoutCategory, assessmentType, scores);
  }
}

function count<K>(counts: Map<K, Counts>, key: K, scores: number): void {
  const known = counts.get(key);
  if (known === undefined) {
    if (counts.size < TOLD_APART) counts.set(key, { units: 1, scores });
    return;
  }
  known.units += 1;
  known.scores += scores;
}

/** The unit's own reason before those of its scores, of which the one that most have. */
function teacherItem(
  { sectionAssessmentId, otus, decision }: UnitRecord,
  byCode: ReadonlyMap<ReasonCode, number>,
  waiting: number,
): TeacherItem | null {
  const { title, assignedBy, section } = otus.snapshot;
  const item = { sectionAssessmentId, title, assignedBy, sisTeacherId: section.sisTeacherId };
  const own = decision.verdict === 'hold' ? decision.reasons.find(isForTeachers) : undefined;
  if (own !== undefined) return { ...item, reason: own, scores: waiting };
  // What holds the unit is somebody else's: what its scores lack can wait.
  if (decision.verdict === 'hold') return null;
  const [first] = [...byCode].filter(([code]) => isForTeachers({ code })).sort(([, one], [, other]) => other - one);
  return first === undefined ? null : { ...item, reason: { code: first[0] }, scores: first[1] };
}

function isForTeachers(reason: Reason): boolean {
  const { who, level } = describeReason(reason);
  return who === 'teacher' && level !== 'info';
}
