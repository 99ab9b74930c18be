import { describe, expect, test } from '@jest/globals';
import type { Answering, FakeAnswer } from '../session/fake-transport.fixture.ts';
import { REF, SECTION, xteWith } from './xte.fixture.ts';

const ROWS = [
  { sisStudentId: '81001', points: 9.5 },
  { sisStudentId: '81002', points: 12 },
  { sisStudentId: '81003', points: 0 },
];
const DATE = '2026-10-20';
const write = (answering: Answering, rows = ROWS) => {
  const { gradebook, fake } = xteWith(answering);
  return { fake, done: gradebook.writeScores(SECTION, REF, rows, DATE) };
};
const studentsIn = (json: unknown): string[] =>
  (json as { assignment_scores: { studentsdcid: number }[] }).assignment_scores.map(({ studentsdcid }) =>
    String(studentsdcid),
  );
/** The acknowledgement of a real server: it names each student. */
const ack = ({ json }: { json: unknown }): FakeAnswer => ({
  json: { assignment_scores: studentsIn(json).map((student) => ({ studentsdcid: Number(student) })) },
});
const named = (
  students: readonly number[],
  field = 'Student.id [n] does not have an AssignmentStudentAssociation',
): FakeAnswer => ({
  status: 409,
  json: {
    message: 'Validation Error',
    errors: students.map((student_dcid) => ({
      field,
      message: 'Validation Error',
      params: { assignment_section_id: 77001, student_dcid },
    })),
  },
});

