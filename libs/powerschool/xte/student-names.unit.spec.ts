import { describe, expect, test } from '@jest/globals';
import type { FakeAnswer } from '../session/fake-transport.fixture.ts';
import { SECTION, xteWith } from './xte.fixture.ts';

const METADATA = { json: { metadata: { section_enrollment_max_page_size: 1000 } } };
const ENROLMENTS = '/ws/v1/section/85001/section_enrollment';
const STUDENTS = '/ws/schema/table/students';

const enrolments = (...dcids: readonly number[]): FakeAnswer => ({
  json: {
    section_enrollments: {
      section_enrollment: dcids.map((dcid) => ({ id: dcid, student_id: dcid, exit_date: '2027-06-05' })),
    },
  },
});
const rows = (names: Readonly<Record<string, string | null>>): FakeAnswer => ({
  json: { record: Object.entries(names).map(([dcid, lastfirst]) => ({ tables: { STUDENTS: { dcid, lastfirst } } })) },
});

/** The table answers page by page, and after the last with nothing. */
function school(enrolled: FakeAnswer, ...pages: readonly FakeAnswer[]) {
  return xteWith(({ url }) => {
    if (url.pathname === '/ws/v1/metadata') return METADATA;
    if (url.pathname === ENROLMENTS) return enrolled;
    return pages[Number(url.searchParams.get('page')) - 1] ?? { json: { record: [] } };
  });
}

describe('the names of a section', () => {
  test('take one call beside that of its enrolments', async () => {
    const { gradebook, fake } = school(enrolments(81001, 81002), rows({ 81001: 'Ames, Ann', 81002: 'Boyd, Ben' }));
    await expect(gradebook.studentNames(SECTION)).resolves.toEqual(
      new Map([
        ['81001', 'Ames, Ann'],
        ['81002', 'Boyd, Ben'],
      ]),
    );
    const query = 'projection=dcid,lastfirst&q=dcid=in=(81001,81002)&page=1&pagesize=100';
    expect(fake.asked()).toEqual([
      'GET /ws/v1/metadata',
      `GET ${ENROLMENTS}?page=1&pagesize=100`,
      `GET ${STUDENTS}?${query}`,
    ]);
  });

  test('are of nobody else, also from a server that gives all students', async () => {
    const { gradebook } = school(enrolments(81001), rows({ 70000: 'Else, Somebody', 81001: 'Ames, Ann' }));
    await expect(gradebook.studentNames(SECTION)).resolves.toEqual(new Map([['81001', 'Ames, Ann']]));
  });

  test('leave out who has none', async () => {
    const { gradebook } = school(enrolments(81001, 81002), rows({ 81001: null, 81002: 'Boyd, Ben' }));
    await expect(gradebook.studentNames(SECTION)).resolves.toEqual(new Map([['81002', 'Boyd, Ben']]));
  });

  test('are read from two pages at most', async () => {
    const page = (dcid: number) => rows({ [dcid]: `Student, ${dcid}` });
    const { gradebook, fake } = school(enrolments(81001, 81002, 81003), page(81001), page(81002), page(81003));
    await expect(gradebook.studentNames(SECTION)).resolves.toHaveProperty('size', 2);
    expect(fake.asked().filter((asked) => asked.includes(STUDENTS))).toHaveLength(2);
  });

  test('are not asked for again by pages of a server that gives the same one over and over', async () => {
    const { gradebook, fake } = school(enrolments(81001, 81002), rows({ 81001: 'Ames, Ann' }));
    await expect(gradebook.studentNames(SECTION)).resolves.toHaveProperty('size', 1);
    expect(fake.asked().filter((asked) => asked.includes(STUDENTS))).toHaveLength(2);
  });

  test('are not to be had where enrolments are not', async () => {
    const { gradebook, fake } = school(
      { status: 403, json: { message: 'Access denied' } },
      rows({ 81001: 'Ames, Ann' }),
    );
    await expect(gradebook.studentNames(SECTION)).resolves.toBeNull();
    expect(fake.asked().some((asked) => asked.includes(STUDENTS))).toBe(false);
  });

  test('that are no rows are an error without a word of the answer', async () => {
    const { gradebook } = school(enrolments(81001), { json: ['Ames, Ann'] });
    await expect(gradebook.studentNames(SECTION)).rejects.toMatchObject({
      class: 'transient',
      message: `GET ${STUDENTS}: not rows of a table`,
    });
  });
});
