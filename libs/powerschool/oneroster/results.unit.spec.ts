import { describe, expect, test } from '@jest/globals';
import { SisError } from '../port/gradebook.ts';
import type { FakeAnswer, FakeTransport } from '../session/fake-transport.fixture.ts';
import type { SisTransport } from '../port/transport.ts';
import { createOneRosterGradebook } from './gradebook.ts';
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

  const there = (...results: object[]): FakeAnswer => ({
    json: { results },
    headers: { 'x-total-count': String(results.length) },
  });

  test('leaves exempt whom a teacher exempted, with the score in the cell', async () => {
    const result = { sourcedId: 'r', student: { sourcedId: '81001' }, score: 0, scoreStatus: 'exempt' };
    const { gradebook, fake } = oneRosterWith(({ request }) =>
      request.method === 'GET' ? there(result) : { status: 200 },
    );
    await gradebook.writeScores(SECTION, REF, rows(2), DATE);
    expect(puts(fake).map(({ body }) => (JSON.parse(body ?? '') as { result: object }).result)).toMatchObject([
      { score: 9.5, scoreStatus: 'exempt' },
      { score: 10.5, scoreStatus: 'fully graded' },
    ]);
  });

  test.each([400, 403, 404, 405, 410, 418, 422, 501])(
    'is not kept from it by %i in place of what is there already',
    async (status) => {
      const { gradebook, fake } = oneRosterWith(({ request }) => ({ status: request.method === 'GET' ? status : 201 }));
      await expect(gradebook.writeScores(SECTION, REF, rows(2), DATE)).resolves.toEqual({ refused: [] });
      expect(puts(fake)).toHaveLength(2);
    },
  );

  test.each<[string, FakeAnswer, object]>([
    ['401', { status: 401 }, { class: 'district', code: 'SIS_CREDENTIALS' }],
    ['a disabled plugin', failure(403, 'forbidden', 'The plugin is not enabled.'), { code: 'SIS_CREDENTIALS' }],
    ['429', { status: 429 }, { class: 'throttled' }],
    ['408', { status: 408 }, { class: 'transient' }],
    ['502', { status: 502 }, { class: 'transient' }],
  ])('waits where %s says nothing of what can be read', async (_what, answer, expected) => {
    const { gradebook, fake } = oneRosterWith(({ request }) => (request.method === 'GET' ? answer : { status: 201 }));
    await expect(gradebook.writeScores(SECTION, REF, rows(2), DATE)).rejects.toMatchObject({
      ...expected,
      uncertain: false,
    });
    expect(puts(fake)).toHaveLength(0);
  });

  test.each([
    [0.1 + 0.2, 0.3],
    [20 / 3, 6.666667],
  ])('puts %s as %s', async (points, score) => {
    const { gradebook, fake } = byStudent({});
    await gradebook.writeScores(SECTION, REF, [{ sisStudentId: '81001', points }], DATE);
    expect(JSON.parse(puts(fake)[0]?.body ?? '')).toMatchObject({ result: { score } });
  });

  describe('refused in words that do not tell whether it is the student', () => {
    const odd = failure(422, 'invaliddata', 'Validation Error');
    const STUDENTS = '/classes/85001/students';
    /** Of four students, those named are refused; the class is as `students` says. */
    const refusing = (bad: readonly string[], students: FakeAnswer) =>
      oneRosterWith(({ request, url, json }) => {
        if (request.method === 'GET') return url.pathname.endsWith(STUDENTS) ? students : { status: 404 };
        const { sourcedId } = (json as { result: { student: { sourcedId: string } } }).result.student;
        return bad.includes(sourcedId) ? odd : { status: 201 };
      });
    const looks = (fake: FakeTransport) => fake.asked().filter((asked) => asked.includes(STUDENTS)).length;
    const inClass = (...ids: string[]): FakeAnswer => ({
      json: { users: ids.map((sourcedId) => ({ sourcedId, role: 'student' })) },
      headers: { 'x-total-count': String(ids.length) },
    });

    test('is told by the list of the class, which is read once', async () => {
      const { gradebook, fake } = refusing(['81001', '81002', '81004'], inClass('81001', '81003'));
      const { refused } = await gradebook.writeScores(SECTION, REF, rows(4), DATE);
      expect(refused.map(({ sisStudentId, code }) => `${sisStudentId} ${code}`).sort()).toEqual([
        '81001 SIS_REJECTED',
        '81002 STUDENT_NOT_ENROLLED',
        '81004 STUDENT_NOT_ENROLLED',
      ]);
      expect(looks(fake)).toBe(1);
    });

    test("is not the unit's fault where all have left", async () => {
      const { gradebook } = refusing(['81001', '81002'], inClass('81009'));
      await expect(gradebook.writeScores(SECTION, REF, rows(2), DATE)).resolves.toMatchObject({
        refused: [{ code: 'STUDENT_NOT_ENROLLED' }, { code: 'STUDENT_NOT_ENROLLED' }],
      });
    });

    test.each([
      ['cannot be read', { status: 403 }],
      ['is empty', inClass()],
      ['is not to be had now', { status: 502 }],
    ])('stays as PowerSchool says where the list %s', async (_what, students) => {
      const { gradebook } = refusing(['81001'], students);
      await expect(gradebook.writeScores(SECTION, REF, rows(2), DATE)).resolves.toEqual({
        refused: [
          { sisStudentId: '81001', code: 'SIS_REJECTED', message: expect.stringContaining('Validation Error') },
        ],
      });
    });

    test('is not looked at where they tell', async () => {
      const { gradebook, fake } = byStudent({ 81002: failure(422, 'invaliddata', 'score cannot be negative') });
      await gradebook.writeScores(SECTION, REF, rows(3), DATE);
      expect(looks(fake)).toBe(0);
    });
  });

  test('is over when it fails: what was under way has ended, and what is written is in doubt', async () => {
    let underWay = 0;
    let isOver = false;
    const late: string[] = [];
    const slow = Promise.withResolvers<undefined>();
    const { fake } = byStudent({});
    const transport: SisTransport = async (request) => {
      const answer = await fake.transport(request);
      if (request.method !== 'PUT') return answer;
      underWay += 1;
      const nth = underWay;
      if (nth === 2) {
        await slow.promise;
        late.push(isOver ? 'after the end' : 'in time');
      }
      return nth === 1 ? { ...answer, status: 422, body: '{"imsx_description":"Locked Term"}' } : answer;
    };
    const settings = { clientId: 'c', clientSecret: 's', baseUrl: 'https://sis.test', concurrency: 2 };
    const write = createOneRosterGradebook(transport, settings).writeScores(SECTION, REF, rows(4), DATE);
    write.catch(() => undefined).finally(() => (isOver = true));
    await new Promise((resolve) => setImmediate(resolve));
    slow.resolve(undefined);
    await expect(write).rejects.toMatchObject({ class: 'unit', uncertain: true });
    expect(late).toEqual(['in time']);
    expect(underWay).toBe(2);
  });

  test.each<[string, FakeAnswer]>([
    ['of somebody else', { json: { ok: true } }],
    ['that is no object', { json: 'OK' }],
    ['that says that it failed', { json: { imsx_codeMajor: 'failure', imsx_description: 'No.' } }],
    ['that it is taken in for later', { status: 202 }],
  ])('is in doubt with a success %s', async (_what, answer) => {
    const { gradebook } = byStudent({ 81001: answer });
    await expect(gradebook.writeScores(SECTION, REF, rows(1), DATE)).rejects.toMatchObject({
      class: 'transient',
      uncertain: true,
    });
  });

  test.each<[string, FakeAnswer]>([
    ['nothing', { status: 204 }],
    ['the result', { json: { result: { sourcedId: 'r' } } }],
    ['a status', { json: { imsx_codeMajor: 'success' } }],
    ['a status in a set', { json: { statusInfoSet: [{ imsx_codeMajor: 'success' }] } }],
  ])('is done with a success that says %s', async (_what, answer) => {
    const { gradebook } = byStudent({ 81001: answer });
    await expect(gradebook.writeScores(SECTION, REF, rows(1), DATE)).resolves.toEqual({ refused: [] });
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
