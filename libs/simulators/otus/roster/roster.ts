import { plusDays, schoolYearOf } from './calendar.ts';

/** A school district as PowerSchool has it: what the PowerSchool simulator is seeded with. */
export interface Roster {
  readonly schools: readonly RosterSchool[];
  readonly teachers: readonly RosterTeacher[];
  readonly sections: readonly RosterSection[];
}

interface RosterSchool {
  readonly schoolId: string;
  readonly terms: readonly RosterTerm[];
}

interface RosterTerm {
  /** TERMS.ID: year id × 100 and the term's number in the year. */
  readonly termId: string;
  readonly name: string;
  /** Part of the year: 1 the year, 2 a semester, 4 a quarter. */
  readonly portion: number;
  readonly startYear: number;
  /** Both inclusive. */
  readonly start: string;
  readonly end: string;
}

interface RosterTeacher {
  readonly teacherId: string;
  readonly categories: readonly { readonly name: string; readonly active: boolean }[];
}

export interface RosterSection {
  readonly sectionId: string;
  readonly schoolId: string;
  readonly teacherId: string;
  readonly termId: string;
  readonly students: readonly RosterStudent[];
}

export interface RosterStudent {
  /** In Otus. */
  readonly studentId: string;
  /** In PowerSchool; every student has one there, also those whom Otus does not know it of. */
  readonly sisStudentId: string;
  /** False: Otus does not know the student's id in PowerSchool. */
  readonly linked: boolean;
  /** False: has left the section in PowerSchool. */
  readonly enrolled: boolean;
}

export const SCHOOL = '100';
/** A school that is between terms. */
export const SCHOOL_BETWEEN_TERMS = '200';
/** A school whose terms PowerSchool fails to give. */
export const SCHOOL_WITHOUT_ANSWER = '300';

export const CATEGORIES: Readonly<Record<string, string>> = {
  Quiz: 'Quizzes',
  Test: 'Tests',
  Homework: 'Homework',
  Lab: 'Labs',
};

/** The quarter that holds `today`, with the ones around it, inside semesters and a year. */
function termsAround(today: string): RosterTerm[] {
  const startYear = schoolYearOf(today);
  const term = (name: string, number: number, portion: number, from: number, to: number): RosterTerm => ({
    termId: String((startYear - 1990) * 100 + number),
    name,
    portion,
    startYear,
    start: plusDays(today, from),
    end: plusDays(today, to),
  });
  return [
    term('Year', 0, 1, -130, 150),
    term('S1', 1, 2, -130, 40),
    term('Q1', 2, 4, -130, -41),
    term('Q2', 3, 4, -40, 40),
    term('S2', 4, 2, 41, 150),
    term('Q3', 5, 4, 41, 90),
    term('Q4', 6, 4, 91, 150),
  ];
}

/** Student `left` of each section has left in PowerSchool, student `unlinked` is not linked in Otus. */
const STUDENT_WHO_LEFT = 3;
const STUDENT_NOT_LINKED = 7;

function studentsOf(section: number, count: number): RosterStudent[] {
  return Array.from({ length: count }, (_, index) => ({
    studentId: `otus-stu-${section}-${index + 1}`,
    sisStudentId: String(81_000 + section * 100 + index),
    linked: index !== STUDENT_NOT_LINKED,
    enrolled: index !== STUDENT_WHO_LEFT,
  }));
}

/** A district of `sections` sections: two teach at the schools with odd terms, one teacher's `Labs` category is inactive. */
export function buildRoster(today: string, size: { sections: number; studentsPerSection: number }): Roster {
  const between = termsAround(today).filter(({ start, end }) => end < today || start > today);
  const sections = Array.from({ length: size.sections }, (_, index): RosterSection => {
    const schoolId = index === 1 ? SCHOOL_BETWEEN_TERMS : index === 2 ? SCHOOL_WITHOUT_ANSWER : SCHOOL;
    return {
      sectionId: String(85_001 + index),
      schoolId,
      teacherId: String(8_301 + Math.floor(index / 2)),
      termId: (schoolId === SCHOOL_BETWEEN_TERMS ? between : termsAround(today))[0]?.termId ?? '',
      students: studentsOf(index + 1, size.studentsPerSection),
    };
  });
  const teacherIds = [...new Set(sections.map(({ teacherId }) => teacherId))];
  return {
    schools: [
      { schoolId: SCHOOL, terms: termsAround(today) },
      { schoolId: SCHOOL_BETWEEN_TERMS, terms: between },
      { schoolId: SCHOOL_WITHOUT_ANSWER, terms: termsAround(today) },
    ],
    teachers: teacherIds.map((teacherId) => ({
      teacherId,
      categories: Object.values(CATEGORIES).map((name) => ({ name, active: name !== 'Labs' })),
    })),
    sections,
  };
}
