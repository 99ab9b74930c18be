import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { minorCode, oneRoster } from '../testing/oneroster.fixture.ts';
import { QUIZZES, SECTION, TestSchool } from '../testing/school.fixture.ts';

describe('OneRoster lists', () => {
  let school: TestSchool;
  let api: ReturnType<typeof oneRoster>;
  beforeAll(async () => {
    school = await TestSchool.open();
    api = oneRoster(school);
    for (let n = 0; n < 120; n += 1) {
      school.simulator.gradebook.createAssignment({
        sectionDcid: SECTION,
        name: `Assignment ${n} (S${n})`,
        categoryId: QUIZZES,
        dueDate: '2026-11-01',
        points: n,
      });
    }
  });
  afterAll(() => school.close());
  const titles = async (query: string) =>
    (await api.get(`/lineItems?${query}`))
      .json<{ lineItems: { title: string }[] }>()
      .lineItems.map(({ title }) => title);

  test('come a hundred at a time with the number of all and links to the rest', async () => {
    const answer = await api.get('/lineItems');
    expect(answer.json<{ lineItems: object[] }>().lineItems).toHaveLength(100);
    expect(answer.headers.get('x-total-count')).toBe('120');
    expect(answer.headers.get('link')).toMatch(/\?limit=100&offset=100>; rel="next"/);
  });

  test('limit and offset choose a page; the limit is capped', async () => {
    expect(await titles('limit=1&offset=5')).toEqual(['Assignment 5 (S5)']);
    const last = await api.get('/lineItems?limit=50&offset=100');
    expect(last.json<{ lineItems: object[] }>().lineItems).toHaveLength(20);
    expect(last.headers.get('link')).not.toContain('rel="next"');
    school.simulator.settings.maxPageSize = 2;
    expect(await titles('limit=50')).toHaveLength(2);
    school.simulator.settings.maxPageSize = 1_000;
  });

  test.each([
    ["title='Assignment 7 (S7)'", ['Assignment 7 (S7)']],
    ["title~'(S7)'", ['Assignment 7 (S7)']],
    [`class.sourcedId='${SECTION}' AND resultValueMax>='119'`, ['Assignment 119 (S119)']],
    ["title~'(S1)' OR title~'(S2)'", ['Assignment 1 (S1)', 'Assignment 2 (S2)']],
  ])('filter %s', async (filter, expected) => {
    expect(await titles(`filter=${encodeURIComponent(filter)}`)).toEqual(expected);
  });

  test('sort and orderBy', async () => {
    expect(await titles('sort=resultValueMax&orderBy=desc&limit=2')).toEqual([
      'Assignment 119 (S119)',
      'Assignment 118 (S118)',
    ]);
  });

  test('fields', async () => {
    const { lineItems } = (await api.get('/lineItems?limit=1&fields=sourcedId,title')).json<{ lineItems: object[] }>();
    expect(Object.keys(lineItems[0] ?? {})).toEqual(['sourcedId', 'title']);
  });

  test.each([
    ['filter=nonsense', 400, 'invalid_filter_field'],
    [`filter=${encodeURIComponent("nothing='1'")}`, 400, 'invalid_filter_field'],
    ['fields=nothing', 400, 'invalid_selection_field'],
    ['limit=0', 422, 'invaliddata'],
  ])('%s is refused', async (query, status, code) => {
    expect(minorCode(await api.get(`/lineItems?${query}`))).toEqual([status, code]);
  });
});
