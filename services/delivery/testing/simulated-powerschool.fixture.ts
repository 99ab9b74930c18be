import { parseAllowedHosts } from '@passback/powerschool';
import { type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { connectorsBy } from '../lanes/open-gradebook.ts';
import type { Path } from './paths.fixture.ts';
import { DISTRICT, districtSettings } from './units.fixture.ts';
import { World } from './world.fixture.ts';

const TERM = { id: 3600, startYear: 2026, portion: 1, startDate: '2026-08-17', endDate: '2027-06-04' };
const STUDENTS = [81001, 81002, 81003];

/** The section that the units of these tests live in, as PowerSchool has it. */
export const ROSTER = {
  schools: [{ id: 100, name: 'School' }],
  terms: [{ ...TERM, dcid: 3600, schoolId: 100, abbreviation: '26-27', name: '2026-2027' }],
  teachers: [{ usersDcid: 8301, name: 'Teacher' }],
  categories: ['Quizzes', 'Tests', 'Projects'].map((name) => ({ usersDcid: 8301, yearId: 36, name })),
  sections: [
    {
      dcid: 85001,
      schoolId: 100,
      termId: 3600,
      name: 'Section',
      teachers: [{ usersDcid: 8301, access: 'EDIT' as const }],
    },
    {
      dcid: 85002,
      schoolId: 100,
      termId: 3600,
      name: 'Other section',
      teachers: [{ usersDcid: 8301, access: 'EDIT' as const }],
    },
  ],
  students: STUDENTS.map((dcid) => ({ dcid, name: `Student ${dcid}` })),
  enrolments: [85001, 85002].flatMap((sectionDcid) => STUDENTS.map((studentDcid) => ({ sectionDcid, studentDcid }))),
};

/** Longer than an answer takes on any machine; who has a request hang says a shorter time. */
const TIMEOUT_MS = 60_000;
/** A lane is leased for less than twice the time that a request may take: after this it is void. */
export const AFTER_LEASE_MS = 2 * TIMEOUT_MS + 1;

/** The real connectors, to the simulated PowerSchool of this host. */
export const connectGradebook = connectorsBy({ allowedHosts: parseAllowedHosts('127.0.0.1') });

export type Connector = 'xte' | 'oneroster';

/** A world whose district has a simulated PowerSchool behind a real connector. */
export async function openSimulated(
  connector: Connector,
  timeoutMs = TIMEOUT_MS,
  ledgerUrl?: string,
): Promise<{
  readonly world: World;
  readonly sis: PowerSchoolSimulator;
  close(): Promise<void>;
}> {
  const world = await World.open(ledgerUrl);
  const sis = await startPowerSchool({ clientId: 'client', clientSecret: 'secret' });
  sis.gradebook.seed(ROSTER);
  await world.putSettings(districtSettings(DISTRICT, { connector, baseUrl: sis.url, timeoutMs }));
  return {
    world,
    sis,
    close: async () => {
      await world.close();
      await sis.stop();
    },
  };
}

/** Name, category and points by student of every column. */
export function columnsOf(sis: PowerSchoolSimulator) {
  return sis.gradebook.snapshot().assignments.map(({ name, category, scores }) => ({
    name,
    category,
    cells: Object.fromEntries(scores.map(({ studentDcid, points }) => [studentDcid, points])),
  }));
}

/** Null where gradebook and ledger are as the path leaves them; else what they are. */
export async function whatIsWrong(world: World, sis: PowerSchoolSimulator, path: Path): Promise<string | null> {
  const { summary, sis: known } = await world.unit('s1');
  const written = Object.fromEntries(known.scores.map(({ sisStudentId, points }) => [sisStudentId, points]));
  const { title, category = 'Quizzes', cells, reasons = [] } = path;
  const should = JSON.stringify([[{ name: title, category, cells }], path.written ?? cells, 'inSync', reasons]);
  const told = summary.reasons.filter((code) => code !== 'NOT_SUBMITTED');
  const is = JSON.stringify([columnsOf(sis), written, summary.state, told]);
  return is === should ? null : is;
}
