import { describe, expect, test } from '@jest/globals';
import type { FakeAnswer } from '../session/fake-transport.fixture.ts';
import { SECTION, xteWith } from './xte.fixture.ts';

const metadata: FakeAnswer = {
  json: { metadata: { term_max_page_size: 1000, section_enrollment_max_page_size: 1000 } },
};
const answering = (answer: FakeAnswer) =>
  xteWith(({ url }) => (url.pathname === '/ws/v1/metadata' ? metadata : (TABLES(url) ?? answer)));
/** Terms are asked for in a table too, of which most of these know nothing. */
const TABLES = ({ pathname }: URL): FakeAnswer | null =>
  pathname === '/ws/schema/table/terms' ? { status: 403, json: { message: 'no permission' } } : null;

describe('categories', () => {
  test("are the teacher's of the year, active or not", async () => {
    const { gradebook, fake } = answering({
      json: [
        { _name: 'teachercategory', teachercategoryid: 4301, name: 'Quizzes', isactive: true },
        { id: '4302', name: 'Tests', isactive: 1 },
        { teachercategoryid: '4303', name: ' Old ', isactive: '0' },
        { teachercategoryid: 4304, name: 'New' },
        { teachercategory: { teachercategoryid: 4305, name: 'Wrapped', is_active: 'false' } },
        { teachercategoryid: 4306 },
      ],
    });
    await expect(gradebook.categories(SECTION)).resolves.toEqual([
      { categoryId: '4301', name: 'Quizzes', active: true },
      { categoryId: '4302', name: 'Tests', active: true },
      { categoryId: '4303', name: 'Old', active: false },
      { categoryId: '4304', name: 'New', active: true },
      { categoryId: '4305', name: 'Wrapped', active: false },
    ]);
    expect(fake.asked()).toEqual(['GET /ws/xte/teacher_category?users_dcid=8301&year_id=36']);
  });

  test('that are no list are no answer', async () => {
    await expect(answering({ json: {} }).gradebook.categories(SECTION)).rejects.toMatchObject({ class: 'transient' });
  });

  test('of a term that is no id are not asked for', async () => {
    const { gradebook } = answering({ json: [] });
    await expect(gradebook.categories({ ...SECTION, termId: 'Q1' })).rejects.toMatchObject({ class: 'unit' });
  });
});

