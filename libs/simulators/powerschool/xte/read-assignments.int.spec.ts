import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  type AssignmentJson,
  OTHER_SECTION,
  OTHER_TEACHER,
  QUIZZES,
  SECTION,
  TEACHER,
  TestSchool,
} from '../testing/school.fixture.ts';

describe('reading assignments', () => {
  let school: TestSchool;
  let made: { assignmentId: number; sectionId: number; path: string };
  beforeAll(async () => {
    school = await TestSchool.open({ pluginId: 'Plugin 1' });
    made = await school.newAssignment();
    for (let n = 0; n < 4; n += 1) {
      school.simulator.gradebook.createAssignment({
        sectionDcid: SECTION,
        name: `By hand ${n}`,
        categoryId: QUIZZES,
        dueDate: '2026-11-01',
        points: 10,
      });
    }
  });
  afterAll(() => school.close());
  const list = (query: string) => school.call('GET', `/ws/xte/section/assignment/?${query}`);

  test('the list is a plain array of all, whatever pagesize says', async () => {
    const answer = await list(`users_dcid=${TEACHER}&section_ids=${SECTION}&pagesize=2`);
    const assignments = answer.json<AssignmentJson[]>();
    expect(assignments).toHaveLength(5);
    expect(assignments.map(({ createdbyplugin }) => createdbyplugin)).toEqual(['Plugin 1', null, null, null, null]);
  });

  test('one has the fields that clients read', async () => {
    const assignment = (await school.call('GET', made.path)).json<AssignmentJson>();
    expect(assignment).toMatchObject({
      _name: 'assignment',
      assignmentid: made.assignmentId,
      createdbyplugin: 'Plugin 1',
      hasstandards: false,
      standardscoringmethod: 'GradeScale',
      _assignmentsections: [
        {
          assignmentsectionid: made.sectionId,
          sectionsdcid: SECTION,
          name: 'Unit 3 test (S130545)',
          duedate: '2026-11-20',
          scoretype: 'POINTS',
          scoreentrypoints: 12,
          totalpointvalue: 12,
          weight: 1,
          iscountedinfinalgrade: true,
          islocked: false,
          _assignmentcategoryassociations: [{ teachercategoryid: QUIZZES, isprimary: true }],
        },
      ],
    });
  });

  test('sections of several teachers cannot be read in the name of one', async () => {
    const answer = await list(`users_dcid=${TEACHER}&section_ids=${SECTION},${OTHER_SECTION}`);
    expect(answer.status).toBe(403);
  });

  test.each([
    ['no section_ids', `users_dcid=${TEACHER}`, 400],
    ['no users_dcid', `section_ids=${SECTION}`, 400],
    ['a section that is not there', `users_dcid=${TEACHER}&section_ids=1`, 404],
  ])('the list is refused with %s', async (_what, query, status) => {
    expect((await list(query)).status).toBe(status);
  });

  test('the assignmentsectionid is not an assignment, and an unknown one is 404', async () => {
    const wrong = `/ws/xte/section/assignment/${made.sectionId}?users_dcid=${TEACHER}`;
    expect((await school.call('GET', wrong)).status).toBe(404);
  });

  test('another teacher does not see it', async () => {
    const answer = await school.call('GET', made.path.replace(String(TEACHER), String(OTHER_TEACHER)));
    expect(answer.status).toBe(403);
  });
});
