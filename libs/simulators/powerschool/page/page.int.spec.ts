import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { ANN, BEN, CLEO, scoreRow, SECTION, TestSchool } from '../testing/school.fixture.ts';

describe('the page of the gradebook', () => {
  let school: TestSchool;
  beforeEach(async () => {
    school = await TestSchool.open();
  });
  afterEach(() => school.close());

  test('shows sections, assignments and scores, and whose hand wrote them', async () => {
    const { gradebook } = school.simulator;
    const { sectionId } = await school.newAssignment();
    await school.putScores([scoreRow(sectionId, ANN, 9.5)]);
    gradebook.setScore({ assignmentSectionId: sectionId, studentDcid: BEN, points: 3 });
    gradebook.exemptScore({ assignmentSectionId: sectionId, studentDcid: CLEO });
    gradebook.dropStudent({ sectionDcid: SECTION, studentDcid: ANN });
    const page = await school.send('GET', '/');
    expect(page.headers.get('content-type')).toBe('text/html;charset=UTF-8');
    for (const text of [
      'Lincoln High',
      'Unit 3 test (S130545)<br><small>Quizzes · of 12 · due 2026-11-20</small>',
      `<tr class="left"><td>Student ${ANN} <small>${ANN}</small></td><td>9.5</td></tr>`,
      '<td class="teacher">3</td>',
      '<td class="teacher exempt">exempt</td>',
      'No assignments yet.',
    ]) {
      expect(page.text).toContain(text);
    }
  });

  test('is not run by what a title says', async () => {
    await school.newAssignment({ name: '<script>alert("x")</script>' });
    const { text } = await school.send('GET', '/');
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  });

  test('comes in pages for a large district', async () => {
    const sections = Array.from({ length: 30 }, (_, n) => ({
      dcid: 70_000 + n,
      schoolId: 100,
      termId: 3600,
      name: `Class ${n}`,
      teachers: [],
    }));
    school.simulator.gradebook.seed({ sections });
    const [first, second] = [await school.send('GET', '/'), await school.send('GET', '/?page=2')];
    expect(first.text).toContain('Class 24');
    expect(first.text).not.toContain('Class 25');
    expect(second.text).toContain('Class 25');
  });
});