describe('terms', () => {
  const term = (id: number, name: string) => ({
    id,
    school_id: 100,
    start_year: 2026,
    portion: 4,
    start_date: '2026-10-12',
    end_date: '2026-12-18',
    abbreviation: `Q${id}`,
    name,
  });
  const read = (id: number, name: string) => ({
    ...{ schoolId: '100', ids: [], portion: 4, isGradingPeriod: false },
    name: name === '' ? `Q${id}` : name,
    start: '2026-10-12',
    end: '2026-12-18',
  });

  test('are those of each school year, with both ends', async () => {
    const { gradebook, fake } = answering({ json: { terms: { term: [term(1, 'Quarter 1'), term(2, '')] } } });
    await expect(gradebook.terms('100', [2026, 2025, 2026])).resolves.toHaveLength(4);
    const table = (year: number) =>
      `GET /ws/schema/table/terms?projection=dcid,id&q=yearid==${year};dcid=ge=1;dcid=le=2&page=1&pagesize=100`;
    expect(fake.asked().slice(1)).toEqual([
      'GET /ws/v1/school/100/term?q=start_year==2026&page=1&pagesize=100',
      table(36),
      'GET /ws/v1/school/100/term?q=start_year==2025&page=1&pagesize=100',
      table(35),
    ]);
  });

  const withTable = (table: FakeAnswer, terms: object[]) =>
    xteWith(({ url }) => {
      if (url.pathname === '/ws/v1/metadata') return metadata;
      return url.pathname === '/ws/schema/table/terms' ? table : { json: { terms } };
    });
  const row = (number: number, id: unknown) => ({ tables: { terms: { dcid: String(number), id } } });
  const year = { ...term(9, 'Year'), portion: 1, start_date: '2026-08-17', end_date: '2027-06-04' };
  const seniors = { ...year, id: 10, name: 'Seniors', end_date: '2027-05-14' };

  test('have the id by which sections name them from the table of terms, whoever else’s are in it', async () => {
    const json = { record: [row(1, '3601'), row(7, '3602'), row(2, null), row(9, 3600)] };
    const { gradebook } = withTable({ json }, [term(1, 'One'), term(2, 'Two'), year]);
    const terms = await gradebook.terms('100', [2026]);
    expect(terms.map(({ name, ids, portion }) => [name, ids, portion])).toEqual([
      ['One', ['3601'], 4],
      ['Two', [], 4],
      ['Year', ['3600'], 1],
    ]);
  });

  test.each([
    ['is not granted', { status: 403, json: { message: 'At least one column lacks sufficient permission' } }],
    ['is not there', { status: 404, text: '<html><body>Page not found</body></html>' }],
    ['has no such column', { status: 400, json: { message: 'Invalid field specified' } }],
    ['is empty', { json: { record: [] } }],
  ])('have the id of the whole year alone where the table %s', async (_what, table: FakeAnswer) => {
    const terms = await withTable(table, [seniors, term(1, 'One'), year]).gradebook.terms('100', [2026]);
    expect(terms.map(({ name, ids }) => [name, ids])).toEqual([
      ['Seniors', []],
      ['One', []],
      ['Year', ['3600']],
    ]);
  });

  test('are asked for again where the table cannot be read just now', async () => {
    await expect(withTable({ status: 503 }, [year]).gradebook.terms('100', [2026])).rejects.toMatchObject({
      class: 'transient',
    });
  });

  test('of which there are more than a school can have are an error', async () => {
    const terms = Array.from({ length: 301 }, (_, n) => term(n + 1, 'One'));
    await expect(withTable({ json: {} }, terms).gradebook.terms('100', [2026])).rejects.toThrow(/more than 300 terms/);
  });

  test.each([
    ['wrapped twice', { terms: { term: [term(1, 'One')] } }],
    ['a single one', { terms: { term: term(1, 'One') } }],
    ['bare', { terms: [term(1, 'One')] }],
    ['without a name', { terms: [term(1, '')] }],
  ])('come %s', async (what, json) => {
    const name = what === 'without a name' ? '' : 'One';
    await expect(answering({ json }).gradebook.terms('100', [2026])).resolves.toEqual([read(1, name)]);
  });

  test.each([
    ['no page for its limits', { status: 404, text: '<html><body>Page not found</body></html>' }],
    ['no right to read its limits', { status: 403, json: { message: 'Access denied' } }],
    ['another word for that', { status: 400, json: { message: 'Bad Request' } }],
    ['nothing of the kind', { status: 501 }],
    ['trouble in telling them', { status: 500 }],
    ['a broken word of them', { text: '{"metadata":' }],
  ])('are read from a server with %s', async (_what, metadataAnswer: FakeAnswer) => {
    const { gradebook } = xteWith(({ url }) =>
      url.pathname === '/ws/v1/metadata' ? metadataAnswer : { json: { terms: { term: [term(1, 'One')] } } },
    );
    await expect(gradebook.terms('100', [2026])).resolves.toEqual([read(1, 'One')]);
  });

  test('are not read from a server whose credentials are refused, or that has no time', async () => {
    const metadataAnswer = (answer: FakeAnswer) =>
      xteWith(({ url }) => (url.pathname === '/ws/v1/metadata' ? answer : { json: { terms: [] } })).gradebook;
    await expect(metadataAnswer({ status: 401 }).terms('100', [2026])).rejects.toMatchObject({
      code: 'SIS_CREDENTIALS',
    });
    await expect(metadataAnswer({ status: 429 }).terms('100', [2026])).rejects.toMatchObject({ class: 'throttled' });
  });

  test('ask for the page limits again where they could not be had', async () => {
    const answers: FakeAnswer[] = [{ status: 500 }, { json: { term_max_page_size: 10 } }];
    const { gradebook, fake } = xteWith(({ url }) =>
      url.pathname === '/ws/v1/metadata' ? (answers.shift() ?? { status: 500 }) : { json: { terms: [term(1, 'One')] } },
    );
    for (let n = 0; n < 3; n++) await gradebook.terms('100', [2026]);
    expect(fake.asked().filter((asked) => asked.includes('metadata'))).toHaveLength(2);
  });

  test.each([
    ['something else', { schools: [] }],
    ['nothing', undefined],
    ['a term without an end', { terms: [{ ...term(1, 'One'), end_date: null }] }],
    ['a term without a name', { terms: [{ ...term(1, ''), abbreviation: null }] }],
  ])('that are %s are a clear error', async (_what, json) => {
    const failed = answering({ json }).gradebook.terms('100', [2026]);
    await expect(failed).rejects.toMatchObject({
      class: 'transient',
      message: expect.stringContaining('/ws/v1/school/{id}/term'),
    });
  });

  test('of a school that PowerSchool does not have say so', async () => {
    const unknown = answering({ status: 404, json: { errorMessage: { message: 'School not found.' } } });
    await expect(unknown.gradebook.terms('7', [2026])).rejects.toMatchObject({
      class: 'unit',
      message: 'School not found.',
    });
  });
});

