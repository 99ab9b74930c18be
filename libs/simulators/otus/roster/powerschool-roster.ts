import type { Roster as PowerSchoolRoster } from '../../powerschool/gradebook/seed.ts';
import type { Roster } from './roster.ts';

/** TERMS.DCID of a school's term: what `/ws/v1` and OneRoster call its id; xte calls it by TERMS.ID. */
export function termDcid(schoolId: string, termId: string): number {
  return Number(schoolId) * 10_000 + Number(termId);
}

/** The roster as PowerSchool keeps it: DCIDs, terms with ids of their own, categories a teacher and year. */
export function powerSchoolRosterOf(roster: Roster): PowerSchoolRoster {
  const yearIdOf = (termId: string): number => Math.floor(Number(termId) / 100);
  const years = new Set(roster.sections.map(({ termId }) => yearIdOf(termId)));
  return {
    schools: roster.schools.map(({ schoolId }) => ({ id: Number(schoolId), name: `School ${schoolId}` })),
    terms: roster.schools.flatMap(({ schoolId, terms }) =>
      terms.map((term) => ({
        dcid: termDcid(schoolId, term.termId),
        id: Number(term.termId),
        schoolId: Number(schoolId),
        startYear: term.startYear,
        portion: term.portion,
        startDate: term.start,
        endDate: term.end,
        abbreviation: term.name,
        name: term.name,
      })),
    ),
    teachers: roster.teachers.map(({ teacherId }) => ({ usersDcid: Number(teacherId), name: `Teacher ${teacherId}` })),
    categories: roster.teachers.flatMap(({ teacherId, categories }) =>
      [...years].flatMap((yearId) =>
        categories.map(({ name, active }) => ({ usersDcid: Number(teacherId), yearId, name, isActive: active })),
      ),
    ),
    sections: roster.sections.map((section) => ({
      dcid: Number(section.sectionId),
      schoolId: Number(section.schoolId),
      termId: Number(section.termId),
      name: `Section ${section.sectionId}`,
      teachers: [{ usersDcid: Number(section.teacherId), access: 'EDIT' }],
    })),
    students: roster.sections.flatMap(({ students }) =>
      students.map(({ sisStudentId }) => ({ dcid: Number(sisStudentId), name: `Student ${sisStudentId}` })),
    ),
    enrolments: roster.sections.flatMap((section) =>
      section.students.map(({ sisStudentId, enrolled }) => ({
        sectionDcid: Number(section.sectionId),
        studentDcid: Number(sisStudentId),
        dropped: !enrolled,
      })),
    ),
  };
}
