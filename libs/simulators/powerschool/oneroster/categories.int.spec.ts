import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { MODIFIED, minorCode, oneRoster } from '../testing/oneroster.fixture.ts';
import { QUIZZES, TEACHER, TestSchool, TESTS } from '../testing/school.fixture.ts';

describe('OneRoster categories', () => {
  let school: TestSchool;
  let api: ReturnType<typeof oneRoster>;
  beforeEach(async () => {
    school = await TestSchool.open();
    api = oneRoster(school);
  });
  afterEach(() => school.close());
  const put = (sourcedId: string, change: object) =>
    api.call('PUT', `/categories/${sourcedId}`, {
      category: {
        sourcedId,
        status: 'active',
        dateLastModified: MODIFIED,
        title: 'Labs',
        metadata: { userDcid: String(TEACHER), TermID: '3600' },
        ...change,
      },
    });

  test("all teachers' are listed, with their teacher, inactive ones as tobedeleted", async () => {
    const { categories } = (await api.get('/categories')).json<{ categories: Record<string, unknown>[] }>();
    expect(categories.map(({ title, status }) => [title, status])).toEqual([
      ['Quizzes', 'active'],
      ['Tests', 'active'],
      ['Old', 'tobedeleted'],
      ['Last year', 'active'],
      ['Quizzes', 'active'],
    ]);
    expect(categories[0]).toMatchObject({
      sourcedId: String(QUIZZES),
      metadata: { userDcid: String(TEACHER), TermID: '3600' },
    });
  });

  test('a PUT makes one for a teacher and year, 201, and renames it, 200', async () => {
    expect((await put('cat-1', {})).status).toBe(201);
    expect((await put('cat-1', { title: 'Lab work' })).status).toBe(200);
    expect((await api.get('/categories/cat-1')).json()).toMatchObject({ category: { title: 'Lab work' } });
    const xte = await school.call('GET', `/ws/xte/teacher_category?users_dcid=${TEACHER}&year_id=36`);
    expect(xte.text).toContain('Lab work');
  });

  test('one without a year is of the default year term', async () => {
    await put('cat-1', { metadata: { userDcid: String(TEACHER) } });
    expect((await api.get('/categories/cat-1')).json()).toMatchObject({ category: { metadata: { TermID: '3200' } } });
  });

  test.each([
    ['a title of 31 characters', { title: 'x'.repeat(31) }],
    ['a title that the teacher has', { title: 'Quizzes' }],
    ['nobody whose it is', { metadata: {} }],
    ['no title', { title: undefined }],
  ])('is refused as invaliddata with %s', async (_what, change) => {
    expect(minorCode(await put('cat-1', change))).toEqual([422, 'invaliddata']);
  });

  test("the district's own cannot be changed", async () => {
    expect(minorCode(await put(String(TESTS), { title: 'Mine' }))).toEqual([403, 'forbidden']);
  });

  test('a delete is 204, unless an assignment is in it', async () => {
    await api.putLineItem('li-1');
    expect(minorCode(await api.delete(`/categories/${QUIZZES}`))).toEqual([422, 'deletefailure']);
    await put('cat-1', {});
    expect((await api.delete('/categories/cat-1')).status).toBe(204);
    expect(minorCode(await api.get('/categories/cat-1'))).toEqual([404, 'unknownobject']);
  });
});
