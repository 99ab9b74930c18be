import { describe, expect, test } from '@jest/globals';
import { SisError, type SisScore } from '../port/gradebook.ts';
import type { Answering, FakeAnswer } from '../session/fake-transport.fixture.ts';
import { REF, SECTION, xteWith } from './xte.fixture.ts';

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
