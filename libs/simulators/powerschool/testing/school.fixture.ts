import type { Roster } from '../gradebook/seed.ts';
import { type PowerSchoolOptions, type PowerSchoolSimulator, startPowerSchool } from '../start.ts';

export const CLIENT = { clientId: 'client-1', clientSecret: 'secret-1' } as const;
export const BASIC = `Basic ${Buffer.from('client-1:secret-1').toString('base64')}`;

export const TEACHER = 8301;
export const OTHER_TEACHER = 8302;
export const SECTION = 85001;
export const OTHER_SECTION = 85002;
export const STUDENTS = [81001, 81002, 81003] as const;
export const [ANN, BEN, CLEO] = STUDENTS;
const TODAY = '2026-10-20';
export const QUIZZES = 4301;
export const TESTS = 4302;
export const OLD_CATEGORY = 4303;

/** One school, two sections with a teacher each, three students in both. */
export const SCHOOL: Roster = {
  schools: [{ id: 100, name: 'Lincoln High' }],
  terms: [
    {
      dcid: 9001,
      id: 3600,
      schoolId: 100,
      startYear: 2026,
      portion: 1,
      startDate: '2026-08-17',
      endDate: '2027-06-04',
      abbreviation: '26-27',
      name: '2026-2027',
    },
    {
      dcid: 9003,
      id: 3604,
      schoolId: 100,
      startYear: 2026,
      portion: 4,
      startDate: '2026-10-12',
      endDate: '2026-12-18',
      abbreviation: 'Q2',
      name: 'Quarter 2',
    },
    {
      dcid: 9002,
      id: 3603,
      schoolId: 100,
      startYear: 2026,
      portion: 4,
      startDate: '2026-08-17',
      endDate: '2026-10-09',
      abbreviation: 'Q1',
      name: 'Quarter 1',
    },
    {
      dcid: 8001,
      id: 3500,
      schoolId: 100,
      startYear: 2025,
      portion: 1,
      startDate: '2025-08-18',
      endDate: '2026-06-05',
      abbreviation: '25-26',
      name: '2025-2026',
    },
  ],
  teachers: [
    { usersDcid: TEACHER, name: 'One, Teacher', email: 'one@school.test' },
    { usersDcid: OTHER_TEACHER, name: 'Two, Teacher' },
  ],
  categories: [
    { teacherCategoryId: QUIZZES, usersDcid: TEACHER, yearId: 36, name: 'Quizzes' },
    {
      teacherCategoryId: TESTS,
      usersDcid: TEACHER,
      yearId: 36,
      name: 'Tests',
      categoryType: 'district',
      districtTeacherCategoryId: 2,
    },
    { teacherCategoryId: OLD_CATEGORY, usersDcid: TEACHER, yearId: 36, name: 'Old', isActive: false },
    { teacherCategoryId: 4310, usersDcid: TEACHER, yearId: 35, name: 'Last year' },
    { teacherCategoryId: 4320, usersDcid: OTHER_TEACHER, yearId: 36, name: 'Quizzes' },
  ],
  sections: [
    { dcid: SECTION, schoolId: 100, termId: 3600, name: 'Algebra', teachers: [{ usersDcid: TEACHER, access: 'EDIT' }] },
    {
      dcid: OTHER_SECTION,
      schoolId: 100,
      termId: 3600,
      name: 'Biology',
      teachers: [{ usersDcid: OTHER_TEACHER, access: 'EDIT' }],
    },
  ],
  students: STUDENTS.map((dcid) => ({ dcid, name: `Student ${dcid}` })),
  enrolments: [SECTION, OTHER_SECTION].flatMap((sectionDcid) =>
    STUDENTS.map((studentDcid) => ({ sectionDcid, studentDcid })),
  ),
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, of whatever shape the test says that it has. */
  json<T>(): T;
}

