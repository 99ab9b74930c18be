import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { oneRoster } from '../testing/oneroster.fixture.ts';
import { ANN, scoreRow, SECTION, TEACHER, TestSchool, TESTS } from '../testing/school.fixture.ts';
import type { Gradebook } from './gradebook.ts';

interface Ids {
  readonly assignmentId: number;
  readonly assignmentSectionId: number;
}

/** What both interfaces show of the one column and of the one cell in it; null for what is not there. */
interface Seen {
  readonly title: string;
  readonly dueDate: string;
  readonly points: number;
  readonly category: string;
  readonly cell: { readonly points: number | null; readonly exempt: boolean } | null;
}

const BEFORE: Seen = {
  title: 'Unit 3 test (S130545)',
  dueDate: '2026-11-20',
  points: 12,
  category: '4301',
  cell: { points: 9, exempt: false },
};

/** Everything that a teacher can do by hand, and what is seen of it afterwards. */
const EDITS: readonly (readonly [
  what: string,
  edit: (gradebook: Gradebook, ids: Ids) => void,
  after: Partial<Seen> | null,
])[] = [
  [
    'types a score',
    (gradebook, { assignmentSectionId }) => gradebook.setScore({ assignmentSectionId, studentDcid: ANN, points: 4.5 }),
    { cell: { points: 4.5, exempt: false } },
  ],
  [
    'clears the cell',
    (gradebook, { assignmentSectionId }) => gradebook.clearScore({ assignmentSectionId, studentDcid: ANN }),
    { cell: null },
  ],
  [
    'exempts it, which keeps the points',
    (gradebook, { assignmentSectionId }) => gradebook.exemptScore({ assignmentSectionId, studentDcid: ANN }),
    { cell: { points: 9, exempt: true } },
  ],
  [
    'exempts it and takes that back',
    (gradebook, { assignmentSectionId }) => {
      gradebook.exemptScore({ assignmentSectionId, studentDcid: ANN });
      gradebook.exemptScore({ assignmentSectionId, studentDcid: ANN, exempt: false });
    },
    {},
  ],
  [
    'renames the column',
    (gradebook, { assignmentId }) => gradebook.renameAssignment({ assignmentId, name: 'By hand' }),
    { title: 'By hand' },
  ],
  [
    'moves the due date',
    (gradebook, { assignmentSectionId }) => gradebook.changeDueDate({ assignmentSectionId, dueDate: '2026-12-01' }),
    { dueDate: '2026-12-01' },
  ],
  [
    'changes the points, which keeps the scores',
    (gradebook, { assignmentId }) => gradebook.changePoints({ assignmentId, points: 20 }),
    { points: 20 },
  ],
  [
    'moves it to another category',
    (gradebook, { assignmentSectionId }) => gradebook.moveCategory({ assignmentSectionId, categoryId: TESTS }),
    { category: String(TESTS) },
  ],
  ['deletes the column', (gradebook, { assignmentId }) => gradebook.deleteAssignment({ assignmentId }), null],
];

describe('what a teacher does by hand', () => {
  let school: TestSchool;
  let ids: Ids;
  beforeEach(async () => {
    school = await TestSchool.open();
    const made = await school.newAssignment();
    ids = { assignmentId: made.assignmentId, assignmentSectionId: made.sectionId };
    await school.putScores([scoreRow(made.sectionId, ANN, 9)]);
  });
  afterEach(() => school.close());

  async function overXte(): Promise<Seen | null> {
    const list = await school.call('GET', `/ws/xte/section/assignment/?users_dcid=${TEACHER}&section_ids=${SECTION}`);
    const [assignment] = list.json<{ _assignmentsections: Record<string, unknown>[] }[]>();
    const part = assignment?._assignmentsections[0];
    if (part === undefined) return null;
    const read = await school.call('POST', `/ws/xte/assignment_score?users_dcid=${TEACHER}`, {
      assignment_ids: [ids.assignmentId],
      section_ids: [SECTION],
    });
    const rows = read.json<{ assignment_scores: { scorepoints: number | null; isexempt: boolean }[] }>();
    const row = rows.assignment_scores.find(({ scorepoints, isexempt }) => scorepoints !== null || isexempt);
    const [category] = part['_assignmentcategoryassociations'] as { teachercategoryid: number }[];
    return {
      title: String(part['name']),
      dueDate: String(part['duedate']),
      points: Number(part['scoreentrypoints']),
      category: String(category?.teachercategoryid),
      cell: row === undefined ? null : { points: row.scorepoints, exempt: row.isexempt },
    };
  }

  async function overOneRoster(): Promise<Seen | null> {
    const api = oneRoster(school);
    const items = await api.get(`/classes/${SECTION}/lineItems`);
    const [item] = items.json<{ lineItems: Record<string, unknown>[] }>().lineItems;
    if (item === undefined) return null;
    const read = await api.get(`/classes/${SECTION}/lineItems/${String(item['sourcedId'])}/results`);
    const [row] = read.json<{ results: { score: number; scoreStatus: string }[] }>().results;
    return {
      title: String(item['title']),
      dueDate: String(item['dueDate']).slice(0, 10),
      points: Number(item['resultValueMax']),
      category: (item['category'] as { sourcedId: string }).sourcedId,
      cell: row === undefined ? null : { points: row.score, exempt: row.scoreStatus === 'exempt' },
    };
  }

  test.each(EDITS)('%s: both interfaces show it', async (_what, edit, after) => {
    expect([await overXte(), await overOneRoster()]).toEqual([BEFORE, BEFORE]);
    edit(school.simulator.gradebook, ids);
    const right = after === null ? null : { ...BEFORE, ...after };
    expect([await overXte(), await overOneRoster()]).toEqual([right, right]);
  });

  test.each(EDITS.flatMap(([what, edit]) => [400, 404, 422, 501].map((status) => [what, edit, status] as const)))(
    '%s: seen once reads are no longer refused',
    async (_what, edit, status) => {
      const refusals = ['/ws/xte/*', '/api/ims/oneroster/*'].map((route) =>
        school.simulator.faults.add({ match: { route }, action: { kind: 'status', status, message: 'No.' } }),
      );
      edit(school.simulator.gradebook, ids);
      const path = `/ws/xte/section/assignment/?users_dcid=${TEACHER}&section_ids=${SECTION}`;
      expect((await school.call('GET', path)).status).toBe(status);
      expect((await oneRoster(school).get(`/classes/${SECTION}/results`)).status).toBe(status);
      for (const refusal of refusals) refusal.remove();
      expect(await overXte()).toEqual(await overOneRoster());
    },
  );
});
