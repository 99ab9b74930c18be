import { ManualClock } from '../http/manual-clock.fixture.ts';
import type { Gradebook, SectionRef } from '../port/gradebook.ts';
import type { GradebookSettings } from '../port/transport.ts';
import {
  type Answering,
  type FakeAnswer,
  type FakeTransport,
  fakeTransport,
} from '../session/fake-transport.fixture.ts';
import { createOneRosterGradebook } from './gradebook.ts';

export const BASE = '/api/ims/oneroster/v1p1';
export const SECTION: SectionRef = { schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' };

/** A oneroster connector over a transport that answers as the test says. */
export function oneRosterWith(
  answering: Answering,
  oneroster: NonNullable<GradebookSettings['oneroster']> = {},
  terms: NonNullable<GradebookSettings['terms']> = {},
): { gradebook: Gradebook; fake: FakeTransport; clock: ManualClock } {
  const fake = fakeTransport(answering);
  const clock = new ManualClock();
  const settings = {
    clientId: 'client-1',
    clientSecret: 'secret-1',
    baseUrl: 'https://sis.test/ps/',
    concurrency: 2,
    oneroster,
    terms,
  };
  return { gradebook: createOneRosterGradebook(fake.transport, settings, { clock }), fake, clock };
}

/** Answers by the part of the path that a key names; what no key names is 404. */
export function byPath(
  answers: Readonly<Record<string, FakeAnswer | ((query: URLSearchParams) => FakeAnswer)>>,
): Answering {
  return ({ url, request }) => {
    const key = Object.keys(answers).find((each) => `${request.method} ${url.pathname}`.endsWith(each));
    const answer = key === undefined ? undefined : answers[key];
    return (
      (typeof answer === 'function' ? answer(url.searchParams) : answer) ??
      failure(404, 'unknownobject', `${url.pathname} was not found`)
    );
  };
}

export function failure(status: number, codeMinor: string, description: string): FakeAnswer {
  const field = { imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: codeMinor };
  return {
    status,
    json: {
      imsx_codeMajor: 'failure',
      imsx_severity: 'error',
      imsx_description: description,
      imsx_CodeMinor: { imsx_codeMinorField: [field] },
    },
  };
}

export const session = (sourcedId: string, startDate: string, endDate: string, more: object = {}) => ({
  sourcedId,
  status: 'active',
  title: `Session ${sourcedId}`,
  startDate,
  endDate,
  type: 'term',
  ...more,
});

/** A year, its first semester and one grading period of that. */
export const SESSIONS: Readonly<Record<string, FakeAnswer>> = {
  '/schools/100/terms': {
    json: {
      academicSessions: [
        session('year', '2026-08-17', '2027-06-05', { metadata: { TermID: '3600' } }),
        session('s1', '2026-08-17', '2026-12-19'),
        session('old', '2025-08-18', '2026-06-06'),
      ],
    },
  },
  '/terms/s1/gradingPeriods': {
    json: { academicSessions: [session('q2', '2026-10-12', '2026-12-19', { type: 'gradingPeriod' })] },
  },
  '/terms/year/gradingPeriods': { json: { gradingPeriods: [] } },
};
