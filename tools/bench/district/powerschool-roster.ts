import type { PowerSchoolRoster } from '@passback/simulators';
import {
  type BenchDistrict,
  CATEGORIES,
  SCORES_PER_UNIT,
  sectionCount,
  sisIds,
  teacherCount,
  teacherOf,
  termOf,
} from './bench-district.ts';

/** What the simulated PowerSchool has to hold so that every unit of the district can be delivered. */
export function powerSchoolRosterOf(district: BenchDistrict): PowerSchoolRoster {
  const ids = sisIds(district);
  const { start, end } = termOf(district);
  const sections = Array.from({ length: sectionCount(district) }, (_, section) => section);
  const teachers = Array.from({ length: teacherCount(district) }, (_, teacher) => ids.teacher(teacher));
  const enrolments = sections.flatMap((section) =>
    Array.from({ length: SCORES_PER_UNIT }, (_, student) => ({
      sectionDcid: ids.section(section),
      studentDcid: ids.student(section, student),
    })),
  );
  return {
    schools: [{ id: ids.school, name: `School of ${district.districtId}` }],
    terms: [
      {
        dcid: ids.termDcid,
        id: ids.term,
        schoolId: ids.school,
        startYear: ids.startYear,
        portion: 1,
        startDate: start,
        endDate: end,
        abbreviation: 'Y',
        name: 'Year',
      },
    ],
    teachers: teachers.map((usersDcid) => ({ usersDcid, name: `Teacher ${usersDcid}` })),
    categories: teachers.flatMap((usersDcid) =>
      Object.values(CATEGORIES).map((name) => ({ usersDcid, yearId: Math.floor(ids.term / 100), name })),
    ),
    sections: sections.map((section) => ({
      dcid: ids.section(section),
      schoolId: ids.school,
      termId: ids.term,
      name: `Section ${section}`,
      teachers: [{ usersDcid: ids.teacher(teacherOf(section)), access: 'EDIT' as const }],
    })),
    students: enrolments.map(({ studentDcid }) => ({ dcid: studentDcid, name: `Student ${studentDcid}` })),
    enrolments,
  };
}
