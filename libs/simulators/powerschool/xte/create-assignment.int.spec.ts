import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import {
  type AssignmentJson,
  assignmentBody,
  type ErrorJson,
  OLD_CATEGORY,
  OTHER_SECTION,
  OTHER_TEACHER,
  SECTION,
  TEACHER,
  TestSchool,
} from '../testing/school.fixture.ts';

describe('creating an assignment', () => {
  let school: TestSchool;
  beforeEach(async () => {
    school = await TestSchool.open({ pluginId: 'Plugin 1' });
  });
  afterEach(() => school.close());

  test('is answered 201 with an empty body and a Location that ends in the assignmentid', async () => {
    const created = await school.createAssignment();
    expect([created.status, created.text]).toEqual([201, '']);
    expect(created.headers.get('assignmentsectionids')).toBeNull();
    const [column] = school.simulator.gradebook.columns(SECTION);
    expect(created.headers.get('location')).toMatch(new RegExp(`/ws/xte/section/assignment/${column?.assignmentId}$`));
    expect(column).toMatchObject({
      createdByPlugin: 'Plugin 1',
      dueDate: '2026-11-20',
      pointsPossible: 12,
      category: 'Quizzes',
    });
  });

  test('gives two ids that are never the same, the second to be read back', async () => {
    const ids = new Set<number>();
    for (let n = 0; n < 5; n += 1) {
      const { assignmentId, sectionId } = await school.newAssignment();
      ids.add(assignmentId).add(sectionId);
    }
    expect(ids.size).toBe(10);
  });

  test('takes a name that is there already: a duplicate is a second column', async () => {
    await school.createAssignment();
    expect((await school.createAssignment()).status).toBe(201);
    expect(school.simulator.gradebook.find('(S130545)')).toHaveLength(2);
  });

  test('tells the section ids in a header where the settings say so', async () => {
    school.simulator.settings.sectionIdsHeader = true;
    const created = await school.createAssignment();
    const [column] = school.simulator.gradebook.columns(SECTION);
    expect(created.headers.get('assignmentsectionids')).toBe(`[${column?.assignmentSectionId}]`);
  });

  test.each([
    ['a name of 51 characters', { name: 'x'.repeat(51) }, 'name'],
    ['no name', { name: ' ' }, 'name'],
    ['more than 9,999 points', { scoreentrypoints: 10_000, totalpointvalue: 10_000 }, 'totalpointvalue'],
    ['a total that is not points × weight', { totalpointvalue: 13 }, 'totalpointvalue'],
    ['a due date after the term', { duedate: '2027-06-05' }, 'duedate'],
    ['a due date before the term', { duedate: '2026-08-16' }, 'duedate'],
    ['a day that no calendar has', { duedate: '2026-11-31' }, 'duedate'],
    ['an inactive category', category(OLD_CATEGORY), 'teachercategoryid'],
    ["another teacher's category", category(4320), 'teachercategoryid'],
    ["another year's category", category(4310), 'teachercategoryid'],
    ['no category', { _assignmentcategoryassociations: [] }, '_assignmentcategoryassociations'],
  ])('is refused with 409 for %s', async (_what, section, field) => {
    const answer = await school.createAssignment(section);
    expect(answer.status).toBe(409);
    expect(answer.json<ErrorJson>().errors.map((error) => error.field)).toEqual([field]);
    expect(school.simulator.gradebook.columns(SECTION)).toEqual([]);
  });

  test.each([
    ['50 characters, counted as a reader would count emoji', { name: '🎓'.repeat(50) }],
    ['the first day of the term', { duedate: '2026-08-17' }],
    ['the last day of the term', { duedate: '2027-06-04' }],
    ['9,999 points', { scoreentrypoints: 9_999, totalpointvalue: 9_999 }],
  ])('is taken with %s', async (_what, section) => {
    expect((await school.createAssignment(section)).status).toBe(201);
  });

  test.each([
    ['a name that is a number', { name: 7 }],
    ['points as text', { scoreentrypoints: '12' }],
    ['a section id as text', { sectionsdcid: '85001' }],
  ])('is refused with 400 for %s', async (_what, section) => {
    expect((await school.createAssignment(section)).status).toBe(400);
  });

  test('is refused with 403 to a teacher who does not teach the section', async () => {
    const answer = await school.createAssignment({}, OTHER_TEACHER);
    expect(answer.status).toBe(403);
    expect(answer.json<ErrorJson>().message).toMatch(/User does not teach section .* EDIT/);
  });

  test('is refused with 403 and the column when the plugin may not write it', async () => {
    school.simulator.access.gradebookWrite = false;
    const answer = await school.createAssignment();
    expect(answer.status).toBe(403);
    expect(answer.json<ErrorJson>().message).toBe('No access to field assignment.createdbyplugin');
  });

  test('is refused in a term that is locked', async () => {
    school.simulator.gradebook.lockTerm({ termDcid: 9001 });
    expect((await school.createAssignment()).json<ErrorJson>().errors[0]?.message).toBe('Locked Term');
  });

  test('may span sections, which all have to say the same', async () => {
    const { gradebook } = school.simulator;
    gradebook.store.sections.get(OTHER_SECTION)?.teachers.push({ usersDcid: TEACHER, access: 'EDIT' });
    const [one] = assignmentBody()._assignmentsections;
    const post = (two: object) =>
      school.call('POST', `/ws/xte/section/assignment/?users_dcid=${TEACHER}`, {
        _assignmentsections: [one, { ...one, sectionsdcid: OTHER_SECTION, ...two }],
      });
    expect((await post({ name: 'Other' })).status).toBe(409);
    const created = await post({ duedate: '2026-11-21' });
    expect(created.status).toBe(201);
    const listed = await school.call('GET', `/ws/xte/section/assignment/?users_dcid=${TEACHER}&section_ids=${SECTION}`);
    expect(listed.json<AssignmentJson[]>()[0]?._assignmentsections).toHaveLength(2);
  });

  function category(teachercategoryid: number): object {
    return { _assignmentcategoryassociations: [{ teachercategoryid, isprimary: true }] };
  }
});
