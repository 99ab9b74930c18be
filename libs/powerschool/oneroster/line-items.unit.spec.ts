import { describe, expect, test } from '@jest/globals';
import { BASE, byPath, failure, oneRosterWith, SECTION, SESSIONS, session } from './oneroster.fixture.ts';
import { lineItemId } from './sourced-ids.ts';

const ID = lineItemId('85001', 'sa-9001');
const REF = { assignmentId: ID, sectionAssignmentId: ID };
const FIELDS = { title: 'Unit 3 test (S130545)', dueDate: '2026-11-20', totalPoints: 12 };
const NEW = { ...FIELDS, unitId: 'sa-9001', identifier: 'S130545', categoryId: 'cat/7' };
const HREF = 'https://sis.test/ps/api/ims/oneroster/v1p1';
const CURRENT = {
  sourcedId: ID,
  status: 'active',
  title: FIELDS.title,
  description: 'by the teacher',
  assignDate: '2026-11-01T00:00:00.000Z',
  dueDate: '2026-11-20T00:00:00.000Z',
  class: { sourcedId: '85001' },
  category: { sourcedId: 'cat/7' },
  gradingPeriod: { sourcedId: 'q2' },
  resultValueMin: 0,
  resultValueMax: 12.0,
  metadata: { scoreType: 'POINTS', x: 1 },
  vendorField: 7,
};
const reference = (collection: string, type: string, sourcedId: string) => ({
  href: `${HREF}/${collection}/${encodeURIComponent(sourcedId)}`,
  sourcedId,
  type,
});
const putLineItem = (fake: ReturnType<typeof oneRosterWith>['fake']): unknown =>
  (JSON.parse(fake.requests.find(({ method }) => method === 'PUT')?.body ?? 'null') as { lineItem: unknown }).lineItem;
const puts = (fake: ReturnType<typeof oneRosterWith>['fake']): number =>
  fake.requests.filter(({ method }) => method === 'PUT').length;

