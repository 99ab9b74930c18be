import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { OLD_CATEGORY, QUIZZES, TEACHER, TestSchool, TESTS } from '../testing/school.fixture.ts';

describe('teacher categories', () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await TestSchool.open();
  });
  afterAll(() => school.close());
  const list = (query: string) => school.call('GET', `/ws/xte/teacher_category?${query}`);

  test('are a plain array of one teacher and one year, inactive ones too', async () => {
    const answer = await list(`users_dcid=${TEACHER}&year_id=36`);
    expect(answer.status).toBe(200);
    const categories = answer.json<{ teachercategoryid: number; isactive: boolean }[]>();
    expect(categories.map(({ teachercategoryid, isactive }) => [teachercategoryid, isactive])).toEqual([
      [QUIZZES, true],
      [TESTS, true],
      [OLD_CATEGORY, false],
    ]);
    expect(categories[1]).toMatchObject({
      name: 'Tests',
      usersdcid: TEACHER,
      categorytype: 'district',
      districtteachercategoryid: 2,
    });
  });

  test.each([
    ['no users_dcid', 'year_id=36', 400],
    ['no year_id', `users_dcid=${TEACHER}`, 400],
    ['a user that is not there', 'users_dcid=1&year_id=36', 404],
  ])('are refused with %s', async (_what, query, status) => {
    expect((await list(query)).status).toBe(status);
  });

  test('are read one by one by their teacher only', async () => {
    const read = async (id: number) =>
      (await school.call('GET', `/ws/xte/teacher_category/${id}?users_dcid=${TEACHER}`)).status;
    expect([await read(QUIZZES), await read(4320)]).toEqual([200, 404]);
  });

  test('need a token', async () => {
    expect((await school.send('GET', `/ws/xte/teacher_category?users_dcid=${TEACHER}&year_id=36`)).status).toBe(401);
  });
});
