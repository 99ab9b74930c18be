import { BASE_PATH } from '../oneroster/imsx.ts';
import { oneRosterProblems } from '../oneroster/schema.ts';
import { ANN, type Answer, QUIZZES, SECTION, type TestSchool } from './school.fixture.ts';

export const MODIFIED = '2026-10-20T12:00:00.000Z';

const reference = (path: string, type: string, sourcedId: string | number): object => ({
  href: `${BASE_PATH}/${path}/${sourcedId}`,
  sourcedId: String(sourcedId),
  type,
});

/** A line item that has all that 1.1 requires, with changes. */
function lineItem(sourcedId: string, change: object = {}): object {
  return {
    sourcedId,
    status: 'active',
    dateLastModified: MODIFIED,
    title: 'Unit 3 test (S130545)',
    assignDate: '2026-11-01T00:00:00.000Z',
    dueDate: '2026-11-20T00:00:00.000Z',
    class: reference('classes', 'class', SECTION),
    category: reference('categories', 'category', QUIZZES),
    gradingPeriod: reference('academicSessions', 'academicSession', 9003),
    resultValueMin: 0,
    resultValueMax: 12,
    metadata: { scoreType: 'POINTS' },
    ...change,
  };
}

function result(sourcedId: string, change: object = {}, student: number = ANN): object {
  return {
    sourcedId,
    status: 'active',
    dateLastModified: MODIFIED,
    lineItem: reference('lineItems', 'lineItem', 'li-1'),
    student: reference('users', 'user', student),
    score: 9.5,
    scoreStatus: 'fully graded',
    scoreDate: '2026-10-20',
    ...change,
  };
}

export { reference };

/** Calls below the base path of OneRoster. */
export function oneRoster(school: TestSchool) {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await school.call(method, BASE_PATH + path, body);
    checkAnswer(path, answer);
    return answer;
  };
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

/** Every success has to be as specified; `fields` may leave out what is required. */
function checkAnswer(path: string, answer: Answer): void {
  if (answer.status >= 300 || answer.text === '' || path.includes('fields=')) return;
  const problems = oneRosterProblems(answer.json());
  if (problems.length > 0) throw new Error(`${path}: ${problems.join('; ')}`);
}

/** The two things that an error says: its minor code and its words. */
export function minorCode(answer: Answer): [number, string] {
  const body = answer.json<{
    imsx_codeMajor: string;
    imsx_severity: string;
    imsx_description?: unknown;
    imsx_CodeMinor: { imsx_codeMinorField: { imsx_codeMinorFieldName: string; imsx_codeMinorFieldValue: string }[] };
  }>();
  const { imsx_codeMajor, imsx_severity, imsx_description, imsx_CodeMinor, ...more } = body;
  const [field] = imsx_CodeMinor.imsx_codeMinorField;
  const isSpecified =
    imsx_codeMajor === 'failure' &&
    imsx_severity === 'error' &&
    typeof imsx_description === 'string' &&
    field?.imsx_codeMinorFieldName === 'TargetEndSystem' &&
    MINOR_CODES.has(field.imsx_codeMinorFieldValue) &&
    Object.keys(more).length === 0;
  if (!isSpecified) throw new Error('no imsx_StatusInfo');
  return [answer.status, field.imsx_codeMinorFieldValue];
}

/** All that the specification has but `fullsuccess`. */
const MINOR_CODES: ReadonlySet<string> = new Set([
  'invalid_filter_field',
  'invalid_selection_field',
  'invaliddata',
  'unauthorisedrequest',
  'internal_server_error',
  'server_busy',
  'deletefailure',
  'unknownobject',
  'forbidden',
]);
