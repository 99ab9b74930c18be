import { describe, expect, test } from '@jest/globals';
import type { FakeAnswer } from '../session/fake-transport.fixture.ts';
import { byPath, failure, oneRosterWith, SECTION, SESSIONS, session } from './oneroster.fixture.ts';

describe('terms', () => {
  test('are the terms of those school years and their grading periods, their last day inside', async () => {
    const { gradebook } = oneRosterWith(byPath(SESSIONS));
    const term = { schoolId: '100', portion: null, isGradingPeriod: false };
    await expect(gradebook.terms('100', [2026])).resolves.toEqual([
      { ...term, ids: ['year', '3600'], name: 'Session year', start: '2026-08-17', end: '2027-06-04' },
      { ...term, ids: ['s1'], name: 'Session s1', start: '2026-08-17', end: '2026-12-18' },
      { ...term, ids: ['q2'], isGradingPeriod: true, name: 'Session q2', start: '2026-10-12', end: '2026-12-18' },
    ]);
    await expect(gradebook.terms('100', [2025])).resolves.toMatchObject([{ name: 'Session old', end: '2026-06-05' }]);
    await expect(gradebook.terms('100', [2019])).resolves.toEqual([]);
  });

  test('are named as Otus names them, by the district’s template', async () => {
    const academicSessions = [
      session('T-9001', '2026-08-17', '2027-06-05'),
      session('else', '2026-08-17', '2026-10-10'),
    ];
    const { gradebook } = oneRosterWith(byPath({ '/schools/100/terms': { json: { academicSessions } } }), {
      ids: { term: 'T-{id}' },
    });
    await expect(gradebook.terms('100', [2026])).resolves.toMatchObject([{ ids: ['9001'] }, { ids: [] }]);
  });

  test('of which there are more than a school can have are an error', async () => {
    const academicSessions = Array.from({ length: 301 }, (_, n) => session(`t${n}`, '2026-08-17', '2027-06-05'));
    const { gradebook } = oneRosterWith(byPath({ '/schools/100/terms': { json: { academicSessions } } }));
    await expect(gradebook.terms('100', [2026])).rejects.toThrow(/more than 300 terms/);
  });

  test('of spring and summer are of the school year before', async () => {
    const academicSessions = [
      session('spring', '2027-01-04', '2027-06-05'),
      session('summer', '2027-06-10', '2027-07-31'),
      session('next', '2027-07-15', '2028-06-01'),
    ];
    const { gradebook } = oneRosterWith(byPath({ '/schools/100/terms': { json: { academicSessions } } }));
    await expect(gradebook.terms('100', [2026])).resolves.toHaveLength(2);
  });

  test('are asked for once an hour', async () => {
    const { gradebook, fake, clock } = oneRosterWith(byPath(SESSIONS));
    await Promise.all([gradebook.terms('100', [2026]), gradebook.terms('100', [2026])]);
    await clock.advance(3_599_999);
    await gradebook.terms('100', [2026]);
    const asked = (): number => fake.asked().filter((each) => each.includes('/schools/100/terms')).length;
    // Two pages each: the second says that there is no more.
    expect(asked()).toBe(2);
    await clock.advance(1);
    await gradebook.terms('100', [2026]);
    expect(asked()).toBe(4);
  });

  test('that could not be had are asked for again', async () => {
    let isDown = true;
    const { gradebook } = oneRosterWith((asked) => (isDown ? { status: 503 } : byPath(SESSIONS)(asked)));
    await expect(gradebook.terms('100', [2026])).rejects.toMatchObject({ class: 'transient' });
    isDown = false;
    await expect(gradebook.terms('100', [2026])).resolves.toHaveLength(3);
  });

  test.each([
    ['without an end', [{ sourcedId: 'a', title: 'A', startDate: '2026-08-17' }]],
    ['without a title', [{ sourcedId: 'a', startDate: '2026-08-17', endDate: '2026-12-19' }]],
  ])('%s are a clear error', async (_what, academicSessions) => {
    const { gradebook } = oneRosterWith(byPath({ '/schools/100/terms': { json: { academicSessions } } }));
    await expect(gradebook.terms('100', [2026])).rejects.toMatchObject({
      class: 'transient',
      message: expect.stringContaining('academic session'),
    });
  });

  test('of a school that is not there say so', async () => {
    await expect(oneRosterWith(byPath({})).gradebook.terms('7', [2026])).rejects.toMatchObject({
      class: 'unit',
      code: 'SIS_REJECTED',
    });
  });
});

