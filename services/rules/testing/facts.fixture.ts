import type { Score, SectionAssessment } from '@passback/domain';
import type { DistrictSettings } from '@passback/ledger';

const SCHOOL = '100';
export const PERIOD = { name: 'Q2', start: '2026-10-12', end: '2026-12-18' } as const;

export function settingsOf(districtId: string, change: Partial<DistrictSettings> = {}): DistrictSettings {
  return {
    districtId,
    name: 'Lincoln USD',
    timeZone: 'America/Chicago',
    nightlyRunAt: '01:00',
    effectiveDate: null,
    paused: false,
    pastDueAsZero: false,
    categories: { Quiz: 'Quizzes', Test: 'Tests' },
    powerschool: {
      connector: 'xte',
      baseUrl: 'http://127.0.0.1:9',
      clientId: 'passback',
      clientSecret: 'env:NOT_NEEDED',
      minIntervalMs: 0,
      concurrency: 4,
      timeoutMs: 2_000,
      maxTitleLength: 50,
    },
    gradingPeriods: null,
    tokens: [],
    ...change,
  };
}

export function scoreOf(number: number, change: Partial<Score> = {}): Score {
  return {
    scoreId: `sc-${number}`,
    studentId: `otus-stu-${number}`,
    sisStudentId: String(81_000 + number),
    completion: 'graded',
    status: 'onTime',
    points: 20 + number,
    gradedAt: '2026-11-01T18:22:00Z',
    ...change,
  };
}

/** A unit that passes: everything about it is as the rules want it. */
export function snapshotOf(id: string, change: Partial<SectionAssessment> = {}): SectionAssessment {
  return {
    sectionAssessmentId: id,
    identifier: `S${id}`,
    revision: 1,
    kind: 'standard',
    title: 'Mid Term Exam',
    assessmentType: 'Quiz',
    gradingScale: 'points',
    totalPoints: 30,
    includeInFinalGrade: true,
    withdrawn: false,
    createdAt: '2026-10-20T15:00:00Z',
    assignedAt: '2026-10-21T15:00:00Z',
    dueDate: '2026-11-20',
    submissionDate: null,
    assignedBy: 'teacher-1',
    section: {
      otusClassId: 'c-77',
      sisSectionId: '85001',
      sisSchoolId: SCHOOL,
      sisTeacherId: '8301',
      sisTermId: '3600',
    },
    scores: [scoreOf(1), scoreOf(2)],
    ...change,
  };
}

export const STAFF = [
  { userId: 'teacher-1', role: 'teacher', sisUserId: '8301', inPassbackGroup: true },
  { userId: 'teacher-2', role: 'teacher', sisUserId: '8302', inPassbackGroup: false },
] as const;
