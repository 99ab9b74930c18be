import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { minorCode, oneRoster, reference } from '../testing/oneroster.fixture.ts';
import { ANN, OLD_CATEGORY, OTHER_SECTION, SECTION, TestSchool, TESTS } from '../testing/school.fixture.ts';

describe('OneRoster line items', () => {
  let school: TestSchool;
  let api: ReturnType<typeof oneRoster>;
  beforeEach(async () => {
    school = await TestSchool.open({ pluginId: 'Plugin 1' });
    api = oneRoster(school);
  });
  afterEach(() => school.close());
  const columns = () => school.simulator.gradebook.columns(SECTION);

  test('a PUT makes the assignment, 201; the same PUT again replaces it, 200: one column', async () => {
    expect((await api.putLineItem('li-1')).status).toBe(201);
    expect((await api.putLineItem('li-1', { title: 'New title' })).status).toBe(200);
    expect(columns()).toHaveLength(1);
    expect(columns()[0]).toMatchObject({
      name: 'New title',
      dueDate: '2026-11-20',
      pointsPossible: 12,
      category: 'Quizzes',
      scoreType: 'POINTS',
      createdByPlugin: 'Plugin 1',
    });
  });

  test('a modification is 201 where the settings have it so', async () => {
    school.simulator.settings.oneRosterModifyStatus = 201;
    await api.putLineItem('li-1');
    expect((await api.putLineItem('li-1')).status).toBe(201);
  });

  test.each([
    ['no metadata', { metadata: undefined }],
    ['lower case', { metadata: { scoreType: 'points' } }],
  ])('without scoreType POINTS the assignment is a GRADESCALE one (%s)', async (_what, change) => {
    await api.putLineItem('li-1', change);
    expect(columns()[0]?.scoreType).toBe('GRADESCALE');
  });

  test('is read back as it was put, wrapped', async () => {
    await api.putLineItem('li-1');
    expect((await api.get('/lineItems/li-1')).json()).toEqual({
      lineItem: expect.objectContaining({
        sourcedId: 'li-1',
        status: 'active',
        title: 'Unit 3 test (S130545)',
        dueDate: '2026-11-20T00:00:00.000Z',
        class: { href: `/api/ims/oneroster/v1p1/classes/${SECTION}`, sourcedId: String(SECTION), type: 'class' },
        gradingPeriod: expect.objectContaining({ sourcedId: '9003' }),
        resultValueMax: 12,
        metadata: { scoreType: 'POINTS' },
      }),
    });
  });

  test.each([
    ['sourcedId', {}],
    ...[
      'status',
      'dateLastModified',
      'title',
      'assignDate',
      'dueDate',
      'class',
      'category',
      'gradingPeriod',
      'resultValueMin',
      'resultValueMax',
    ].map((field) => [field, { [field]: undefined }] as [string, object]),
    ['dueDate', { dueDate: '2026-11-20' }],
    ['assignDate', { assignDate: 'soon' }],
    ['resultValueMax', { resultValueMax: '12' }],
    ['status', { status: 'deleted' }],
    ['class', { class: { sourcedId: String(SECTION) } }],
    ['category', { category: reference('categories', 'class', 4301) }],
    ['class', { class: { href: 'x', sourcedId: String(SECTION), type: 'class', title: 'x' } }],
    ['gradingPeriod', { gradingPeriod: reference('gradingPeriods', 'gradingPeriod', 9003) }],
    ['description', { description: null }],
    ['school', { school: reference('schools', 'org', 100) }],
  ])('is refused as invaliddata when %s is not as 1.1 has it', async (field, change) => {
    const path = field === 'sourcedId' ? 'li-2' : 'li-1';
    const body = { ...(change as object), ...(field === 'sourcedId' ? { sourcedId: 'li-1' } : {}) };
    const answer = await api.putLineItem(path, body);
    expect(minorCode(answer)).toEqual([422, 'invaliddata']);
    expect(answer.text).toContain(`lineItem.${field}`);
    expect(columns()).toEqual([]);
  });

  test('names all that is wrong at once', async () => {
    const { text } = await api.putLineItem('li-1', { title: undefined, dueDate: 'x', resultValueMax: '1' });
    for (const field of ['title', 'dueDate', 'resultValueMax']) expect(text).toContain(`lineItem.${field}`);
  });

  test('what Google sends is taken where the settings are lax', async () => {
    school.simulator.settings.strictOneRoster = false;
    const google = {
      status: undefined,
      dateLastModified: undefined,
      gradingPeriod: undefined,
      class: { sourcedId: String(SECTION) },
      category: { sourcedId: '4301' },
    };
    expect((await api.putLineItem('li-1', { ...google, weight: 1, description: '' })).status).toBe(201);
  });

  test.each([
    ['a title of 51 characters', { title: 'x'.repeat(51) }, 'longer than 50'],
    ['a due date outside the term', { dueDate: '2027-06-05T00:00:00.000Z' }, 'Due date'],
    ['an inactive category', { category: reference('categories', 'category', OLD_CATEGORY) }, 'inactive'],
    ["another teacher's category", { category: reference('categories', 'category', 4320) }, 'does not belong'],
    ['more than 9,999 points', { resultValueMax: 10_000 }, '9999'],
  ])("is refused by the gradebook's rules for %s", async (_what, change, words) => {
    const answer = await api.putLineItem('li-1', change);
    expect(minorCode(answer)).toEqual([422, 'invaliddata']);
    expect(answer.text).toContain(words);
  });

  test.each([
    ['class', reference('classes', 'class', 7)],
    ['category', reference('categories', 'category', 7)],
    ['gradingPeriod', reference('academicSessions', 'academicSession', 7)],
  ])('is unknownobject for a %s that is not there', async (field, wrong) => {
    expect(minorCode(await api.putLineItem('li-1', { [field]: wrong }))).toEqual([404, 'unknownobject']);
  });

  test('does not move to another class', async () => {
    await api.putLineItem('li-1');
    const moved = await api.putLineItem('li-1', { class: reference('classes', 'class', OTHER_SECTION) });
    expect(moved.status).toBe(422);
  });

  test('a replacement keeps the scores, moves the category and leaves what OneRoster has no word for', async () => {
    await api.putLineItem('li-1');
    await api.putResult('r-1');
    const [part] = school.simulator.gradebook.store.assignmentSections.values();
    part!.isCountedInFinalGrade = false;
    await api.putLineItem('li-1', { resultValueMax: 24, category: reference('categories', 'category', TESTS) });
    expect(columns()[0]).toMatchObject({
      pointsPossible: 24,
      category: 'Tests',
      countedInFinalGrade: false,
      scores: [{ studentDcid: ANN, points: 9.5 }],
    });
  });

  test('a delete is 204 and takes the assignment away; a PUT after that makes it anew', async () => {
    await api.putLineItem('li-1');
    expect((await api.delete('/lineItems/li-1')).status).toBe(204);
    expect(columns()).toEqual([]);
    expect(minorCode(await api.get('/lineItems/li-1'))).toEqual([404, 'unknownobject']);
    expect(minorCode(await api.delete('/lineItems/li-1'))).toEqual([404, 'unknownobject']);
    expect((await api.putLineItem('li-1')).status).toBe(201);
    expect(columns()).toHaveLength(1);
  });

  test('is refused while it is locked, and to a plugin that may not write the columns', async () => {
    await api.putLineItem('li-1');
    const { assignmentSectionId } = columns()[0]!;
    school.simulator.gradebook.lockAssignment({ assignmentSectionId });
    expect(minorCode(await api.putLineItem('li-1'))).toEqual([422, 'invaliddata']);
    school.simulator.access.gradebookWrite = false;
    const refused = await api.putLineItem('li-2');
    expect(minorCode(refused)).toEqual([403, 'forbidden']);
    expect(refused.text).toContain('No access to field');
  });

  test("a due date with time is a date by its text or in the district's zone", async () => {
    school.simulator.settings.oneRosterDates = 'districtZone';
    await api.putLineItem('li-1');
    expect(columns()[0]?.dueDate).toBe('2026-11-19');
    await api.putLineItem('li-1', { dueDate: '2026-11-20T12:00:00.000Z' });
    expect(columns()[0]?.dueDate).toBe('2026-11-20');
  });

  test("a teacher's assignment is a line item too, its id behind the prefix that is set", async () => {
    const made = { sectionDcid: SECTION, name: 'By hand', categoryId: TESTS, dueDate: '2026-11-01', points: 5 };
    const { assignmentSectionId } = school.simulator.gradebook.createAssignment(made);
    school.simulator.settings.sourcedIdPrefixes = { lineItem: 'L', class: 'C' };
    const items = (await api.get(`/classes/C${SECTION}/lineItems`)).json<{ lineItems: { sourcedId: string }[] }>();
    expect(items.lineItems.map(({ sourcedId }) => sourcedId)).toEqual([`L${assignmentSectionId}`]);
    expect((await api.get(`/lineItems/L${assignmentSectionId}`)).status).toBe(200);
    expect((await api.get(`/classes/${SECTION}/lineItems`)).status).toBe(404);
  });
});