describe('categories', () => {
  const category = (sourcedId: string, more: object = {}) => ({
    sourcedId,
    title: `Category ${sourcedId}`,
    status: 'active',
    ...more,
  });
  const all = [
    category('own', { metadata: { userDcid: '8301', TermID: '3600' } }),
    category('number', { metadata: { userDcid: 8301, TermID: 3601 } }),
    category('old', { status: 'tobedeleted', metadata: { userDcid: '8301' } }),
    category('off', { metadata: { userDcid: '8301', isActive: 'false' } }),
    category('everybody'),
    category('other', { metadata: { userDcid: '8302' } }),
    category('last year', { metadata: { userDcid: '8301', TermID: '3500' } }),
    { sourcedId: 'nameless', status: 'active' },
  ];

  test("are the teacher's of the year, and everybody's", async () => {
    const { gradebook, fake } = oneRosterWith(byPath({ '/categories': { json: { categories: all } } }));
    await expect(gradebook.categories(SECTION)).resolves.toEqual([
      { categoryId: 'own', name: 'Category own', active: true },
      { categoryId: 'number', name: 'Category number', active: true },
      { categoryId: 'old', name: 'Category old', active: false },
      { categoryId: 'off', name: 'Category off', active: false },
      { categoryId: 'everybody', name: 'Category everybody', active: true },
    ]);
    await gradebook.categories({ ...SECTION, teacherId: '8302' });
    expect(fake.requests.length).toBe(2);
  });

  test('are read anew for who wants them younger than they are', async () => {
    const { gradebook, fake, clock } = oneRosterWith(byPath({ '/categories': { json: { categories: all } } }));
    await gradebook.categories(SECTION);
    await clock.advance(1_000);
    await gradebook.categories(SECTION, 2_000);
    expect(fake.requests.length).toBe(2);
    await gradebook.categories(SECTION, 500);
    expect(fake.requests.length).toBe(4);
  });

  test('are not kept where there are more than there is room for: the district alone is told so', async () => {
    const { gradebook, fake } = oneRosterWith(
      byPath({
        '/categories': (query) => ({
          json: { categories: [category(`c${query.get('offset')}`, { metadata: { x: 'x'.repeat(3_000_000) } })] },
        }),
      }),
    );
    await expect(gradebook.categories(SECTION)).rejects.toMatchObject({
      class: 'transient',
      code: 'SIS_UNAVAILABLE',
      message: 'GET /api/ims/oneroster/v1p1/categories: the list does not end within 32 MiB',
    });
    expect(fake.requests.length).toBeLessThan(15);
  });

  test('of which a server gives the same ones over and over end', async () => {
    const page = (query: URLSearchParams): FakeAnswer => ({
      json: { categories: Number(query.get('offset')) % 2 === 0 ? [category('a'), category('b')] : [category('b')] },
      headers: { 'x-total-count': '1000000' },
    });
    const { gradebook, fake } = oneRosterWith(byPath({ '/categories': page }));
    await expect(gradebook.categories(SECTION)).resolves.toHaveLength(2);
    expect(fake.requests).toHaveLength(2);
  });

  test("are known by the teacher's sourcedId too, and by any year where the term is no TERMS.ID", async () => {
    const categories = [category('a', { metadata: { userDcid: 't-8301', TermID: '3500' } })];
    const { gradebook } = oneRosterWith(byPath({ '/categories': { json: { categories } } }), {
      ids: { teacher: 't-{id}' },
    });
    await expect(gradebook.categories({ ...SECTION, termId: 'fall' })).resolves.toHaveLength(1);
  });
});

describe('the students of a class', () => {
  test('are its users', async () => {
    const users = [
      { sourcedId: 'u-1', role: 'student', status: 'active' },
      { sourcedId: 'u-2', status: 'tobedeleted' },
      { sourcedId: 'x-3' },
      { sourcedId: 'u-4' },
    ];
    const { gradebook } = oneRosterWith(byPath({ '/classes/85001/students': { json: { users } } }), {
      ids: { student: 'u-{id}' },
    });
    await expect(gradebook.enrolledStudents(SECTION)).resolves.toEqual(new Set(['1', '4']));
  });

  test('are taken from its enrolments where users cannot be had', async () => {
    const enrollments = [
      { sourcedId: 'e1', role: 'student', user: { sourcedId: '1' } },
      { sourcedId: 'e2', role: 'teacher', user: { sourcedId: '2' } },
      { sourcedId: 'e3', role: 'student', status: 'tobedeleted', user: { sourcedId: '3' } },
    ];
    const { gradebook } = oneRosterWith(
      byPath({ '/schools/100/classes/85001/enrollments': { json: { enrollments } } }),
    );
    await expect(gradebook.enrolledStudents(SECTION)).resolves.toEqual(new Set(['1']));
  });

  test.each([400, 403, 405, 422, 501])('are not known where neither can be had (%i)', async (status) => {
    await expect(
      oneRosterWith(() => failure(status, 'forbidden', '')).gradebook.enrolledStudents(SECTION),
    ).resolves.toBeNull();
    await expect(
      oneRosterWith(() => failure(status, 'forbidden', '')).gradebook.hasSection(SECTION),
    ).resolves.toBeNull();
  });

  test('are asked for later where it is not well', async () => {
    await expect(oneRosterWith(() => ({ status: 502 })).gradebook.enrolledStudents(SECTION)).rejects.toMatchObject({
      class: 'transient',
    });
  });
});
