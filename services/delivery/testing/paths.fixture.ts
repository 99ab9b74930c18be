import type { ReasonCode } from '@passback/domain';
import type { PowerSchoolSimulator } from '@passback/simulators';
import type { NightOptions, UnitSketch } from './units.fixture.ts';
import type { World } from './world.fixture.ts';

/** One way through a delivery over a real connector. */
export interface Path {
  readonly name: string;
  /** What was delivered the night before; null: the unit is new. */
  readonly before: UnitSketch | null;
  /** What happened since, in PowerSchool or in further nights. */
  readonly since?: (world: World, sis: PowerSchoolSimulator) => Promise<void>;
  readonly sketch: UnitSketch;
  readonly options?: Partial<NightOptions>;
  /** What the gradebook holds at the end, whatever went wrong on the way. */
  readonly title: string;
  readonly category?: string;
  readonly cells: Readonly<Record<string, number>>;
  /** What the ledger says was written, where that is something else. */
  readonly written?: Readonly<Record<string, number>>;
  /** What the unit has to say for itself at the end. */
  readonly reasons?: readonly ReasonCode[] | undefined;
}

export const S1: UnitSketch = { id: 's1', scores: { '81001': 5, '81002': 6, '81003': null } };
const ALL_GRADED: UnitSketch = { ...S1, scores: { ...S1.scores, '81003': 7 } };

export const BESIDE_EDITS = 'a new type with changed scores, beside an edit and a student who left';

export const PATHS: readonly Path[] = [
  { name: 'a new unit', before: null, sketch: S1, title: 'Mid Term Exam (S1)', cells: { 81001: 5, 81002: 6 } },
  {
    name: 'changed scores',
    before: S1,
    sketch: { ...S1, revision: 2, scores: { '81001': 7, '81002': 6, '81003': 8 } },
    title: 'Mid Term Exam (S1)',
    cells: { 81001: 7, 81002: 6, 81003: 8 },
  },
  {
    name: 'a new title with a changed score',
    before: S1,
    sketch: { ...S1, revision: 2, title: 'Final', scores: { ...S1.scores, '81001': 7 } },
    title: 'Final (S1)',
    cells: { 81001: 7, 81002: 6 },
  },
  {
    name: BESIDE_EDITS,
    before: ALL_GRADED,
    since: async (_world, { gradebook }) => {
      const [{ assignmentSectionId } = { assignmentSectionId: 0 }] = gradebook.find('(S1)');
      gradebook.setScore({ assignmentSectionId, studentDcid: 81002, points: 1 });
      gradebook.dropStudent({ sectionDcid: 85001, studentDcid: 81003 });
    },
    sketch: { ...ALL_GRADED, revision: 2, assessmentType: 'Test', scores: { '81001': 8, '81002': 6, '81003': 9 } },
    title: 'Mid Term Exam (S1)',
    category: 'Tests',
    cells: { 81001: 8, 81002: 1, 81003: 7 },
    written: { 81001: 8, 81002: 6, 81003: 7 },
    reasons: ['SIS_EDIT_KEPT', 'STUDENT_NOT_ENROLLED'],
  },
  {
    name: 'a redrive of what was deleted',
    before: S1,
    since: async (world, { gradebook }) => {
      for (const { assignmentId } of gradebook.find('(S1)')) gradebook.deleteAssignment({ assignmentId });
      await world.night([{ ...S1, revision: 2, scores: { ...S1.scores, '81001': 7 } }], { runId: 'night-deleted' });
      await world.settled();
    },
    sketch: { ...S1, revision: 2, scores: { ...S1.scores, '81001': 7 } },
    options: { redrive: true },
    title: 'Mid Term Exam (S1)',
    cells: { 81001: 7, 81002: 6 },
  },
];
