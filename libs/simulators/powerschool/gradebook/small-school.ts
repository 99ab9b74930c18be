import type { Roster } from './seed.ts';

const CATEGORY_NAMES = ['Quizzes', 'Tests', 'Homework', 'Labs'];
const COURSES = ['Algebra 1', 'Biology', 'English 9', 'World History'];
const STUDENTS_PER_SECTION = 12;
const QUARTERS = [
  ['08-15', '10-11'],
  ['10-12', '12-31'],
  ['01-01', '03-14'],
  ['03-15', '06-15'],
] as const;

/** A school of four sections in the school year that starts in `startYear`, for somebody who runs the simulator by itself. */
export function smallSchool(startYear: number): Roster {
  const yearId = startYear - 1990;
  const day = (monthDay: string): string => `${monthDay < '07' ? startYear + 1 : startYear}-${monthDay}`;
  const term = (number: number, portion: number, name: string, start: string, end: string) => ({
    dcid: 9_000 + number,
    id: yearId * 100 + number,
    schoolId: 100,
    startYear,
    portion,
    startDate: day(start),
    endDate: day(end),
    abbreviation: name,
    name,
  });
  const teachers = [8301, 8302].map((usersDcid) => ({ usersDcid, name: `Teacher ${usersDcid}` }));
  const sections = COURSES.map((name, at) => ({
    dcid: 85_001 + at,
    schoolId: 100,
    termId: yearId * 100,
    name,
    teachers: [{ usersDcid: 8301 + (at % 2), access: 'EDIT' as const }],
  }));
  const enrolments = sections.flatMap(({ dcid }, at) =>
    Array.from({ length: STUDENTS_PER_SECTION }, (_, n) => ({
      sectionDcid: dcid,
      studentDcid: 81_001 + at * STUDENTS_PER_SECTION + n,
    })),
  );
  return {
    schools: [{ id: 100, name: 'Lincoln High School' }],
    terms: [
      term(0, 1, `${startYear}-${startYear + 1}`, '08-15', '06-15'),
      ...QUARTERS.map(([start, end], at) => term(at + 3, 4, `Q${at + 1}`, start, end)),
    ],
    teachers,
    categories: teachers.flatMap(({ usersDcid }) => CATEGORY_NAMES.map((name) => ({ usersDcid, yearId, name }))),
    sections,
    students: enrolments.map(({ studentDcid }) => ({ dcid: studentDcid, name: `Student ${studentDcid}` })),
    enrolments,
  };
}
