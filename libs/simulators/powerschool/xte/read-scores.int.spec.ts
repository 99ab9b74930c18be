import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { ANN, BEN, OTHER_SECTION, scoreRow, SECTION, TEACHER, TestSchool } from '../testing/school.fixture.ts';

describe('reading scores', () => {
  let school: TestSchool;
  let made: { assignmentId: number; sectionId: number; path: string };
  beforeEach(async () => {
    school = await TestSchool.open();
    made = await school.newAssignment();
    await school.putScores([scoreRow(made.sectionId, ANN, 9.5)]);
    school.simulator.gradebook.exemptScore({ assignmentSectionId: made.sectionId, studentDcid: BEN });
  });
  afterEach(() => school.close());
  const read = (section: number) =>
    school.call('POST', `/ws/xte/assignment_score?users_dcid=${TEACHER}`, {
      assignment_ids: [made.assignmentId],
      section_ids: [section],
    });

  test('gives points and flags of every cell that holds something', async () => {
    const { assignment_scores: rows } = (await read(SECTION)).json<{ assignment_scores: object[] }>();
    expect(rows).toMatchObject([
      {
        studentsdcid: ANN,
        scorepoints: 9.5,
        actualscoreentered: '9.5',
        isexempt: false,
        whenmodified: '2026-10-20 18:00:00',
      },
      { studentsdcid: BEN, scorepoints: null, isexempt: true },
    ]);
  });

  test("is refused for a section that is not the teacher's", async () => {
    expect((await read(OTHER_SECTION)).status).toBe(403);
  });

  test('is not there where the settings say so', async () => {
    school.simulator.settings.scoreReads = false;
    expect((await read(SECTION)).status).toBe(404);
  });

  test('counts as a read', async () => {
    school.simulator.requests.clear();
    await read(SECTION);
    expect(school.simulator.requests.counters()).toMatchObject({ reads: 1, writes: 0 });
  });
});
