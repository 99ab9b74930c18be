import { describe, expect, test } from '@jest/globals';
import type { Answering, FakeAnswer } from '../session/fake-transport.fixture.ts';
import { SisError, type SisScore } from '../port/gradebook.ts';
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

describe('reading scores', () => {
  const record = (row: object) => ({ id: 1, name: 'assignmentscore', tables: { assignmentscore: row } });
  const table = (...rows: object[]): FakeAnswer => ({ json: { name: 'AssignmentScore', record: rows.map(record) } });
  const CELLS = [
    { studentsdcid: '81001', scorepoints: '9.5', isexempt: '0' },
    { studentsdcid: '81002', scorepoints: '', isexempt: '1' },
    { studentsdcid: '81003', scorepoints: null },
    { studentsdcid: '81004', scorepoints: '0.0', isexempt: 'false' },
    { scorepoints: '3' },
  ];
  const READ = [
    { sisStudentId: '81001', points: 9.5, exempt: false },
    { sisStudentId: '81002', points: null, exempt: true },
    { sisStudentId: '81004', points: 0, exempt: false },
  ];
  const cellsOf = (cells: readonly SisScore[]) => new Map([[REF.assignmentId, cells]]);
  const paged: Answering = ({ url }) => {
    if (url.pathname === '/ws/v1/metadata') return { json: { metadata: { schema_table_query_max_page_size: 2 } } };
    const page = Number(url.searchParams.get('page'));
    return table(...CELLS.slice((page - 1) * 2, page * 2));
  };

  test("reads the table in pages of the administrator's limit, and gives the cells that hold something", async () => {
    const { gradebook, fake } = xteWith(paged);
    await expect(gradebook.scores(SECTION, [REF])).resolves.toEqual(cellsOf(READ));
    expect(fake.asked()).toEqual([
      'GET /ws/v1/metadata',
      ...[1, 2, 3].map(
        (page) =>
          `GET /ws/schema/table/assignmentscore?projection=studentsdcid,scorepoints,isexempt&q=assignmentsectionid==77001&page=${page}&pagesize=100`,
      ),
    ]);
    await gradebook.scores(SECTION, [REF]);
    expect(fake.asked().filter((asked) => asked.includes('metadata'))).toHaveLength(1);
  });

  test.each<[string, FakeAnswer]>([
    ['may not be asked', { status: 403 }],
    ['does not exist', { status: 404, json: {} }],
    ['says nothing', { json: {} }],
  ])('reads until an empty page where metadata %s', async (_what, metadata) => {
    const { gradebook } = xteWith((asked) => (asked.url.pathname === '/ws/v1/metadata' ? metadata : paged(asked)));
    await expect(gradebook.scores(SECTION, [REF])).resolves.toEqual(cellsOf(READ));
  });

  const byPost: FakeAnswer = {
    json: {
      assignment_scores: [
        { studentsdcid: 81001, scorepoints: 9.5, isexempt: false, _assignmentsection: { assignmentsectionid: 77001 } },
        { studentsdcid: 81009, scorepoints: 1, _assignmentsection: { assignmentsectionid: 77002 } },
      ],
    },
  };
  const refusing =
    (status: number): Answering =>
    ({ url, request }) => {
      if (url.pathname === '/ws/v1/metadata') return { json: {} };
      return request.method === 'POST'
        ? byPost
        : { status, json: { message: 'No access to field assignmentscore.isexempt' } };
    };

  test.each([400, 403, 404, 405, 422, 501])(
    'asks the other way when the table is refused with %i, and from then on first',
    async (status) => {
      const { gradebook, fake } = xteWith(refusing(status));
      const cells = [{ sisStudentId: '81001', points: 9.5, exempt: false }];
      await expect(gradebook.scores(SECTION, [REF])).resolves.toEqual(cellsOf(cells));
      await expect(gradebook.scores(SECTION, [REF])).resolves.toEqual(cellsOf(cells));
      expect(fake.requests.map(({ method, route }) => `${method} ${route}`)).toEqual([
        'GET /ws/v1/metadata',
        'GET /ws/schema/table/assignmentscore',
        'POST /ws/xte/assignment_score',
        'POST /ws/xte/assignment_score',
      ]);
      expect(JSON.parse(fake.requests[2]?.body ?? '')).toEqual({ assignment_ids: [5001], section_ids: [85001] });
    },
  );

  describe('of several assignments', () => {
    const refs = [1, 2, 3].map((n) => ({ assignmentId: String(5000 + n), sectionAssignmentId: String(77_000 + n) }));
    const row = (part: number | null, more: object = {}) => ({
      studentsdcid: 81001,
      scorepoints: 9.5,
      ...(part !== null && { _assignmentsection: { assignmentsectionid: part } }),
      ...more,
    });
    const cell = { sisStudentId: '81001', points: 9.5, exempt: false };
    const idsIn = (json: unknown): number[] => (json as { assignment_ids: number[] }).assignment_ids;
    const both = new Map([
      ['5001', [cell]],
      ['5002', []],
      ['5003', [{ ...cell, points: 3 }]],
    ]);

    test('takes one call, and each row by the part of the section that it is of', async () => {
      const elsewhere = row(78_001, { studentsdcid: 81002 });
      const { gradebook, fake } = xteWith(
        () => ({ json: [row(77_001), elsewhere, row(77_003, { scorepoints: '3.0' })] }),
        'assignmentScore',
      );
      await expect(gradebook.scores(SECTION, refs)).resolves.toEqual(both);
      expect(JSON.parse(fake.requests[0]?.body ?? '')).toEqual({
        assignment_ids: [5001, 5002, 5003],
        section_ids: [85001],
      });
      expect(fake.requests).toHaveLength(1);
    });

    test.each<[string, Answering]>([
      [
        'one that is gone spoils the call',
        ({ json }) =>
          idsIn(json).includes(5002)
            ? { status: 404, json: { message: 'Assignment with id 5002 was not found.' } }
            : { json: idsIn(json)[0] === 5001 ? [row(77_001)] : [row(77_003, { scorepoints: 3 })] },
      ],
      [
        'a row does not say which it is of',
        ({ json }) =>
          idsIn(json).length > 1
            ? { json: [row(null), row(77_003)] }
            : { json: { 5001: [row(null)], 5003: [row(null, { scorepoints: 3 })] }[idsIn(json)[0] ?? 0] ?? [] },
      ],
    ])('takes one call for each where %s', async (_what, answering) => {
      const { gradebook, fake } = xteWith(answering, 'assignmentScore');
      await expect(gradebook.scores(SECTION, refs)).resolves.toEqual(both);
      expect(fake.requests).toHaveLength(4);
    });

    test('keeps to a number in a call', async () => {
      const many = Array.from({ length: 120 }, (_, n) => ({ assignmentId: String(n + 1), sectionAssignmentId: '1' }));
      const { gradebook, fake } = xteWith(() => ({ json: [] }), 'assignmentScore');
      await expect(gradebook.scores(SECTION, many)).resolves.toHaveProperty('size', 120);
      expect(fake.requests.map(({ body }) => idsIn(JSON.parse(body ?? '')).length)).toEqual([50, 50, 20]);
    });

    test('asks the table for each of them', async () => {
      const { gradebook, fake } = xteWith(({ url }) => {
        if (url.pathname === '/ws/v1/metadata') return { json: { schema_table_query_max_page_size: 100 } };
        if (url.search.includes('77002')) return { json: { record: [] } };
        return table({ studentsdcid: '81001', scorepoints: url.search.includes('77001') ? '9.5' : '3' });
      });
      await expect(gradebook.scores(SECTION, refs)).resolves.toEqual(both);
      expect(fake.requests).toHaveLength(4);
    });

    test('whose reply is lost leaves nothing in doubt, though it is a POST', async () => {
      const lost = new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE', uncertain: true }, 'reset');
      const { gradebook } = xteWith(() => lost, 'assignmentScore');
      await expect(gradebook.scores(SECTION, refs)).rejects.toMatchObject({ class: 'transient', uncertain: false });
    });
  });

  test.each<[string, FakeAnswer]>([
    ['in JSON', { status: 404, json: { message: 'HTTP 404 Not Found' } }],
    ['in HTML', { status: 404, text: '<html><title>404</title></html>' }],
  ])('gives null when neither way is open (refused %s)', async (_what, answer) => {
    const { gradebook } = xteWith(() => answer);
    await expect(gradebook.scores(SECTION, [REF])).resolves.toBeNull();
  });

  test.each([
    ['table', ['GET /ws/v1/metadata', 'GET /ws/schema/table/assignmentscore']],
    ['assignmentScore', ['POST /ws/xte/assignment_score']],
    ['none', []],
  ] as const)('keeps to the one that the settings name: %s', async (source, routes) => {
    const { gradebook, fake } = xteWith(() => ({ status: 404, json: {} }), source);
    await expect(gradebook.scores(SECTION, [REF])).resolves.toBeNull();
    expect(fake.requests.map(({ method, route }) => `${method} ${route}`)).toEqual(routes);
  });

  test('fails, rather than telling of no scores, when PowerSchool is not well or its credentials are not', async () => {
    await expect(xteWith(() => ({ status: 502 })).gradebook.scores(SECTION, [REF])).rejects.toMatchObject({
      class: 'transient',
    });
    await expect(xteWith(() => ({ status: 401 })).gradebook.scores(SECTION, [REF])).rejects.toMatchObject({
      code: 'SIS_CREDENTIALS',
    });
    await expect(xteWith(() => ({ json: [] }), 'table').gradebook.scores(SECTION, [REF])).rejects.toMatchObject({
      class: 'transient',
    });
  });
});
