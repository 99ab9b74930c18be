import type { SectionAssessment } from '@passback/domain';
import type { DistrictSettings } from '@passback/ledger';
import { givenScore, givenUnit, Q2 } from '../../../libs/domain/testing/given.ts';

export const PERIOD = Q2;

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

export const scoreOf = givenScore;

/** A unit that passes: everything about it is as the rules want it. */
export function snapshotOf(id: string, change: Partial<SectionAssessment> = {}): SectionAssessment {
  return givenUnit({
    ...{ sectionAssessmentId: id, identifier: `S${id}`, revision: 1, assignedBy: 'teacher-1' },
    ...{ createdAt: '2026-10-20T15:00:00Z', assignedAt: '2026-10-21T15:00:00Z' },
    ...change,
  });
}

export const STAFF = [
  { userId: 'teacher-1', role: 'teacher', sisUserId: '8301', inPassbackGroup: true },
  { userId: 'teacher-2', role: 'teacher', sisUserId: '8302', inPassbackGroup: false },
] as const;
