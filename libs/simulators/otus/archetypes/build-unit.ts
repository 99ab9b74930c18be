import { noonOf, plusDays } from '../roster/calendar.ts';
import { CATEGORIES, type RosterSection } from '../roster/roster.ts';
import { held, type IntendedColumn, type IntendedScore, type ScenarioUnit } from '../unit/intent.ts';
import type { Snapshot, SnapshotScore } from '../unit/snapshot.ts';
import { SCORE_CASES, scoreOf } from './score-cases.ts';

/** Who assigns in a scenario district, and what each is there to show. */
export const TEACHER_IN_GROUP = 'otus-user-teacher';
export const TEACHER_NOT_IN_GROUP = 'otus-user-outside';
export const ADMIN_IN_SIS = 'otus-user-admin-sis';
export const ADMIN_NOT_IN_SIS = 'otus-user-admin-otus';

/** A kind of section assessment: how it differs from an ordinary one, and what is meant to become of it. */
export interface Archetype {
  readonly about: string;
  /** Changes to an ordinary, passing snapshot; `today` is the district's date. */
  change?(ordinary: Snapshot, today: string): Partial<Snapshot>;
  /** Codes that hold the unit; left out: it passes. */
  readonly reasons?: readonly string[];
  readonly state?: ScenarioUnit['state'];
  /** What the column shows where it differs from the ordinary one. */
  column?(today: string, identifier: string): Partial<IntendedColumn>;
  /** `mixed`: every case of a score; `graded` (default): all graded. */
  readonly scores?: 'mixed' | 'graded' | 'ungraded';
}

export interface UnitPlace {
  readonly number: number;
  readonly section: RosterSection;
  readonly today: string;
  readonly timeZone: string;
}

function ordinarySnapshot({ number, section, today, timeZone }: UnitPlace): Snapshot {
  return {
    sectionAssessmentId: `sa-${9_000 + number}`,
    identifier: `S${130_000 + number}`,
    revision: 1,
    kind: 'standard',
    title: `Unit ${number} check`,
    assessmentType: ['Quiz', 'Test', 'Homework'][number % 3] ?? 'Quiz',
    gradingScale: 'points',
    totalPoints: 20 + (number % 4) * 10,
    includeInFinalGrade: true,
    withdrawn: false,
    createdAt: noonOf(plusDays(today, -12), timeZone),
    assignedAt: noonOf(plusDays(today, -10), timeZone),
    dueDate: plusDays(today, -2),
    submissionDate: null,
    assignedBy: TEACHER_IN_GROUP,
    section: {
      otusClassId: `c-${section.sectionId}`,
      sisSectionId: section.sectionId,
      sisSchoolId: section.schoolId,
      sisTeacherId: section.teacherId,
      sisTermId: section.termId,
    },
    scores: [],
  };
}

/** The scores of every student of the section, and what is meant for each when the unit itself passes. */
function scoresFor(
  archetype: Archetype,
  snapshot: Snapshot,
  place: UnitPlace,
): { score: SnapshotScore; intended: IntendedScore }[] {
  const gradedAt = noonOf(plusDays(place.today, -1), place.timeZone);
  const ordinaryCases = SCORE_CASES.slice(0, 3);
  const ungradedCases = SCORE_CASES.filter(({ about }) => about === 'turned in, not graded' || about === 'not started');
  const cases =
    archetype.scores === 'mixed' ? SCORE_CASES : archetype.scores === 'ungraded' ? ungradedCases : ordinaryCases;
  return place.section.students.flatMap((student, index) => {
    const scoreCase = cases[index % cases.length];
    return scoreCase === undefined
      ? []
      : [scoreOf(snapshot.sectionAssessmentId, student, scoreCase, { totalPoints: snapshot.totalPoints, gradedAt })];
  });
}

/** A unit of which no score can be sent says at the top what holds its scores, and so does a student's missing link. */
function codesOf(intended: readonly IntendedScore[], { section }: UnitPlace): string[] {
  const codes = new Set(intended.flatMap(({ code }) => (code === null ? [] : [code])));
  if (section.students.some(({ linked }) => !linked)) codes.add('STUDENT_NOT_LINKED');
  return [...codes];
}

/** Builds a unit of an archetype in a section. */
export function buildUnit(archetype: Archetype, place: UnitPlace): ScenarioUnit {
  const ordinary = ordinarySnapshot(place);
  const changed: Snapshot = { ...ordinary, ...archetype.change?.(ordinary, place.today) };
  const rows = scoresFor(archetype, changed, place);
  const snapshot: Snapshot = { ...changed, scores: rows.map(({ score }) => score) };
  const reasons = archetype.reasons ?? [];
  const state = archetype.state ?? (reasons.length > 0 ? 'held' : 'inSync');
  const passes = state === 'inSync' && archetype.scores !== 'ungraded';
  const intendedOf = (intended: IntendedScore): IntendedScore => {
    if (reasons[0] === undefined) return intended;
    if (state !== 'rejected') return held(reasons[0]);
    return intended.state === 'held' ? intended : { state: 'rejected', code: reasons[0], notices: [], cell: null };
  };
  return {
    about: archetype.about,
    snapshot,
    state: archetype.scores === 'ungraded' ? 'held' : state,
    reasons:
      archetype.scores === 'ungraded'
        ? codesOf(
            rows.map(({ intended }) => intended),
            place,
          )
        : reasons,
    column: passes
      ? {
          title: `${snapshot.title} (${snapshot.identifier})`,
          dueDate: snapshot.dueDate ?? '',
          category: CATEGORIES[snapshot.assessmentType] ?? '',
          totalPoints: snapshot.totalPoints,
          ...archetype.column?.(place.today, snapshot.identifier),
        }
      : null,
    scores: new Map(rows.map(({ score, intended }) => [score.scoreId, intendedOf(intended)])),
  };
}