/** A running simulator with the school in it, and a client that knows its token. */
export class TestSchool {
  readonly simulator: PowerSchoolSimulator;
  token = '';

  private constructor(simulator: PowerSchoolSimulator) {
    this.simulator = simulator;
  }

  static async open(options: Partial<PowerSchoolOptions> = {}): Promise<TestSchool> {
    const clock = { now: () => Date.parse(`${TODAY}T18:00:00Z`) };
    const simulator = await startPowerSchool({ ...CLIENT, clock, ...options });
    simulator.gradebook.seed(SCHOOL);
    const school = new TestSchool(simulator);
    school.token = await school.askForToken();
    simulator.throttle.clear();
    simulator.requests.clear();
    return school;
  }

  async askForToken(): Promise<string> {
    const answer = await this.send('POST', '/oauth/access_token', 'grant_type=client_credentials', {
      authorization: BASIC,
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    });
    return answer.json<{ access_token: string }>().access_token;
  }

  async send(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
    const init = body === undefined ? {} : { body };
    const response = await fetch(this.simulator.url + path, { method, headers, ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
  }

  /** As the plugin. */
  call(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    return this.send(method, path, body === undefined ? undefined : JSON.stringify(body), headers);
  }

  createAssignment(section: object = {}, users: number = TEACHER): Promise<Answer> {
    return this.call('POST', `/ws/xte/section/assignment/?users_dcid=${users}`, assignmentBody(section));
  }

  /** Creates one and gives both of its ids, the way a client has to find them. */
  async newAssignment(section: object = {}): Promise<{ assignmentId: number; sectionId: number; path: string }> {
    const created = await this.createAssignment(section);
    const assignmentId = Number(created.headers.get('location')?.split('/').at(-1));
    const path = `/ws/xte/section/assignment/${assignmentId}?users_dcid=${TEACHER}`;
    const read = (await this.call('GET', path)).json<AssignmentJson>();
    return { assignmentId, sectionId: read._assignmentsections[0]?.assignmentsectionid ?? 0, path };
  }

  putScores(rows: readonly object[], query = `users_dcid=${TEACHER}&status=A&term_id=3600`): Promise<Answer> {
    return this.call('PUT', `/ws/xte/score?${query}`, { assignment_scores: rows });
  }

  close(): Promise<void> {
    return this.simulator.stop();
  }
}

export interface AssignmentJson {
  readonly assignmentid: number;
  readonly createdbyplugin: string | null;
  readonly _assignmentsections: readonly {
    readonly assignmentsectionid: number;
    readonly sectionsdcid: number;
    readonly name: string;
    readonly description: string | null;
    readonly _assignmentcategoryassociations: readonly {
      teachercategoryid: number;
      assignmentcategoryassocid: number;
    }[];
  }[];
}

export interface ErrorJson {
  readonly message: string;
  readonly errors: readonly { field: string; message: string; params?: Record<string, number> }[];
}

/** The body that a real server took, with changes to its one section. */
export function assignmentBody(section: object = {}): { _assignmentsections: object[] } {
  return {
    _assignmentsections: [
      {
        sectionsdcid: SECTION,
        name: 'Unit 3 test (S130545)',
        duedate: '2026-11-20',
        scoretype: 'POINTS',
        scoreentrypoints: 12,
        totalpointvalue: 12,
        weight: 1,
        iscountedinfinalgrade: true,
        isscoringneeded: true,
        publishoption: 'Immediately',
        _assignmentcategoryassociations: [{ teachercategoryid: QUIZZES, isprimary: true }],
        ...section,
      },
    ],
  };
}

/** A row of a score write, as a real server took it. */
export function scoreRow(assignmentsectionid: number, studentsdcid: number, points: number): object {
  return {
    _assignmentsection: { assignmentsectionid },
    studentsdcid,
    actualscoreentered: String(points),
    actualscorekind: 'REAL_SCORE',
    scoretype: 'POINTS',
    scorepoints: points,
  };
}
