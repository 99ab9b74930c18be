import {
  type PowerSchoolOptions,
  type PowerSchoolRoster,
  type PowerSchoolSimulator,
  startPowerSchool,
} from '@passback/simulators';
import { PATIENCE_MS } from './patience.fixture.ts';
import type { GradebookSettings } from './port/transport.ts';

export const CLIENT = { clientId: 'client-1', clientSecret: 'secret-1' } as const;
export const TEACHER = 8301;
export const SECTION_DCID = 85001;
export const [ANN, BEN, CLEO, DAN] = [81001, 81002, 81003, 81004] as const;
export const QUIZZES = 4301;
export const TESTS = 4302;
export const OLD = 4303;
export const NOW = Date.parse('2026-10-20T18:00:00Z');

const term = (dcid: number, id: number, name: string, portion: number, startDate: string, endDate: string) => ({
  dcid,
  id,
  schoolId: 100,
  startYear: 2026,
  portion,
  startDate,
  endDate,
  abbreviation: name,
  name,
});

/** One school with a section of four students. */
const SCHOOL: PowerSchoolRoster = {
  schools: [{ id: 100, name: 'Lincoln High' }],
  terms: [
    term(9001, 3600, '2026-2027', 1, '2026-08-17', '2027-06-04'),
    term(9002, 3601, 'Semester 1', 2, '2026-08-17', '2026-12-18'),
    term(9003, 3603, 'Quarter 1', 4, '2026-08-17', '2026-10-09'),
    term(9004, 3604, 'Quarter 2', 4, '2026-10-12', '2026-12-18'),
    { ...term(8001, 3500, '2025-2026', 1, '2025-08-18', '2026-06-05'), startYear: 2025 },
  ],
  teachers: [
    { usersDcid: TEACHER, name: 'One, Teacher' },
    { usersDcid: 8302, name: 'Two, Teacher' },
  ],
  categories: [
    { teacherCategoryId: QUIZZES, usersDcid: TEACHER, yearId: 36, name: 'Quizzes' },
    { teacherCategoryId: TESTS, usersDcid: TEACHER, yearId: 36, name: 'Tests' },
    { teacherCategoryId: OLD, usersDcid: TEACHER, yearId: 36, name: 'Old', isActive: false },
    { teacherCategoryId: 4310, usersDcid: TEACHER, yearId: 35, name: 'Last year' },
    { teacherCategoryId: 4320, usersDcid: 8302, yearId: 36, name: 'Quizzes' },
  ],
  sections: [
    {
      dcid: SECTION_DCID,
      schoolId: 100,
      termId: 3600,
      name: 'Algebra',
      teachers: [{ usersDcid: TEACHER, access: 'EDIT' }],
    },
    { dcid: 85002, schoolId: 100, termId: 3600, name: 'Biology', teachers: [{ usersDcid: 8302, access: 'EDIT' }] },
  ],
  students: [ANN, BEN, CLEO, DAN].map((dcid) => ({ dcid, name: `Student ${dcid}` })),
  enrolments: [ANN, BEN, CLEO, DAN].map((studentDcid) => ({ sectionDcid: SECTION_DCID, studentDcid })),
};

const startedAt = performance.now();

/** A simulated PowerSchool with the school in it, in October. */
export async function openSchool(options: Partial<PowerSchoolOptions> = {}): Promise<PowerSchoolSimulator> {
  const simulator = await startPowerSchool({
    ...CLIENT,
    clock: { now: () => NOW + performance.now() - startedAt },
    ...options,
  });
  simulator.gradebook.seed(SCHOOL);
  return simulator;
}

export function settingsFor(
  simulator: Pick<PowerSchoolSimulator, 'url'>,
  changes: Partial<GradebookSettings> = {},
): GradebookSettings {
  return {
    districtId: 'lincoln',
    connector: 'xte',
    baseUrl: simulator.url,
    isAddressTrusted: true,
    ...CLIENT,
    minIntervalMs: 0,
    concurrency: 4,
    timeoutMs: PATIENCE_MS,
    ...changes,
  };
}