describe('the students of a section', () => {
  const enrolment = (id: number, more: object = {}) => ({
    id,
    section_id: 85001,
    student_id: 81000 + id,
    entry_date: '2026-08-17',
    exit_date: '2027-06-05',
    dropped: false,
    ...more,
  });

  test('are those who are in it today', async () => {
    const { gradebook, fake } = answering({
      json: {
        section_enrollments: {
          section_enrollment: [
            enrolment(1),
            enrolment(2, { dropped: true }),
            enrolment(3, { dropped: 'true' }),
            enrolment(4, { exit_date: '2026-10-01' }),
            // The last two days may still be today somewhere: PowerSchool itself will know.
            enrolment(5, { exit_date: '2026-10-20' }),
            enrolment(6, { exit_date: '2026-10-19' }),
            enrolment(7, { exit_date: null, dropped: null }),
            // Left, and came back.
            enrolment(8, { id: 80, student_id: 81002 }),
          ],
        },
      },
    });
    await expect(gradebook.enrolledStudents(SECTION)).resolves.toEqual(
      new Set(['81001', '81005', '81006', '81007', '81002']),
    );
    expect(fake.asked()[1]).toBe('GET /ws/v1/section/85001/section_enrollment?page=1&pagesize=100');
  });

  test.each<[string, FakeAnswer]>([
    ['may not ask', { status: 403, json: { message: 'Access denied' } }],
    [
      'has not the permission',
      {
        status: 401,
        json: { errorMessage: { message: 'Plugin is missing required accessLevelV1Api READ permission' } },
      },
    ],
    ['finds no such resource', { status: 404, json: {} }],
    ['is told that it is wrong', { status: 400, json: { message: 'Bad Request' } }],
    ['finds that it is not made', { status: 501 }],
  ])('are not known where the plugin %s', async (_what, answer) => {
    const { gradebook } = answering(answer);
    await expect(gradebook.enrolledStudents(SECTION)).resolves.toBeNull();
    // All reads of the section are answered so.
    await expect(gradebook.hasSection(SECTION)).resolves.toBe(answer.status === 404 ? false : null);
  });

  test('are nobody in an empty section, and an error in an answer that says something else', async () => {
    await expect(answering({ json: { section_enrollments: {} } }).gradebook.enrolledStudents(SECTION)).resolves.toEqual(
      new Set(),
    );
    await expect(answering({ json: { x: 1 } }).gradebook.enrolledStudents(SECTION)).rejects.toMatchObject({
      class: 'transient',
    });
    await expect(answering({ status: 502 }).gradebook.enrolledStudents(SECTION)).rejects.toMatchObject({
      class: 'transient',
    });
  });
});