describe('writing scores', () => {
  test('sends all rows in one call, as a real server took them', async () => {
    const { fake, done } = write(ack);
    await expect(done).resolves.toEqual({ refused: [] });
    expect(fake.asked()).toEqual(['PUT /ws/xte/score?users_dcid=8301&status=A&term_id=3600']);
    const row = {
      _assignmentsection: { assignmentsectionid: 77001 },
      actualscorekind: 'REAL_SCORE',
      scoretype: 'POINTS',
    };
    expect(JSON.parse(fake.requests[0]?.body ?? '')).toEqual({
      assignment_scores: [
        { ...row, studentsdcid: 81001, actualscoreentered: '9.5', scorepoints: 9.5 },
        { ...row, studentsdcid: 81002, actualscoreentered: '12', scorepoints: 12 },
        { ...row, studentsdcid: 81003, actualscoreentered: '0', scorepoints: 0 },
      ],
    });
  });

  test.each([
    [0.1 + 0.2, '0.3'],
    [20 / 3, '6.666667'],
    [9_999, '9999'],
    [0.000_000_4, '0'],
    [-0.000_000_1, '0'],
    [1e-6, '0.000001'],
  ])('enters %s as %s', async (points, entered) => {
    const { fake, done } = write(ack, [{ sisStudentId: '81001', points }]);
    await done;
    expect(JSON.parse(fake.requests[0]?.body ?? '')).toMatchObject({
      assignment_scores: [{ actualscoreentered: entered, scorepoints: Number(entered) }],
    });
  });

  test('makes no call for no rows', async () => {
    const { fake, done } = write(ack, []);
    await expect(done).resolves.toEqual({ refused: [] });
    expect(fake.requests).toEqual([]);
  });

  test('sends 450 rows in three calls', async () => {
    const rows = Array.from({ length: 450 }, (_, n) => ({ sisStudentId: String(n + 1), points: n }));
    const { fake, done } = write(ack, rows);
    await done;
    expect(fake.requests.map(({ body }) => studentsIn(JSON.parse(body ?? '')).length)).toEqual([200, 200, 50]);
  });

  test('leaves out the students whom the refusal names, and sends the others in one more call', async () => {
    const { fake, done } = write((asked) => (studentsIn(asked.json).includes('81002') ? named([81002]) : ack(asked)));
    await expect(done).resolves.toEqual({
      refused: [
        {
          sisStudentId: '81002',
          code: 'STUDENT_NOT_ENROLLED',
          message: 'Student.id [n] does not have an AssignmentStudentAssociation: Validation Error',
        },
      ],
    });
    expect(fake.requests).toHaveLength(2);
  });

  test('does not take its own students for gone where the refusal names a stranger: the unit is refused', async () => {
    const { fake, done } = write(() => named([99999]));
    await expect(done).rejects.toMatchObject({ class: 'unit', code: 'SIS_REJECTED' });
    expect(fake.requests.length).toBeLessThanOrEqual(2 * ROWS.length - 1);
  });

  const excepting = (row: object): FakeAnswer => ({
    json: {
      assignment_scores: [
        { studentsdcid: 81001 },
        { studentsdcid: 81003 },
        { batch_result: { code: 409, message: 'No.' }, ...row },
      ],
    },
  });

  test('believes a 200 that excepts a row', async () => {
    const { fake, done } = write(() => excepting({ studentsdcid: 81002 }));
    await expect(done).resolves.toEqual({ refused: [{ sisStudentId: '81002', code: 'SIS_REJECTED', message: 'No.' }] });
    expect(fake.asked().filter((asked) => asked.startsWith('PUT'))).toHaveLength(1);
  });

  test('believes a 200 of the older gradebook that excepts a student who is gone', async () => {
    const batch_result = { code: '409', message: 'Student is not enrolled in the section' };
    const others = [81001, 81003].map((id) => ({ student: { id }, batch_result: { code: '200' } }));
    const older = { assignment_scores: { assignment_score: [...others, { student: { id: 81002 }, batch_result }] } };
    await expect(write(() => ({ json: older })).done).resolves.toMatchObject({
      refused: [{ sisStudentId: '81002', code: 'STUDENT_NOT_ENROLLED' }],
    });
  });

  test('takes no row for written where a 200 excepts one that it does not name', async () => {
    await expect(write(() => excepting({})).done).rejects.toMatchObject({
      class: 'unit',
      code: 'SIS_REJECTED',
      message: 'No.',
      // The others are.
      uncertain: true,
    });
  });

  test('tells a row that is wrong from a student who is gone', async () => {
    const { done } = write((asked) =>
      studentsIn(asked.json).includes('81001') ? named([81001], 'scorepoints') : ack(asked),
    );
    await expect(done).resolves.toMatchObject({ refused: [{ sisStudentId: '81001', code: 'SIS_REJECTED' }] });
  });

  test('halves where nobody is named', async () => {
    const unnamed = {
      status: 409,
      json: { message: 'Validation Error', errors: [{ field: 'AssignmentStudentAssociation' }] },
    };
    const { done } = write((asked) => (studentsIn(asked.json).includes('81003') ? unnamed : ack(asked)));
    await expect(done).resolves.toMatchObject({ refused: [{ sisStudentId: '81003', code: 'STUDENT_NOT_ENROLLED' }] });
  });

  test.each([400, 409, 413, 422])('finds the row that is refused with %i by halving', async (status) => {
    const bad = {
      status,
      json: { message: 'Score is wrong', errors: [{ field: 'assignment_scores[2].scorepoints' }] },
    };
    const { fake, done } = write((asked) => (studentsIn(asked.json).includes('81003') ? bad : ack(asked)));
    await expect(done).resolves.toMatchObject({ refused: [{ sisStudentId: '81003', code: 'SIS_REJECTED' }] });
    expect(fake.requests).toHaveLength(3);
  });

  test("looks into the class where the words do not tell of a student's score", async () => {
    const bad = { status: 400, json: { message: 'Bad Request' } };
    const enrolment = { id: 1, student_id: 81001, dropped: false };
    const { done } = write((asked) =>
      asked.url.pathname.endsWith('/section_enrollment')
        ? { json: { section_enrollments: [enrolment] } }
        : asked.request.method === 'GET'
          ? { json: {} }
          : studentsIn(asked.json).includes('81003')
            ? bad
            : ack(asked),
    );
    await expect(done).resolves.toEqual({
      refused: [{ sisStudentId: '81003', code: 'STUDENT_NOT_ENROLLED', message: 'Bad Request' }],
    });
  });

  test.each<[string, FakeAnswer]>([
    ['a refusal', { status: 403, json: { message: 'User does not teach section' } }],
    ['an error', { status: 502 }],
  ])('is in doubt after %s of a later call, as those before it are written', async (_what, answer) => {
    const rows = Array.from({ length: 250 }, (_, n) => ({ sisStudentId: String(n + 1), points: n }));
    const { done } = write((asked) => (studentsIn(asked.json).includes('250') ? answer : ack(asked)), rows);
    await expect(done).rejects.toMatchObject({ uncertain: true });
  });

  test('refuses the row of a student whose id is none, without asking', async () => {
    const { fake, done } = write(ack, [...ROWS, { sisStudentId: 'x-7', points: 1 }]);
    await expect(done).resolves.toMatchObject({ refused: [{ sisStudentId: 'x-7', code: 'SIS_REJECTED' }] });
    expect(fake.requests).toHaveLength(1);
  });

  test.each<[string, FakeAnswer, object]>([
    [
      'a locked term',
      { status: 409, json: { errors: [{ field: 'term_id', message: 'Locked Term' }] } },
      { class: 'unit', code: 'SIS_REJECTED' },
    ],
    [
      'a locked assignment',
      { status: 409, json: { errors: [{ field: 'islocked', message: 'is locked' }] } },
      { class: 'unit' },
    ],
    [
      'a score type that the teacher changed',
      named([81001, 81002, 81003], 'scoretype'),
      { class: 'unit', code: 'SIS_REJECTED' },
    ],
    [
      "another's section",
      { status: 403, json: { message: 'User does not teach section 85001 EDIT' } },
      { class: 'unit', code: 'SIS_REJECTED' },
    ],
    [
      'a field',
      { status: 403, json: { message: 'No access to field assignmentscore.scorepoints' } },
      { class: 'district', code: 'SIS_ACCESS_DENIED' },
    ],
    [
      'a deleted assignment',
      {
        status: 500,
        json: { message: 'Unable to find com.pearson.powerschool.xte.model.AssignmentSection with id 77001' },
      },
      { class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED' },
    ],
    [
      'a bad request about the call',
      { status: 400, json: { message: 'Bad Request', errors: [{ field: 'term_id', message: 'is required' }] } },
      { class: 'unit', code: 'SIS_REJECTED', uncertain: false },
    ],
    ['no acknowledgement', { status: 200 }, { class: 'transient', uncertain: true }],
    ['an acknowledgement of nobody', { json: { assignment_scores: [] } }, { class: 'transient', uncertain: true }],
    [
      'one that leaves a student out',
      { json: { assignment_scores: [{ studentsdcid: 81001 }, { studentsdcid: 81002 }] } },
      { class: 'transient', uncertain: true },
    ],
    ['an error', { status: 500 }, { class: 'transient', uncertain: true }],
  ])('fails as a whole for %s, in one call', async (_what, answer, failure) => {
    const { fake, done } = write(() => answer);
    await expect(done).rejects.toMatchObject(failure);
    expect(fake.requests).toHaveLength(1);
  });
});
