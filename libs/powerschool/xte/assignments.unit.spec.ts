import { describe, expect, test } from '@jest/globals';
import { SisError } from '../port/gradebook.ts';
import type { FakeAnswer } from '../session/fake-transport.fixture.ts';
import { assignmentJson, REF, SECTION, xteWith } from './xte.fixture.ts';

const NEW = {
  title: 'Unit 3 test (S130545)',
  dueDate: '2026-11-20',
  totalPoints: 12,
  unitId: 'sa-1',
  identifier: 'S130545',
  categoryId: '4301',
} as const;
const AS_IT_IS = { title: NEW.title, dueDate: NEW.dueDate, totalPoints: 12 } as const;
const READ = {
  ref: REF,
  title: 'Unit 3 test (S130545)',
  dueDate: '2026-11-20',
  totalPoints: 12,
  categoryId: '4301',
};

/** Answers reads with the one and writes with the other. */
const xte = (read: FakeAnswer | Error, written: FakeAnswer | Error = { status: 201 }) =>
  xteWith(({ request }) => (request.method === 'GET' ? read : written));
const bodyOf = (json: string | undefined): unknown => JSON.parse(json ?? 'null') as unknown;

describe('creating an assignment', () => {
  const created = (location: string): FakeAnswer => ({ status: 201, headers: { location } });

  test('sends the fields that a real server took, and reads the id of its part in the section', async () => {
    const { gradebook, fake } = xte({ json: assignmentJson() }, created('https://sis/ws/xte/section/assignment/5001'));
    await expect(gradebook.createAssignment(SECTION, NEW)).resolves.toEqual(REF);
    expect(fake.asked()).toEqual([
      'POST /ws/xte/section/assignment/?users_dcid=8301',
      'GET /ws/xte/section/assignment/5001?users_dcid=8301',
    ]);
    expect(bodyOf(fake.requests[0]?.body)).toEqual({
      _assignmentsections: [
        {
          sectionsdcid: 85001,
          name: 'Unit 3 test (S130545)',
          duedate: '2026-11-20',
          scoretype: 'POINTS',
          scoreentrypoints: 12,
          totalpointvalue: 12,
          weight: 1,
          iscountedinfinalgrade: true,
          isscoringneeded: true,
          publishoption: 'Immediately',
          _assignmentcategoryassociations: [{ teachercategoryid: 4301, isprimary: true }],
        },
      ],
    });
  });

  test.each(['/ws/xte/section/assignment/5001', '/ws/xte/section/assignment/5001/', 'http://h/x/5001?users_dcid=8301'])(
    'finds the id in Location %s',
    async (location) => {
      const { gradebook } = xte({ json: assignmentJson() }, created(location));
      await expect(gradebook.createAssignment(SECTION, NEW)).resolves.toEqual(REF);
    },
  );

  test("does not take the header of a teacher's session for settled", async () => {
    const headers = { location: '/5001', assignmentsectionids: '[5001]' };
    const { gradebook } = xte({ json: assignmentJson() }, { status: 201, headers });
    await expect(gradebook.createAssignment(SECTION, NEW)).resolves.toEqual(REF);
  });

  test.each<[string, FakeAnswer | Error, FakeAnswer | Error]>([
    ['the answer names no id', created('/ws/xte/section/assignment'), { json: assignmentJson() }],
    ['there is no Location', { status: 201 }, { json: assignmentJson() }],
    ['the reply is a page', { text: '<html></html>' }, { json: assignmentJson() }],
    ['it cannot be read back', created('/5001'), { status: 404 }],
    ['reading it back is refused', created('/5001'), { status: 403, json: { message: 'does not teach' } }],
    ['reading it back fails', created('/5001'), new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE' }, 'reset')],
    ['it is read back without its part', created('/5001'), { json: assignmentJson({ assignmentsectionid: null }) }],
    ['it is read back in another section', created('/5001'), { json: assignmentJson({ sectionsdcid: 1 }) }],
  ])('is in doubt when %s', async (_what, written, read) => {
    const { gradebook } = xte(read, written);
    await expect(gradebook.createAssignment(SECTION, NEW)).rejects.toMatchObject({ uncertain: true });
  });

  test.each([
    [
      'a category that is inactive',
      409,
      { errors: [{ field: 'teachercategoryid', message: 'inactive' }] },
      'CATEGORY_INACTIVE',
    ],
    ['a date outside the term', 409, { errors: [{ field: 'duedate', message: 'not in term' }] }, 'SIS_REJECTED'],
    ["a section that is another's", 403, { message: 'User does not teach section' }, 'SIS_REJECTED'],
  ])('refused for %s is not in doubt', async (_what, status, json, code) => {
    const { gradebook } = xte({ status: 500 }, { status, json });
    await expect(gradebook.createAssignment(SECTION, NEW)).rejects.toMatchObject({
      class: 'unit',
      code,
      uncertain: false,
    });
  });

  test.each([
    ['section', { ...SECTION, sectionId: 'abc' }, NEW],
    ['teacher', { ...SECTION, teacherId: '8301&x=1' }, NEW],
    ['category', SECTION, { ...NEW, categoryId: '' }],
  ])('makes no request for a %s that is no id', async (_what, section, assignment) => {
    const { gradebook, fake } = xte({});
    await expect(gradebook.createAssignment(section, assignment)).rejects.toMatchObject({
      class: 'unit',
      code: 'SIS_REJECTED',
    });
    expect(fake.requests).toEqual([]);
  });
});

describe('reading assignments', () => {
  test('gives those of the section, by its own part', async () => {
    const elsewhere = {
      sectionsdcid: 1,
      assignmentsectionid: 2,
      name: 'x',
      duedate: '2026-01-01',
      scoreentrypoints: 1,
    };
    const two = assignmentJson();
    const list = [
      { ...two, _assignmentsections: [elsewhere, ...two._assignmentsections] },
      { assignmentid: 6, _assignmentsections: [elsewhere] },
    ];
    const { gradebook, fake } = xte({ json: list });
    await expect(gradebook.assignments(SECTION)).resolves.toEqual([READ]);
    expect(fake.asked()).toEqual(['GET /ws/xte/section/assignment/?users_dcid=8301&section_ids=85001']);
  });

  test.each([
    ['ids and points as strings', { assignmentsectionid: '77001', scoreentrypoints: '12.0' }, {}],
    ['a date with a time', { duedate: '2026-11-20T00:00:00' }, {}],
    ['only the total value', { scoreentrypoints: null }, {}],
    ['a weight: the points are what scores are entered in', { weight: 2, totalpointvalue: 24 }, {}],
    ['no category', { _assignmentcategoryassociations: [] }, { categoryId: null }],
    [
      'two categories, the primary second',
      { _assignmentcategoryassociations: [{ teachercategoryid: 1 }, { teachercategoryid: 2, isprimary: 'true' }] },
      { categoryId: '2' },
    ],
  ])('understands %s', async (_what, part, changes) => {
    const { gradebook } = xte({ json: assignmentJson(part) });
    await expect(gradebook.assignment(SECTION, REF)).resolves.toEqual({ ...READ, ...changes });
  });

  test('leaves out of a list what has no date, points or id', async () => {
    const broken = [
      { duedate: null },
      { scoreentrypoints: null, totalpointvalue: null },
      { assignmentsectionid: null },
    ];
    const { gradebook } = xte({ json: [...broken.map((part) => assignmentJson(part)), assignmentJson()] });
    await expect(gradebook.assignments(SECTION)).resolves.toEqual([READ]);
  });

  test.each<[string, FakeAnswer]>([
    ['not a list', { json: { assignments: [] } }],
    ['nothing', { status: 200 }],
    ['a page', { text: '<html></html>' }],
  ])('takes %s for no list', async (_what, answer) => {
    await expect(xte(answer).gradebook.assignments(SECTION)).rejects.toMatchObject({ class: 'transient' });
  });

  test('gives null for one that PowerSchool has no more, or not in this section', async () => {
    await expect(
      xte({ status: 404, json: { message: 'Assignment not found' } }).gradebook.assignment(SECTION, REF),
    ).resolves.toBeNull();
    const moved = xte({ json: assignmentJson({ assignmentsectionid: 3, sectionsdcid: 4 }) });
    await expect(moved.gradebook.assignment(SECTION, REF)).resolves.toBeNull();
  });

  test('does not take a page in front of PowerSchool for a deleted assignment', async () => {
    const { gradebook } = xte({ status: 404, text: '<html><title>Maintenance</title></html>' });
    await expect(gradebook.assignment(SECTION, REF)).rejects.toMatchObject({ class: 'transient' });
  });
});

describe('updating an assignment', () => {
  const fields = { title: 'New title (S130545)', dueDate: '2026-11-23', totalPoints: 20 };
  const sent = (requests: readonly { body?: string }[]) =>
    bodyOf(requests.at(-1)?.body) as ReturnType<typeof assignmentJson>;

  test('keeps everything that PowerSchool has and is not ours to change', async () => {
    const current = assignmentJson();
    const { gradebook, fake } = xte({ json: current });
    await gradebook.updateAssignment(SECTION, REF, fields);
    expect(fake.asked().at(-1)).toBe('PUT /ws/xte/section/assignment/5001?users_dcid=8301&update_scores=false');
    const part = { name: fields.title, duedate: fields.dueDate, scoreentrypoints: 20, totalpointvalue: 20 };
    expect(sent(fake.requests)).toEqual(assignmentJson(part));
  });

  test("keeps the teacher's weight, and the total value follows from it", async () => {
    const { gradebook, fake } = xte({ json: assignmentJson({ weight: 1.5, totalpointvalue: 18 }) });
    await gradebook.updateAssignment(SECTION, REF, fields);
    expect(sent(fake.requests)._assignmentsections[0]).toMatchObject({
      weight: 1.5,
      scoreentrypoints: 20,
      totalpointvalue: 30,
    });
  });

  test('changes all sections of an assignment alike, but for the due date', async () => {
    const other = {
      ...assignmentJson()._assignmentsections[0],
      assignmentsectionid: 77002,
      sectionsdcid: 85002,
      duedate: '2026-12-01',
    };
    const both = { ...assignmentJson(), _assignmentsections: [other, assignmentJson()._assignmentsections[0]] };
    const { gradebook, fake } = xte({ json: both });
    await gradebook.updateAssignment(SECTION, REF, { ...fields, categoryId: '4302' });
    expect(sent(fake.requests)._assignmentsections).toMatchObject([
      {
        sectionsdcid: 85002,
        name: fields.title,
        duedate: '2026-12-01',
        scoreentrypoints: 20,
        _assignmentcategoryassociations: [{ teachercategoryid: 4302 }],
      },
      {
        sectionsdcid: 85001,
        name: fields.title,
        duedate: '2026-11-23',
        scoreentrypoints: 20,
        _assignmentcategoryassociations: [{ teachercategoryid: 4302 }],
      },
    ]);
  });

  test.each([
    [
      'in place of the primary one',
      [{ assignmentcategoryassocid: 9, teachercategoryid: 4301, isprimary: true }],
      [{ assignmentcategoryassocid: 9, teachercategoryid: 4302, isprimary: true }],
    ],
    [
      'beside what the teacher added',
      [
        { teachercategoryid: 1, isprimary: false },
        { teachercategoryid: 4301, isprimary: true },
      ],
      [
        { teachercategoryid: 4302, isprimary: true },
        { teachercategoryid: 1, isprimary: false },
      ],
    ],
    [
      'once',
      [
        { teachercategoryid: 4302, isprimary: false },
        { teachercategoryid: 4301, isprimary: true },
      ],
      [{ teachercategoryid: 4302, isprimary: true }],
    ],
    ['where there was none', [], [{ teachercategoryid: 4302, isprimary: true }]],
  ])('puts a given category %s', async (_what, before, after) => {
    const { gradebook, fake } = xte({ json: assignmentJson({ _assignmentcategoryassociations: before }) });
    await gradebook.updateAssignment(SECTION, REF, { categoryId: '4302' });
    expect(sent(fake.requests)._assignmentsections[0]?._assignmentcategoryassociations).toEqual(after);
  });

  test('writes nothing where everything is so already', async () => {
    const { gradebook, fake } = xte({ json: assignmentJson() });
    await gradebook.updateAssignment(SECTION, REF, AS_IT_IS);
    await gradebook.updateAssignment(SECTION, REF, { ...AS_IT_IS, categoryId: '4301' });
    expect(fake.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  test.each<[string, FakeAnswer, FakeAnswer]>([
    ['before it is read', { status: 404 }, { status: 201 }],
    ['from this section', { json: assignmentJson({ assignmentsectionid: 3, sectionsdcid: 4 }) }, { status: 201 }],
  ])('finds that it was deleted %s', async (_what, read, written) => {
    await expect(xte(read, written).gradebook.updateAssignment(SECTION, REF, fields)).rejects.toMatchObject({
      class: 'deleted',
      code: 'SIS_ASSIGNMENT_DELETED',
    });
  });

  /** Read as it was before the write, and as `after` says since. */
  const since = (written: FakeAnswer, after: FakeAnswer) => {
    let isWritten = false;
    return xteWith(({ request }) => {
      if (request.method === 'GET') return isWritten ? after : { json: assignmentJson() };
      isWritten = true;
      return written;
    }).gradebook.updateAssignment(SECTION, REF, fields);
  };
  const CHANGED = { name: fields.title, duedate: fields.dueDate, scoreentrypoints: 20 };

  test.each([404, 200])('finds that it was deleted while it is written (%i)', async (status) => {
    const done = since({ status, json: { message: 'gone' } }, { status: 404 });
    await expect(done).rejects.toMatchObject({ class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED' });
  });

  test.each([200, 204])('reads back what %i says is done', async (status) => {
    await expect(since({ status }, { json: assignmentJson(CHANGED) })).resolves.toBeUndefined();
  });

  test.each<[string, FakeAnswer]>([
    ['is as it was', { json: assignmentJson() }],
    ['cannot be read', { status: 403, json: { message: 'User does not teach section' } }],
    ['is answered with an error', { status: 502 }],
  ])('is in doubt where "not found" is said of what %s', async (_what, after) => {
    await expect(since({ status: 404, json: {} }, after)).rejects.toMatchObject({ uncertain: true });
  });

  test('does not believe an empty 200', async () => {
    const { gradebook } = xte({ json: assignmentJson() }, { status: 200 });
    await expect(gradebook.updateAssignment(SECTION, REF, fields)).rejects.toMatchObject({
      class: 'transient',
      uncertain: true,
    });
  });
});

describe('deleting an assignment without scores', () => {
  test.each([
    [204, true],
    [412, false],
    [403, false],
    [409, false],
  ])('is never forced: %i answers %s', async (status, isGone) => {
    const { gradebook, fake } = xte({ json: assignmentJson() }, { status, json: { message: 'words' } });
    await expect(gradebook.deleteUnscored(SECTION, REF)).resolves.toBe(isGone);
    expect(new Set(fake.asked())).toEqual(new Set(['DELETE /ws/xte/section/assignment/5001?users_dcid=8301']));
  });

  test.each<[string, number, FakeAnswer, boolean]>([
    ['is there no more', 404, { status: 404 }, true],
    ['is still there', 404, { json: assignmentJson() }, false],
    ['is there no more', 200, { status: 404 }, true],
  ])('that %s is found to be, where %i leaves it open', async (_what, status, read, isGone) => {
    await expect(xte(read, { status }).gradebook.deleteUnscored(SECTION, REF)).resolves.toBe(isGone);
  });

  test('whose answer is lost is not known to be gone', async () => {
    const { gradebook } = xte({ json: assignmentJson() }, { status: 502 });
    await expect(gradebook.deleteUnscored(SECTION, REF)).rejects.toMatchObject({ class: 'transient', uncertain: true });
  });
});
