import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import {
  ANN,
  BEN,
  CLEO,
  type ErrorJson,
  OTHER_TEACHER,
  scoreRow,
  SECTION,
  TEACHER,
  TestSchool,
} from '../testing/school.fixture.ts';

describe('writing scores', () => {
  let school: TestSchool;
  let made: { assignmentId: number; sectionId: number; path: string };
  beforeEach(async () => {
    school = await TestSchool.open();
    made = await school.newAssignment();
  });
  afterEach(() => school.close());
  const points = (student: number) => school.simulator.gradebook.points(made.sectionId, student);
  const cells = () => school.simulator.gradebook.columns(SECTION)[0]?.scores ?? [];

  test('takes many students in one call; the answer names each and gives no score id', async () => {
    const answer = await school.putScores([scoreRow(made.sectionId, ANN, 9.5), scoreRow(made.sectionId, BEN, 11)]);
    expect(answer.status).toBe(200);
    const { assignment_scores: rows } = answer.json<{ assignment_scores: Record<string, unknown>[] }>();
    expect(rows.map(({ studentsdcid }) => studentsdcid)).toEqual([ANN, BEN]);
    expect(rows.some((row) => 'assignmentscoreid' in row)).toBe(false);
    expect([points(ANN), points(BEN), points(CLEO)]).toEqual([9.5, 11, null]);
  });

  test.each([
    ['of more than six decimals', { scorepoints: 20 / 3, actualscoreentered: String(20 / 3) }, 'decimals'],
    ['of which text and number differ', { scorepoints: 20 / 3, actualscoreentered: '6.666667' }, 'actualscoreentered'],
  ])('refuses a score %s, and the whole batch with it', async (_what, change, words) => {
    const rows = [{ ...scoreRow(made.sectionId, ANN, 1), ...change }, scoreRow(made.sectionId, BEN, 9)];
    const answer = await school.putScores(rows);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(words)]);
    expect(cells()).toEqual([]);
    expect((await school.putScores([scoreRow(made.sectionId, ANN, 6.666667)])).status).toBe(200);
  });

  test.each([
    ['keeps', 'kept', undefined, true],
    ['lifts', 'lifted', undefined, false],
    ['is told of', 'kept', false, false],
    ['is told of', 'lifted', true, true],
  ] as const)('a score %s the exemption of its cell (%s, isexempt: %s)', async (_what, setting, isexempt, exempt) => {
    school.simulator.settings.exemptOnScore = setting;
    school.simulator.gradebook.exemptScore({ assignmentSectionId: made.sectionId, studentDcid: ANN });
    await school.putScores([{ ...scoreRow(made.sectionId, ANN, 9), isexempt }]);
    expect(cells()).toMatchObject([{ studentDcid: ANN, points: 9, exempt }]);
  });

  test('written again without an id changes the same row', async () => {
    await school.putScores([scoreRow(made.sectionId, ANN, 9.5)]);
    await school.putScores([scoreRow(made.sectionId, ANN, 10)]);
    expect(cells()).toHaveLength(1);
    expect(cells()[0]).toMatchObject({ studentDcid: ANN, points: 10, writes: 2, writtenBy: 'plugin' });
  });

  test('one student who left refuses the whole batch, by name, and nothing is written', async () => {
    school.simulator.gradebook.dropStudent({ sectionDcid: SECTION, studentDcid: BEN });
    const answer = await school.putScores([scoreRow(made.sectionId, ANN, 9), scoreRow(made.sectionId, BEN, 9)]);
    expect(answer.status).toBe(409);
    const { errors } = answer.json<ErrorJson>();
    expect(errors).toHaveLength(1);
    expect(errors[0]?.params).toEqual({ assignment_section_id: made.sectionId, student_dcid: BEN });
    expect(errors[0]?.field).toMatch(/^Student\.id \[81002\] does not have an AssignmentStudentAssociation/);
    expect(cells()).toEqual([]);
  });

  test('does not say which student it was, where the settings have it so', async () => {
    school.simulator.settings.nameRefusedRows = false;
    const answer = await school.putScores([scoreRow(made.sectionId, ANN, 9), scoreRow(made.sectionId, 4, 9)]);
    expect(answer.status).toBe(409);
    expect(answer.text).not.toMatch(/student_dcid|\[4\]/);
  });

  test('a student whose exit date has come is not in the section; one who comes back is', async () => {
    const row = [scoreRow(made.sectionId, CLEO, 5)];
    school.simulator.gradebook.enroll({ sectionDcid: SECTION, studentDcid: CLEO, exitDate: '2026-10-20' });
    expect((await school.putScores(row)).status).toBe(409);
    school.simulator.gradebook.dropStudent({ sectionDcid: SECTION, studentDcid: CLEO });
    school.simulator.gradebook.enroll({ sectionDcid: SECTION, studentDcid: CLEO });
    expect((await school.putScores(row)).status).toBe(200);
  });

  test('the assignmentid in place of the assignmentsectionid is 403 "does not teach section"', async () => {
    const answer = await school.putScores([scoreRow(made.assignmentId, ANN, 9)]);
    expect([answer.status, answer.json<ErrorJson>().message]).toEqual([
      403,
      expect.stringMatching(/User does not teach section .* EDIT/),
    ]);
  });

  test('a teacher who does not teach the section is 403', async () => {
    const answer = await school.putScores([scoreRow(made.sectionId, ANN, 9)], `users_dcid=${OTHER_TEACHER}&status=A`);
    expect(answer.status).toBe(403);
  });

  test('a deleted assignment is 500 with the name of the class', async () => {
    school.simulator.gradebook.deleteAssignment({ assignmentId: made.assignmentId });
    const answer = await school.putScores([scoreRow(made.sectionId, ANN, 9)]);
    expect([answer.status, answer.json()]).toEqual([
      500,
      { message: `Unable to find com.pearson.powerschool.xte.model.AssignmentSection with id ${made.sectionId}` },
    ]);
  });

  test('more than the points that can be had is taken as extra credit', async () => {
    expect((await school.putScores([scoreRow(made.sectionId, ANN, 15)])).status).toBe(200);
    expect(points(ANN)).toBe(15);
  });

  test('keeps six decimals', async () => {
    await school.putScores([scoreRow(made.sectionId, ANN, 77.777778)]);
    expect(points(ANN)).toBe(77.777778);
  });

  test("a plugin's write over an exempt cell leaves it exempt", async () => {
    school.simulator.gradebook.exemptScore({ assignmentSectionId: made.sectionId, studentDcid: ANN });
    await school.putScores([scoreRow(made.sectionId, ANN, 9)]);
    expect(cells()[0]).toMatchObject({ points: 9, exempt: true });
  });

  test('a row without points clears them', async () => {
    await school.putScores([scoreRow(made.sectionId, ANN, 9)]);
    await school.putScores([
      { _assignmentsection: { assignmentsectionid: made.sectionId }, studentsdcid: ANN, scorepoints: null },
    ]);
    expect(points(ANN)).toBeNull();
  });

  test.each([
    ['no rows', []],
    ['points that differ from the text', [{ ...scoreRow(1, ANN, 9), actualscoreentered: '8' }]],
    ['the text as a number', [{ ...scoreRow(1, ANN, 9), actualscoreentered: 9 }]],
    ['no actualscorekind', [{ ...scoreRow(1, ANN, 9), actualscorekind: undefined }]],
    ['a student id as text', [{ ...scoreRow(1, ANN, 9), studentsdcid: String(ANN) }]],
    ['no section', [{ ...scoreRow(1, ANN, 9), _assignmentsection: undefined }]],
  ])('is refused with 400 for %s', async (_what, rows) => {
    expect((await school.putScores(rows)).status).toBe(400);
  });

  test.each([
    ['a negative score', { scorepoints: -1, actualscoreentered: '-1' }, 'scorepoints'],
    ['another score type than the assignment has', { scoretype: 'PERCENT' }, 'scoretype'],
  ])('is refused with 409 and the row for %s', async (_what, change, field) => {
    const answer = await school.putScores([{ ...scoreRow(made.sectionId, ANN, 9), ...change }]);
    expect([answer.status, answer.json<ErrorJson>().errors[0]]).toMatchObject([
      409,
      { field, params: { student_dcid: ANN } },
    ]);
  });

  test.each([
    [
      'the assignment is locked',
      () => school.simulator.gradebook.lockAssignment({ assignmentSectionId: made.sectionId }),
    ],
    ['the term is locked', () => school.simulator.gradebook.lockTerm({ termDcid: 9001 })],
  ])('is refused with 409 when %s', async (_what, happens) => {
    happens();
    expect((await school.putScores([scoreRow(made.sectionId, ANN, 9)])).status).toBe(409);
    expect(cells()).toEqual([]);
  });

  test("term_id has to be the section's TERMS.ID", async () => {
    const row = [scoreRow(made.sectionId, ANN, 9)];
    expect((await school.putScores(row, `users_dcid=${TEACHER}&status=A&term_id=9001`)).status).toBe(409);
    school.simulator.settings.checkTermId = false;
    expect((await school.putScores(row, `users_dcid=${TEACHER}&status=A&term_id=9001`)).status).toBe(200);
  });

  test('one score by itself', async () => {
    const path = `/ws/xte/score/assignment?users_dcid=${TEACHER}`;
    expect((await school.call('PUT', path, scoreRow(made.sectionId, ANN, 7))).status).toBe(200);
    expect(points(ANN)).toBe(7);
  });

  test('students can be left out of assignments; without any left it is for all again', async () => {
    const leaveOut = (student_ids: readonly number[]) =>
      school.call('DELETE', '/ws/xte/assignment_section/students', { student_ids, section_ids: [SECTION] });
    expect((await leaveOut([ANN])).status).toBe(201);
    expect((await school.putScores([scoreRow(made.sectionId, ANN, 7)])).status).toBe(409);
    await leaveOut([BEN, CLEO]);
    expect((await school.putScores([scoreRow(made.sectionId, ANN, 7)])).status).toBe(200);
  });
});