describe('creating a line item', () => {
  const answers = byPath({ ...SESSIONS, [`PUT ${BASE}/lineItems/${ID}`]: { status: 201 } });

  test('puts everything that OneRoster 1.1 requires, under an id of our own', async () => {
    const { gradebook, fake } = oneRosterWith(answers);
    await expect(gradebook.createAssignment(SECTION, NEW)).resolves.toEqual(REF);
    expect(putLineItem(fake)).toEqual({
      sourcedId: ID,
      status: 'active',
      dateLastModified: '2026-10-20T18:00:00.000Z',
      title: FIELDS.title,
      assignDate: '2026-11-20T12:00:00.000Z',
      dueDate: '2026-11-20T12:00:00.000Z',
      class: reference('classes', 'class', '85001'),
      category: reference('categories', 'category', 'cat/7'),
      gradingPeriod: reference('academicSessions', 'academicSession', 'q2'),
      resultValueMin: 0,
      resultValueMax: 12,
      metadata: { scoreType: 'POINTS' },
    });
  });

  test('twice is as once: the same PUT', async () => {
    const { gradebook, fake } = oneRosterWith(answers);
    await gradebook.createAssignment(SECTION, NEW);
    await gradebook.createAssignment(SECTION, NEW);
    const [first, second] = fake.requests.filter(({ method }) => method === 'PUT');
    expect(second).toEqual(first);
    // The sessions are remembered.
    expect(fake.asked().filter((asked) => asked.includes('/schools/100/terms?limit=1000&offset=0'))).toHaveLength(1);
  });

  test.each([
    ["outside of every session: the section's own term", '2027-07-01', 'year'],
    ['in a semester and a grading period: the shorter', '2026-10-12', 'q2'],
    ['on the last day', '2026-12-18', 'q2'],
    ['the day after: the year', '2026-12-19', 'year'],
    ['before the grading period: the semester', '2026-09-01', 's1'],
  ])('stands, %s', async (_what, dueDate, sourcedId) => {
    const { gradebook, fake } = oneRosterWith(answers);
    await gradebook.createAssignment(SECTION, { ...NEW, dueDate });
    expect(putLineItem(fake)).toMatchObject({ gradingPeriod: { sourcedId } });
  });

  test.each([
    ['a section of the year', '3600', {}, 'q2'],
    ['a section of the mini-term', '3605', {}, 'mini'],
    ['a district that posts twice a year', '3600', { gradingPeriodsPerYear: 2 }, 's1'],
  ])('of %s stands where the grading period of the section is', async (_what, termId, terms, sourcedId) => {
    const academicSessions = [
      session('year', '2026-08-17', '2027-06-05', { metadata: { TermID: '3600' } }),
      session('s1', '2026-08-17', '2026-12-19'),
      session('q1', '2026-08-17', '2026-10-10'),
      session('q2', '2026-10-12', '2026-12-19'),
      session('mini', '2026-11-16', '2026-12-05', { metadata: { TermID: '3605' } }),
    ];
    const all = byPath({ '/schools/100/terms': { json: { academicSessions } }, [ID]: { status: 201 } });
    const { gradebook, fake } = oneRosterWith(all, {}, terms);
    await gradebook.createAssignment({ ...SECTION, termId }, { ...NEW, dueDate: '2026-11-20' });
    expect(putLineItem(fake)).toMatchObject({ gradingPeriod: { sourcedId } });
  });

  test('stands in a grading period of its term where the school tells no terms that hold the day', async () => {
    const terms = { json: { academicSessions: [] } };
    const periods = { json: { academicSessions: [session('p', '2026-11-01', '2026-12-01')] } };
    const { gradebook, fake } = oneRosterWith(
      byPath({ '/schools/100/terms': terms, '/terms/3600/gradingPeriods': periods, [ID]: { status: 201 } }),
    );
    await gradebook.createAssignment(SECTION, NEW);
    expect(putLineItem(fake)).toMatchObject({ gradingPeriod: { sourcedId: 'p' } });
  });

  test("stands in the section's own term where no terms can be read, and is made where the class cannot be read either", async () => {
    const { gradebook, fake } = oneRosterWith(byPath({ [ID]: { status: 201 } }));
    await expect(gradebook.assignments(SECTION)).resolves.toEqual([]);
    await gradebook.createAssignment(SECTION, NEW);
    expect(putLineItem(fake)).toMatchObject({ gradingPeriod: { sourcedId: '3600' } });
  });

  test.each([400, 401, 403, 404, 405, 422, 501])(
    'is made where neither terms nor the class can be read (%i)',
    async (status) => {
      const answer = failure(status, 'forbidden', 'missing required READ permission');
      const { gradebook, fake } = oneRosterWith(({ request }) => (request.method === 'GET' ? answer : { status: 201 }));
      await expect(gradebook.assignments(SECTION)).resolves.toEqual([]);
      await expect(gradebook.createAssignment(SECTION, NEW)).resolves.toEqual(REF);
      expect(putLineItem(fake)).toMatchObject({ gradingPeriod: { sourcedId: '3600' } });
    },
  );

  test("uses the ids of the district's mapping, and its base path", async () => {
    const settings = { basePath: '/ims/or', ids: { class: 'sec-{id}', school: 'sch-{id}', term: 'T{id}' } };
    const { gradebook, fake } = oneRosterWith(
      byPath({ '/schools/sch-100/terms': { json: { terms: [] } }, [`PUT /ims/or/lineItems/${ID}`]: { status: 200 } }),
      settings,
    );
    await gradebook.createAssignment(SECTION, NEW);
    expect(putLineItem(fake)).toMatchObject({
      class: { href: 'https://sis.test/ps/ims/or/classes/sec-85001', sourcedId: 'sec-85001' },
      gradingPeriod: { sourcedId: 'T3600' },
    });
  });

  test.each([
    [failure(422, 'invaliddata', 'Teacher category 4303 is inactive.'), { class: 'unit', code: 'CATEGORY_INACTIVE' }],
    [failure(404, 'unknownobject', 'category x was not found.'), { class: 'unit', code: 'CATEGORY_INACTIVE' }],
    [failure(422, 'invaliddata', 'Name cannot be longer than 50 characters.'), { class: 'unit', code: 'SIS_REJECTED' }],
    [failure(403, 'forbidden', ''), { class: 'district', code: 'SIS_ACCESS_DENIED' }],
    [failure(500, 'internal_server_error', 'oops'), { class: 'transient', uncertain: true }],
  ])('is refused by the words of an imsx status', async (answer, expected) => {
    const { gradebook } = oneRosterWith(byPath({ ...SESSIONS, [ID]: answer }));
    await expect(gradebook.createAssignment(SECTION, NEW)).rejects.toMatchObject(expected);
  });
});

