import { BASE_PATH } from '../oneroster/imsx.ts';
import { ANN, type Answer, QUIZZES, SECTION, type TestSchool } from './school.fixture.ts';

export const MODIFIED = '2026-10-20T12:00:00.000Z';

const reference = (path: string, type: string, sourcedId: string | number): object => ({
  href: `${BASE_PATH}/${path}/${sourcedId}`,
  sourcedId: String(sourcedId),
  type,
});

/** A line item that has all that 1.1 requires, with changes. */
export function lineItem(sourcedId: string, change: object = {}): object {
  return {
    sourcedId,
    status: 'active',
    dateLastModified: MODIFIED,
    title: 'Unit 3 test (S130545)',
    assignDate: '2026-11-01T00:00:00.000Z',
    dueDate: '2026-11-20T00:00:00.000Z',
    class: reference('classes', 'class', SECTION),
    category: reference('categories', 'category', QUIZZES),
    gradingPeriod: reference('gradingPeriods', 'gradingPeriod', 9003),
    resultValueMin: 0,
    resultValueMax: 12,
    metadata: { scoreType: 'POINTS' },
    ...change,
  };
}

export function result(sourcedId: string, change: object = {}, student: number = ANN): object {
  return {
    sourcedId,
    status: 'active',
    dateLastModified: MODIFIED,
    lineItem: reference('lineItems', 'lineItem', 'li-1'),
    student: reference('students', 'student', student),
    score: 9.5,
    scoreStatus: 'fully graded',
    scoreDate: '2026-10-20',
    ...change,
  };
}

export { reference };

/** Calls below the base path of OneRoster. */
export function oneRoster(school: TestSchool) {
  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    school.call(method, BASE_PATH + path, body);
  return {
    call,
    get: (path: string): Promise<Answer> => call('GET', path),
    delete: (path: string): Promise<Answer> => call('DELETE', path),
    putLineItem: (sourcedId: string, change: object = {}): Promise<Answer> =>
      call('PUT', `/lineItems/${sourcedId}`, { lineItem: lineItem(sourcedId, change) }),
    putResult: (sourcedId: string, change: object = {}, student: number = ANN): Promise<Answer> =>
      call('PUT', `/results/${sourcedId}`, { result: result(sourcedId, change, student) }),
  };
}

/** The two things that an error says: its minor code and its words. */
export function minorCode(answer: Answer): [number, string] {
  const body = answer.json<{
    imsx_codeMajor: string;
    imsx_severity: string;
    imsx_CodeMinor: { imsx_codeMinorField: { imsx_codeMinorFieldValue: string }[] };
  }>();
  if (body.imsx_codeMajor !== 'failure' || body.imsx_severity !== 'error') throw new Error('no imsx_StatusInfo');
  return [answer.status, body.imsx_CodeMinor.imsx_codeMinorField[0]?.imsx_codeMinorFieldValue ?? ''];
}
