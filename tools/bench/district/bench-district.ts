import type { Snapshot, StaffEntry } from '@passback/simulators';

/** Scores of each unit: a class of usual size, and what issue figures are counted with. */
export const SCORES_PER_UNIT = 25;
/** Assessments that one class section has had by the middle of a term. */
const UNITS_PER_SECTION = 20;
/** Class sections that one teacher teaches. */
const SECTIONS_PER_TEACHER = 5;
/** Ids of one district are this far from those of the next, so that several may share one PowerSchool. */
const IDS_PER_DISTRICT = 1_000_000;
const TOTAL_POINTS = 30;
const DAYS_AROUND = 100;
const DAY_MS = 24 * 60 * 60 * 1_000;

const TYPES = ['Quiz', 'Test', 'Homework', 'Lab'] as const;
export const CATEGORIES: Readonly<Record<string, string>> = {
  Quiz: 'Quizzes',
  Test: 'Tests',
  Homework: 'Homework',
  Lab: 'Labs',
};

/** A made-up district in which every score passes. The same `index`, `units` and `today` give the same district. */
export interface BenchDistrict {
  readonly districtId: string;
  /** Which of the districts that share a PowerSchool it is, from 0. */
  readonly index: number;
  readonly units: number;
  /** `YYYY-MM-DD`: the day in the middle of its only term. */
  readonly today: string;
}

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** First and last day of the district's grading period. */
export function termOf({ today }: BenchDistrict): { readonly start: string; readonly end: string } {
  return { start: plusDays(today, -DAYS_AROUND), end: plusDays(today, DAYS_AROUND) };
}

const sectionOf = (unit: number): number => Math.floor(unit / UNITS_PER_SECTION);
export const sectionCount = ({ units }: BenchDistrict): number => Math.ceil(units / UNITS_PER_SECTION);
export const teacherOf = (section: number): number => Math.floor(section / SECTIONS_PER_TEACHER);
export const teacherCount = (district: BenchDistrict): number =>
  Math.ceil(sectionCount(district) / SECTIONS_PER_TEACHER);

/** Ids in PowerSchool. */
export function sisIds({ index, today }: BenchDistrict) {
  const base = (index + 1) * IDS_PER_DISTRICT;
  const startYear = Number(today.slice(0, 4));
  return {
    school: base,
    startYear,
    // TERMS.ID: its hundreds are the year id, counted from 1990.
    term: (startYear - 1990) * 100,
    termDcid: base,
    teacher: (teacher: number) => base + teacher,
    section: (section: number) => base + section,
    student: (section: number, student: number) => base + section * SCORES_PER_UNIT + student,
  };
}

/** What Otus has by now of a district's units. */
export interface Edition {
  /** From 1; the edition of a further revision differs from the one before it in the points of some students. */
  readonly revision: number;
  /** Of how many students of each unit, from the first on. */
  readonly changedScores: number;
}

export const FIRST_EDITION: Edition = { revision: 1, changedScores: 0 };

function pointsOf(unit: number, student: number, { revision, changedScores }: Edition): number {
  const changes = student < changedScores ? revision - 1 : 0;
  return (unit + student + changes) % TOTAL_POINTS;
}

/** Unit number `unit` as Otus sends it: all scores graded. */
export function snapshotOf(district: BenchDistrict, unit: number, edition = FIRST_EDITION): Snapshot {
  const ids = sisIds(district);
  const section = sectionOf(unit);
  const { districtId, today } = district;
  const graded = `${plusDays(today, -1)}T18:22:00Z`;
  return {
    sectionAssessmentId: `sa-${districtId}-${unit}`,
    identifier: `S${(district.index + 1) * IDS_PER_DISTRICT + unit}`,
    revision: edition.revision,
    kind: 'standard',
    title: `Unit ${unit} checkpoint`,
    assessmentType: TYPES[unit % TYPES.length] ?? 'Quiz',
    gradingScale: 'points',
    totalPoints: TOTAL_POINTS,
    includeInFinalGrade: true,
    withdrawn: false,
    createdAt: `${plusDays(today, -10)}T15:00:00Z`,
    assignedAt: `${plusDays(today, -9)}T15:00:00Z`,
    dueDate: plusDays(today, -2),
    submissionDate: null,
    assignedBy: `otus-user-${teacherOf(section)}`,
    section: {
      otusClassId: `class-${section}`,
      sisSectionId: String(ids.section(section)),
      sisSchoolId: String(ids.school),
      sisTeacherId: String(ids.teacher(teacherOf(section))),
      sisTermId: String(ids.term),
    },
    scores: Array.from({ length: SCORES_PER_UNIT }, (_, student) => ({
      scoreId: `sc-${unit}-${student}`,
      studentId: `otus-stu-${section}-${student}`,
      sisStudentId: String(ids.student(section, student)),
      completion: 'graded' as const,
      status: 'onTime' as const,
      points: pointsOf(unit, student, edition),
      gradedAt: graded,
    })),
  };
}

/** All units as NDJSON, as Otus would stream them. */
export function ndjsonOf(district: BenchDistrict, edition = FIRST_EDITION): Buffer {
  const lines = Array.from({ length: district.units }, (_, unit) =>
    Buffer.from(`${JSON.stringify(snapshotOf(district, unit, edition))}\n`),
  );
  return Buffer.concat(lines);
}

export function staffOf(district: BenchDistrict): StaffEntry[] {
  const ids = sisIds(district);
  return Array.from({ length: teacherCount(district) }, (_, teacher) => ({
    userId: `otus-user-${teacher}`,
    role: 'teacher' as const,
    sisUserId: String(ids.teacher(teacher)),
    inPassbackGroup: true,
  }));
}
