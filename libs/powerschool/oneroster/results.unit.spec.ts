import { describe, expect, test } from '@jest/globals';
import { SisError } from '../port/gradebook.ts';
import type { FakeAnswer, FakeTransport } from '../session/fake-transport.fixture.ts';
import { BASE, byPath, failure, oneRosterWith, SECTION } from './oneroster.fixture.ts';
import { resultId } from './sourced-ids.ts';

const REF = { assignmentId: 'li-1', sectionAssignmentId: 'li-1' };
const DATE = '2026-10-20';
const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ sisStudentId: String(81_001 + n), points: 9.5 + n }));
/** Answers a result by its student; what is there cannot be read. */
const byStudent = (answers: Readonly<Record<string, FakeAnswer | Error>>, otherwise: FakeAnswer = { status: 201 }) =>
  oneRosterWith(({ json, request }) =>
    request.method === 'GET'
      ? { status: 404 }
      : (answers[(json as { result: { student: { sourcedId: string } } }).result.student.sourcedId] ?? otherwise),
  );
const puts = ({ requests }: FakeTransport) => requests.filter(({ method }) => method === 'PUT');

describe('writing results', () => {
  test('puts one for each row, with everything that OneRoster 1.1 requires, under ids of our own', async () => {
    const { gradebook, fake } = oneRosterWith(({ request }) => ({ status: request.method === 'GET' ? 404 : 200 }), {
      ids: { student: 'u-{id}' },
    });
    await expect(gradebook.writeScores(SECTION, REF, rows(1), DATE)).resolves.toEqual({ refused: [] });
    const id = resultId('li-1', '81001');
    const href = `https://sis.test/ps${BASE}`;
    expect(fake.asked()).toEqual([
      `GET ${BASE}/classes/85001/lineItems/li-1/results?limit=1000&offset=0`,
      `PUT ${BASE}/results/${id}`,
    ]);
    expect(JSON.parse(puts(fake)[0]?.body ?? '')).toEqual({
      result: {
        sourcedId: id,
        status: 'active',
        dateLastModified: '2026-10-20T18:00:00.000Z',
        lineItem: { href: `${href}/lineItems/li-1`, sourcedId: 'li-1', type: 'lineItem' },
        student: { href: `${href}/users/u-81001`, sourcedId: 'u-81001', type: 'user' },
        score: 9.5,
        scoreStatus: 'fully graded',
        scoreDate: '2026-10-20',
      },
    });
  });

  test('sends the comment along that a teacher wrote', async () => {
    const result = { sourcedId: 'r', student: { sourcedId: '81001' }, score: 3, comment: 'Well done' };
    const { gradebook, fake } = oneRosterWith(({ request }) =>
      request.method === 'GET' ? { json: { results: [result] }, headers: { 'x-total-count': '1' } } : { status: 200 },
    );
    await gradebook.writeScores(SECTION, REF, rows(2), DATE);
    expect(puts(fake).map(({ body }) => (JSON.parse(body ?? '') as { result: object }).result)).toMatchObject([
      { score: 9.5, comment: 'Well done' },
      expect.not.objectContaining({ comment: expect.anything() }),
    ]);
  });

  test.each([
    [
      'who is not in the class',
      failure(422, 'invaliddata', 'Student 81002 is not enrolled in class 85001.'),
      'STUDENT_NOT_ENROLLED',
    ],
    [
      'whom PowerSchool does not know',
      failure(404, 'unknownobject', 'student 81002 was not found.'),
      'STUDENT_NOT_ENROLLED',
    ],
    ['who is called a user', failure(404, 'unknownobject', 'Unknown user'), 'STUDENT_NOT_ENROLLED'],
    ['whose score is refused', failure(422, 'invaliddata', 'result.score cannot be negative.'), 'SIS_REJECTED'],
    ['about whom nothing is said', failure(404, 'unknownobject', ''), 'SIS_REJECTED'],
  ])('leaves out a student %s, and writes the others', async (_what, answer, code) => {
    const { gradebook, fake } = byStudent({ 81002: answer });
    const { refused } = await gradebook.writeScores(SECTION, REF, rows(4), DATE);
    expect(refused).toEqual([{ sisStudentId: '81002', code, message: expect.stringMatching(/\w/) }]);
    expect(puts(fake)).toHaveLength(4);
  });

  test.each<[string, FakeAnswer | Error, object]>([
    [
      'the line item is gone',
      failure(404, 'unknownobject', 'lineItem li-1 was not found.'),
      { class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED' },
    ],
    ['PowerSchool is not well', { status: 502 }, { class: 'transient', uncertain: true }],
    [
      'a reply is lost',
      new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE', uncertain: true }, 'reset'),
      { class: 'transient' },
    ],
    [
      'access is denied',
      failure(403, 'forbidden', 'No access to field'),
      { class: 'district', code: 'SIS_ACCESS_DENIED' },
    ],
  ])('stops when %s', async (_what, answer, expected) => {
    const { gradebook, fake } = byStudent({ 81002: answer });
    await expect(gradebook.writeScores(SECTION, REF, rows(20), DATE)).rejects.toMatchObject(expected);
    expect(puts(fake).length).toBeLessThanOrEqual(4);
  });

  test("that are all refused in the same words are the unit's fault, known before all are tried", async () => {
    const { gradebook, fake } = byStudent({}, failure(422, 'invaliddata', 'Locked Term'));
    await expect(gradebook.writeScores(SECTION, REF, rows(30), DATE)).rejects.toMatchObject({
      class: 'unit',
      message: expect.stringContaining('Locked Term'),
    });
    expect(puts(fake).length).toBeLessThan(12);
  });

  test('of a whole class that has left are refused one by one', async () => {
    const { gradebook } = byStudent({}, failure(422, 'invaliddata', 'Student is not enrolled'));
    await expect(gradebook.writeScores(SECTION, REF, rows(12), DATE)).resolves.toMatchObject({
      refused: { length: 12 },
    });
  });
});

describe('reading results', () => {
  const result = (student: string, more: object) => ({
    sourcedId: `r-${student}`,
    status: 'active',
    student: { sourcedId: student },
    scoreStatus: 'fully graded',
    ...more,
  });

  test('gives the cells that hold something, of students whom Otus can know', async () => {
    const results = [
      result('u-1', { score: 9.5 }),
      result('u-2', { score: '0' }),
      result('u-3', { score: 0, scoreStatus: 'exempt' }),
      result('u-4', { score: null, scoreStatus: 'not submitted' }),
      result('u-5', { score: 3, status: 'tobedeleted' }),
      result('other-6', { score: 3 }),
      { sourcedId: 'r', score: 1 },
    ];
    const answers = byPath({
      [`GET ${BASE}/classes/85001/lineItems/li-1/results`]: { json: { results }, headers: { 'x-total-count': '7' } },
    });
    const { gradebook } = oneRosterWith(answers, { ids: { student: 'u-{id}' } });
    await expect(gradebook.scores(SECTION, [REF])).resolves.toEqual(
      new Map([
        [
          REF.assignmentId,
          [
            { sisStudentId: '1', points: 9.5, exempt: false },
            { sisStudentId: '2', points: 0, exempt: false },
            { sisStudentId: '3', points: 0, exempt: true },
          ],
        ],
      ]),
    );
  });

  describe('of several line items', () => {
    const refs = ['li-1', 'li-2', 'li-3'].map((id) => ({ assignmentId: id, sectionAssignmentId: id }));
    const CLASS = `GET ${BASE}/classes/85001/results`;
    const own = (id: string) => `GET ${BASE}/classes/85001/lineItems/${id}/results`;
    const list = (...results: object[]): FakeAnswer => ({
      json: { results },
      headers: { 'x-total-count': String(results.length) },
    });
    const inItem = (id: string, score: number) => ({
      ...result('1', { score, lineItem: { sourcedId: id } }),
      sourcedId: `r-${id}`,
    });
    const cell = (points: number) => ({ sisStudentId: '1', points, exempt: false });
    const all = new Map([
      ['li-1', [cell(1)]],
      ['li-2', []],
      ['li-3', [cell(3)]],
    ]);

    test("are taken out of the class's own list, in one call", async () => {
      const { gradebook, fake } = oneRosterWith(
        byPath({ [CLASS]: list(inItem('li-1', 1), inItem('li-3', 3), inItem('li-9', 9)) }),
      );
      await expect(gradebook.scores(SECTION, refs)).resolves.toEqual(all);
      expect(fake.requests).toHaveLength(1);
    });

    test.each<[string, FakeAnswer]>([
      ['is not there', { status: 404 }],
      ['is refused', { status: 422 }],
      ['is not made', { status: 501 }],
      ['does not say of which line item a result is', list(result('1', { score: 1 }))],
    ])('are read one by one where the list of the class %s, which is asked for once an hour', async (_what, answer) => {
      const { gradebook, fake, clock } = oneRosterWith(
        byPath({
          [CLASS]: answer,
          [own('li-1')]: list(inItem('li-1', 1)),
          [own('li-3')]: list(inItem('li-3', 3)),
        }),
      );
      await expect(gradebook.scores(SECTION, refs)).resolves.toEqual(all);
      await gradebook.scores(SECTION, refs);
      expect(fake.asked().filter((asked) => asked.startsWith(CLASS))).toHaveLength(1);
      await clock.advance(3_600_000);
      await gradebook.scores(SECTION, refs);
      expect(fake.asked().filter((asked) => asked.startsWith(CLASS))).toHaveLength(2);
    });

    test('cannot be read where none of the first ones is there, or one is refused', async () => {
      const none = oneRosterWith(byPath({}));
      await expect(none.gradebook.scores(SECTION, refs)).resolves.toBeNull();
      expect(none.fake.requests).toHaveLength(3);
      const refused = oneRosterWith(byPath({ [own('li-1')]: list(), [own('li-2')]: { status: 403 } }));
      await expect(refused.gradebook.scores(SECTION, refs)).resolves.toBeNull();
    });
  });

  test.each([400, 403, 404, 405, 422, 501])('gives null where PowerSchool only takes results (%i)', async (status) => {
    await expect(oneRosterWith(() => ({ status })).gradebook.scores(SECTION, [REF])).resolves.toBeNull();
  });

  test('fails where it is not well', async () => {
    await expect(oneRosterWith(() => ({ status: 500 })).gradebook.scores(SECTION, [REF])).rejects.toMatchObject({
      class: 'transient',
    });
    await expect(oneRosterWith(() => ({ status: 401 })).gradebook.scores(SECTION, [REF])).rejects.toMatchObject({
      code: 'SIS_CREDENTIALS',
    });
  });
});
