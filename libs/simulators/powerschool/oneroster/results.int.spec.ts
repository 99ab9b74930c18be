import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { minorCode, oneRoster, reference } from '../testing/oneroster.fixture.ts';
import { ANN, BEN, CLEO, OTHER_SECTION, SECTION, TestSchool } from '../testing/school.fixture.ts';

describe('OneRoster results', () => {
  let school: TestSchool;
  let api: ReturnType<typeof oneRoster>;
  beforeEach(async () => {
    school = await TestSchool.open();
    api = oneRoster(school);
    await api.putLineItem('li-1');
  });
  afterEach(() => school.close());
  const column = () => school.simulator.gradebook.columns(SECTION)[0];
  const cells = () => column()?.scores ?? [];

  test('a PUT fills the cell, 201; again it is 200 and the same cell', async () => {
    expect((await api.putResult('r-1')).status).toBe(201);
    expect((await api.putResult('r-1', { score: 11 })).status).toBe(200);
    expect(cells()).toMatchObject([{ studentDcid: ANN, points: 11, writes: 2, writtenBy: 'plugin' }]);
  });

  test('a score of more than six decimals is refused', async () => {
    const answer = await api.putResult('r-1', { score: 20 / 3 });
    expect(minorCode(answer)).toEqual([422, 'invaliddata']);
    expect((await api.putResult('r-1', { score: 6.666667 })).status).toBe(201);
  });

  test('another sourcedId for the same student and line item is the same cell', async () => {
    await api.putResult('r-1');
    await api.putResult('r-2', { score: 3 });
    expect(cells()).toMatchObject([{ studentDcid: ANN, points: 3 }]);
  });

  test('one that a sourcedId stands for cannot become that of another student', async () => {
    await api.putResult('r-1');
    expect(minorCode(await api.putResult('r-1', {}, BEN))).toEqual([422, 'invaliddata']);
  });

  test('the same sourcedId fills the cell of a line item that was deleted and made again', async () => {
    await api.putResult('r-1');
    await api.delete('/lineItems/li-1');
    await api.putLineItem('li-1');
    expect((await api.putResult('r-1', { score: 4 })).status).toBe(201);
    expect(cells()).toMatchObject([{ studentDcid: ANN, points: 4, writes: 1 }]);
  });

  test('is read back, wrapped', async () => {
    await api.putResult('r-1');
    expect((await api.get('/results/r-1')).json()).toEqual({
      result: {
        sourcedId: 'r-1',
        status: 'active',
        dateLastModified: '2026-10-20T18:00:00.000Z',
        lineItem: { href: '/api/ims/oneroster/v1p1/lineItems/li-1', sourcedId: 'li-1', type: 'lineItem' },
        student: { href: `/api/ims/oneroster/v1p1/users/${ANN}`, sourcedId: String(ANN), type: 'user' },
        score: 9.5,
        scoreStatus: 'fully graded',
        scoreDate: '2026-10-20',
      },
    });
  });

  test.each([
    ...['status', 'dateLastModified', 'lineItem', 'student', 'score', 'scoreStatus', 'scoreDate'].map(
      (field) => [field, { [field]: undefined }] as [string, object],
    ),
    ['score', { score: '9.5' }],
    ['score', { score: -1 }],
    ['scoreDate', { scoreDate: '2026-10-20T00:00:00.000Z' }],
    ['scoreStatus', { scoreStatus: 'graded' }],
    ['late', { late: 'true' }],
    ['comment', { comment: null }],
    ['student', { student: { sourcedId: String(ANN) } }],
  ])('is refused as invaliddata when %s is not as 1.1 has it', async (field, change) => {
    const answer = await api.putResult('r-1', change as object);
    expect(minorCode(answer)).toEqual([422, 'invaliddata']);
    expect(answer.text).toContain(`result.${field}`);
    expect(cells()).toEqual([]);
  });

  test('a score above the most is stored', async () => {
    await api.putResult('r-1', { score: 300 });
    expect(cells()[0]?.points).toBe(300);
  });

  test('exempt shows the number that had to be sent, and can be read back', async () => {
    await api.putResult('r-1', { score: 0, scoreStatus: 'exempt' });
    expect(cells()[0]).toMatchObject({ points: 0, exempt: true });
    expect((await api.get('/results/r-1')).json()).toMatchObject({ result: { score: 0, scoreStatus: 'exempt' } });
  });

  test("a PUT over a teacher's exempt cell is no longer exempt: PUT replaces", async () => {
    const { assignmentSectionId } = column()!;
    school.simulator.gradebook.exemptScore({ assignmentSectionId, studentDcid: ANN });
    await api.putResult('r-1');
    expect(cells()[0]).toMatchObject({ points: 9.5, exempt: false });
  });

  test('a student who left is invaliddata; one that nobody knows, and a line item that is gone, unknownobject', async () => {
    school.simulator.gradebook.dropStudent({ sectionDcid: SECTION, studentDcid: BEN });
    const left = await api.putResult('r-1', {}, BEN);
    expect(minorCode(left)).toEqual([422, 'invaliddata']);
    expect(left.text).toContain(`Student ${BEN} is not enrolled in class ${SECTION}`);
    expect(minorCode(await api.putResult('r-1', {}, 7))).toEqual([404, 'unknownobject']);
    await api.delete('/lineItems/li-1');
    const gone = await api.putResult('r-1');
    expect(minorCode(gone)).toEqual([404, 'unknownobject']);
    expect(gone.text).toContain('lineItem li-1');
  });

  test('is refused while the line item or the term is locked', async () => {
    const { assignmentSectionId } = column()!;
    school.simulator.gradebook.lockAssignment({ assignmentSectionId });
    expect((await api.putResult('r-1')).status).toBe(422);
    school.simulator.gradebook.lockAssignment({ assignmentSectionId, locked: false });
    school.simulator.gradebook.lockTerm({ termDcid: 9001 });
    expect((await api.putResult('r-1')).status).toBe(422);
  });

  test('lists hold the cells that hold something, of a class, a line item, a student, or all', async () => {
    const { assignmentSectionId } = column()!;
    await api.putResult('r-1');
    await api.putResult('r-3', { score: 4 }, CLEO);
    school.simulator.gradebook.setScore({ assignmentSectionId, studentDcid: BEN, points: 7 });
    school.simulator.gradebook.clearScore({ assignmentSectionId, studentDcid: CLEO });
    const scores = async (path: string) =>
      (await api.get(path)).json<{ results: { score: number }[] }>().results.map(({ score }) => score);
    expect(await scores('/results')).toEqual([9.5, 7]);
    expect(await scores(`/classes/${SECTION}/results`)).toEqual([9.5, 7]);
    expect(await scores(`/classes/${SECTION}/lineItems/li-1/results`)).toEqual([9.5, 7]);
    expect(await scores(`/classes/${SECTION}/students/${BEN}/results`)).toEqual([7]);
    expect(await scores(`/results?filter=${encodeURIComponent("lineItem.sourcedId='li-2'")}`)).toEqual([]);
    expect((await api.get(`/classes/${OTHER_SECTION}/lineItems/li-1/results`)).status).toBe(404);
  });

  test("a teacher's result can be read by the id that the list gives", async () => {
    school.simulator.gradebook.setScore({
      assignmentSectionId: column()!.assignmentSectionId,
      studentDcid: BEN,
      points: 7,
    });
    const [listed] = (await api.get('/results')).json<{ results: { sourcedId: string }[] }>().results;
    expect((await api.get(`/results/${listed?.sourcedId}`)).json()).toMatchObject({ result: { score: 7 } });
  });

  test('a delete is 204 and empties the cell', async () => {
    await api.putResult('r-1');
    expect((await api.delete('/results/r-1')).status).toBe(204);
    expect(cells()).toEqual([]);
    expect(minorCode(await api.get('/results/r-1'))).toEqual([404, 'unknownobject']);
  });

  test('a reference to the wrong kind of thing is refused', async () => {
    const answer = await api.putResult('r-1', { lineItem: reference('lineItems', 'class', 'li-1') });
    expect(minorCode(answer)).toEqual([422, 'invaliddata']);
  });
});
