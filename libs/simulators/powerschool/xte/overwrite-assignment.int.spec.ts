import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import {
  ANN,
  assignmentBody,
  type AssignmentJson,
  BEN,
  type ErrorJson,
  OLD_CATEGORY,
  OTHER_SECTION,
  QUIZZES,
  scoreRow,
  SECTION,
  TEACHER,
  TestSchool,
  TESTS,
} from '../testing/school.fixture.ts';

describe('overwriting and deleting an assignment', () => {
  let school: TestSchool;
  let made: { assignmentId: number; sectionId: number; path: string };
  beforeEach(async () => {
    school = await TestSchool.open();
    made = await school.newAssignment({ description: 'First' });
  });
  afterEach(() => school.close());
  const put = (section: object, query = '') => school.call('PUT', made.path + query, assignmentBody(section));
  const column = () => school.simulator.gradebook.columns(SECTION)[0];

  test('is answered 201 and replaces everything, also with what the body leaves out', async () => {
    expect((await put({ name: 'New name', duedate: '2026-12-01' })).status).toBe(201);
    const [part] = (await school.call('GET', made.path)).json<AssignmentJson>()._assignmentsections;
    expect(part).toMatchObject({
      assignmentsectionid: made.sectionId,
      name: 'New name',
      duedate: '2026-12-01',
      description: null,
    });
  });

  test('moves the category where the body says another', async () => {
    await put({ _assignmentcategoryassociations: [{ teachercategoryid: TESTS, isprimary: true }] });
    expect(column()).toMatchObject({ category: 'Tests' });
  });

  test('keeps a category that was made inactive since, and does not move into one', async () => {
    school.simulator.gradebook.deactivateCategory({ categoryId: QUIZZES });
    expect((await put({ name: 'Still there' })).status).toBe(201);
    const moved = await put({
      _assignmentcategoryassociations: [{ teachercategoryid: OLD_CATEGORY, isprimary: true }],
    });
    expect(moved.status).toBe(409);
  });

  test('needs update_scores when there are scores and the points change', async () => {
    await school.putScores([scoreRow(made.sectionId, ANN, 6)]);
    const more = { scoreentrypoints: 24, totalpointvalue: 24 };
    const refused = await put(more);
    expect([refused.status, refused.json<ErrorJson>().errors[0]?.field]).toEqual([409, 'update_scores']);
    expect((await put({ name: 'Only the name' })).status).toBe(201);
    expect((await put(more, '&update_scores=false')).status).toBe(201);
    expect(school.simulator.gradebook.points(made.sectionId, ANN)).toBe(6);
  });

  test('keeps percentages with update_scores=true, where the settings have it so', async () => {
    await school.putScores([scoreRow(made.sectionId, ANN, 6)]);
    await put({ scoreentrypoints: 24, totalpointvalue: 24 }, '&update_scores=true');
    expect(school.simulator.gradebook.points(made.sectionId, ANN)).toBe(12);
    school.simulator.settings.updateScoresRescales = false;
    await put({ scoreentrypoints: 48, totalpointvalue: 48 }, '&update_scores=true');
    expect(school.simulator.gradebook.points(made.sectionId, ANN)).toBe(12);
  });

  test('must include all sections of the assignment', async () => {
    const { gradebook } = school.simulator;
    gradebook.store.sections.get(OTHER_SECTION)?.teachers.push({ usersDcid: TEACHER, access: 'EDIT' });
    const [one] = assignmentBody()._assignmentsections;
    const two = { _assignmentsections: [one, { ...one, sectionsdcid: OTHER_SECTION }] };
    expect((await school.call('PUT', made.path, two)).status).toBe(201);
    expect((await put({ name: 'Only one section' })).status).toBe(409);
  });

  test('is refused while the assignment is locked', async () => {
    school.simulator.gradebook.lockAssignment({ assignmentSectionId: made.sectionId });
    expect((await put({ name: 'New name' })).status).toBe(409);
    expect((await school.call('DELETE', made.path)).status).toBe(409);
  });

  test('is 404 for one that was deleted', async () => {
    school.simulator.gradebook.deleteAssignment({ assignmentId: made.assignmentId });
    expect((await put({ name: 'New name' })).status).toBe(404);
  });

  test('a delete is 204; with grades it is 412 unless forced', async () => {
    await school.putScores([scoreRow(made.sectionId, BEN, 6)]);
    const refused = await school.call('DELETE', made.path);
    expect([refused.status, refused.json<ErrorJson>().message]).toEqual([412, 'Assignment has grades associated']);
    expect((await school.call('DELETE', `${made.path}&force=true`)).status).toBe(204);
    expect(column()).toBeUndefined();
    expect(school.simulator.gradebook.snapshot().deleted).toEqual([made.assignmentId, made.sectionId]);
  });
});