describe('updating a line item', () => {
  const withCurrent = (change: object = {}) =>
    oneRosterWith(
      byPath({
        ...SESSIONS,
        [`GET ${BASE}/lineItems/${ID}`]: {
          json: { lineItem: { ...CURRENT, ...change } },
        },
        [`PUT ${BASE}/lineItems/${ID}`]: { status: 200 },
      }),
    );

  test('keeps category, description, assign date and metadata, and sends no field that is not of OneRoster 1.1', async () => {
    const { gradebook, fake } = withCurrent({ category: { sourcedId: 'moved' } });
    const changes = { title: 'New (S130545)', dueDate: '2026-12-18', totalPoints: 20 };
    await gradebook.updateAssignment(SECTION, REF, changes);
    expect(putLineItem(fake)).toEqual({
      sourcedId: ID,
      status: 'active',
      dateLastModified: '2026-10-20T18:00:00.000Z',
      title: 'New (S130545)',
      description: 'by the teacher',
      assignDate: '2026-11-01T00:00:00.000Z',
      dueDate: '2026-12-18T12:00:00.000Z',
      class: reference('classes', 'class', '85001'),
      category: reference('categories', 'category', 'moved'),
      gradingPeriod: reference('academicSessions', 'academicSession', 'q2'),
      resultValueMin: 0,
      resultValueMax: 20,
      metadata: { scoreType: 'POINTS', x: 1 },
    });
  });

  test('moves to a category that is given', async () => {
    const { gradebook, fake } = withCurrent({ description: '' });
    await gradebook.updateAssignment(SECTION, REF, { categoryId: 'tests' });
    expect(putLineItem(fake)).toMatchObject({ category: { sourcedId: 'tests' } });
    expect(putLineItem(fake)).not.toHaveProperty('description');
  });

  test('writes nothing where everything is so already', async () => {
    const { gradebook, fake } = withCurrent();
    await gradebook.updateAssignment(SECTION, REF, FIELDS);
    await gradebook.updateAssignment(SECTION, REF, { ...FIELDS, categoryId: 'cat/7' });
    expect(puts(fake)).toBe(0);
  });

  test.each([
    ['is there no more', byPath({ '/classes/85001/lineItems': { json: { lineItems: [] } } })],
    ['is marked to be deleted', byPath({ [ID]: { json: { lineItem: { ...CURRENT, status: 'tobedeleted' } } } })],
  ])('does not bring back one that %s', async (_what, answering) => {
    const { gradebook, fake } = oneRosterWith(answering);
    await expect(gradebook.assignment(SECTION, REF)).resolves.toBeNull();
    await expect(gradebook.updateAssignment(SECTION, REF, FIELDS)).rejects.toMatchObject({ class: 'deleted' });
    expect(puts(fake)).toBe(0);
  });

  test('does not take one for deleted where line items cannot be read at all', async () => {
    const { gradebook, fake } = oneRosterWith(byPath({ [`PUT ${BASE}/lineItems/${ID}`]: { status: 200 } }));
    const refused = { class: 'unit', code: 'SIS_REJECTED', message: expect.stringContaining('no line items to read') };
    await expect(gradebook.assignment(SECTION, REF)).rejects.toMatchObject(refused);
    await expect(gradebook.updateAssignment(SECTION, REF, FIELDS)).rejects.toMatchObject(refused);
    expect(puts(fake)).toBe(0);
  });

  test.each([400, 403, 405, 422, 501])(
    'says so where line items are refused to be read (%i), which is not the district that is in trouble',
    async (status) => {
      const { gradebook } = oneRosterWith(() => failure(status, 'forbidden', 'Access denied'));
      await expect(gradebook.assignment(SECTION, REF)).rejects.toMatchObject({
        class: 'unit',
        code: 'SIS_REJECTED',
        status,
        message: expect.stringContaining('no line items to read'),
      });
    },
  );

  test.each([403, 404])('takes a page in front of PowerSchool for passing trouble (%i)', async (status) => {
    const { gradebook } = oneRosterWith(() => ({ status, text: '<html><title>Maintenance</title></html>' }));
    await expect(gradebook.assignment(SECTION, REF)).rejects.toMatchObject({ class: 'transient', uncertain: false });
  });

  test('keeps what it does not change as PowerSchool has it now', async () => {
    const { gradebook, fake } = withCurrent({
      title: 'By hand',
      dueDate: '2026-12-01T06:00:00.000Z',
      resultValueMin: 1,
      resultValueMax: 15,
      gradingPeriod: { sourcedId: 'own' },
    });
    await gradebook.updateAssignment(SECTION, REF, { categoryId: 'tests' });
    expect(putLineItem(fake)).toMatchObject({
      title: 'By hand',
      dueDate: '2026-12-01T12:00:00.000Z',
      resultValueMin: 1,
      resultValueMax: 15,
      gradingPeriod: { sourcedId: 'own' },
      category: { sourcedId: 'tests' },
    });
    // It stands where it stood: no terms are asked for.
    expect(fake.requests).toHaveLength(2);
  });

  test('reads where the settings say, and writes where it always does', async () => {
    const readBasePath = '/ims/oneroster/gradebook/v1p2';
    const { gradebook, fake } = oneRosterWith(
      byPath({
        ...SESSIONS,
        [`GET ${readBasePath}/lineItems/${ID}`]: { json: { lineItem: CURRENT } },
        [`PUT ${BASE}/lineItems/${ID}`]: { status: 200 },
      }),
      { readBasePath },
    );
    await gradebook.updateAssignment(SECTION, REF, { title: 'New', dueDate: '2026-11-21' });
    expect(puts(fake)).toBe(1);
    expect(fake.asked()).toContain(`GET ${BASE}/schools/100/terms?limit=1000&offset=0`);
  });
});

