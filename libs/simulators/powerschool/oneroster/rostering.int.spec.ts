import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { minorCode, oneRoster } from '../testing/oneroster.fixture.ts';
import { ANN, BEN, CLEO, SECTION, TestSchool } from '../testing/school.fixture.ts';

interface Session {
  sourcedId: string;
  title: string;
  type: string;
}

describe('OneRoster rostering', () => {
  let school: TestSchool;
  let api: ReturnType<typeof oneRoster>;
  beforeEach(async () => {
    school = await TestSchool.open();
    api = oneRoster(school);
  });
  afterEach(() => school.close());
  const sessions = async (path: string) =>
    (await api.get(path))
      .json<{ academicSessions: Session[] }>()
      .academicSessions.map(({ title, type }) => [title, type]);

  test("a session ends on the day after its last; the school year is the one's end", async () => {
    expect((await api.get('/academicSessions/9003')).json()).toMatchObject({
      academicSession: {
        sourcedId: '9003',
        title: 'Quarter 2',
        startDate: '2026-10-12',
        endDate: '2026-12-19',
        schoolYear: '2027',
      },
    });
  });

  test('all are of type term, and there are no grading periods', async () => {
    const all = [
      ['2026-2027', 'term'],
      ['Quarter 2', 'term'],
      ['Quarter 1', 'term'],
      ['2025-2026', 'term'],
    ];
    expect(await sessions('/academicSessions')).toEqual(all);
    expect(await sessions('/schools/100/terms')).toEqual(all);
    expect(await sessions('/gradingPeriods')).toEqual([]);
  });

  test('or each has the type of its part of the year', async () => {
    school.simulator.settings.sessionTypes = 'byPortion';
    const quarters = [
      ['Quarter 2', 'gradingPeriod'],
      ['Quarter 1', 'gradingPeriod'],
    ];
    expect(await sessions('/gradingPeriods')).toEqual(quarters);
    expect(await sessions('/terms/9001/gradingPeriods')).toEqual(quarters);
    expect(await sessions('/terms')).toEqual([]);
  });

  test('enrollment names teachers and students, and marks those who left', async () => {
    school.simulator.gradebook.dropStudent({ sectionDcid: SECTION, studentDcid: BEN });
    const { enrollments } = (await api.get(`/classes/${SECTION}/enrollments`)).json<{
      enrollments: { role: string; status: string; endDate?: string; user: { sourcedId: string } }[];
    }>();
    expect(enrollments.map(({ role, status, endDate, user }) => [role, user.sourcedId, status, endDate])).toEqual([
      ['teacher', '8301', 'active', undefined],
      ['student', String(ANN), 'active', '2027-06-05'],
      ['student', String(BEN), 'tobedeleted', '2026-10-20'],
      ['student', String(CLEO), 'active', '2027-06-05'],
    ]);
    const users = (await api.get(`/classes/${SECTION}/students`)).json<{ users: { sourcedId: string }[] }>().users;
    expect(users.map(({ sourcedId }) => sourcedId)).toEqual([String(ANN), String(CLEO)]);
    const filter = encodeURIComponent(`class.sourcedId='${SECTION}' AND role='student'`);
    expect((await api.get(`/enrollments?filter=${filter}`)).headers.get('x-total-count')).toBe('3');
  });

  test('what is not there is unknownobject', async () => {
    for (const path of ['/schools/7/terms', '/academicSessions/7', '/classes/7/students', '/terms/7/gradingPeriods']) {
      expect(minorCode(await api.get(path))).toEqual([404, 'unknownobject']);
    }
  });
});