describe('the line items of a class', () => {
  test('come in pages, those to be deleted left out', async () => {
    const all = [
      CURRENT,
      { ...CURRENT, sourcedId: 'b', status: 'tobedeleted' },
      { ...CURRENT, sourcedId: 'c', category: null },
      { sourcedId: 'broken' },
    ];
    const answers = byPath({
      '/classes/85001/lineItems': (query) => {
        const offset = Number(query.get('offset'));
        return { json: { lineItems: all.slice(offset, offset + 3) } };
      },
    });
    const { gradebook, fake } = oneRosterWith(answers);
    const read = { ref: REF, ...FIELDS, categoryId: 'cat/7' };
    await expect(gradebook.assignments(SECTION)).resolves.toEqual([
      read,
      { ...read, ref: { assignmentId: 'c', sectionAssignmentId: 'c' }, categoryId: null },
    ]);
    expect(fake.asked().map((asked) => asked.split('?')[1])).toEqual([
      'limit=1000&offset=0',
      'limit=1000&offset=3',
      'limit=1000&offset=4',
    ]);
  });

  test.each([
    ['X-Total-Count', { 'x-total-count': '1' }],
    ['Link', { link: '<https://sis/x?offset=0>; rel="first"' }],
  ])('end where %s says so', async (_what, headers) => {
    const { gradebook, fake } = oneRosterWith(() => ({ json: { lineItems: [CURRENT] }, headers }));
    await gradebook.assignments(SECTION);
    expect(fake.requests).toHaveLength(1);
  });

  test('that are no list, or a line item without points, are no answer', async () => {
    await expect(oneRosterWith(() => ({ json: [] })).gradebook.assignments(SECTION)).rejects.toMatchObject({
      class: 'transient',
    });
    const broken = oneRosterWith(() => ({ json: { lineItem: { sourcedId: ID } } }));
    await expect(broken.gradebook.assignment(SECTION, REF)).rejects.toMatchObject({ class: 'transient' });
    await expect(oneRosterWith(() => ({ json: {} })).gradebook.assignment(SECTION, REF)).rejects.toMatchObject({
      class: 'transient',
    });
  });
});
