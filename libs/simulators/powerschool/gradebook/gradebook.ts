import type { SimulatorClock } from '../clock.ts';
import { assignmentsOf } from './assignments.ts';
import { type GradebookSnapshot, snapshot, type SnapshotAssignment, snapshotAssignment } from './snapshot.ts';
import { writeScore } from './scores.ts';
import { type Roster, seed } from './seed.ts';
import { createStore, mustGet, type Store } from './store.ts';
import { type TeacherHand, teacherHand } from './teacher-hand.ts';

/** The gradebook for those who hold the simulator itself: seed it, edit it as a teacher would, look at every cell. */
export interface Gradebook extends TeacherHand {
  readonly store: Store;
  /** Throws `RangeError` where the roster names something that is nowhere. */
  seed(roster: Roster): void;
  snapshot(): GradebookSnapshot;
  /** The columns of one section, oldest first. */
  columns(sectionDcid: number): SnapshotAssignment[];
  /** The columns whose name holds `text`, as `(S130545)`, in all sections. */
  find(text: string): SnapshotAssignment[];
  /** Points in a cell; null when it is empty. */
  points(assignmentSectionId: number, studentDcid: number): number | null;
  /** Many cells at once, as a teacher's. */
  seedScores(assignmentSectionId: number, scores: Iterable<readonly [studentDcid: number, points: number]>): void;
}

export function createGradebook(clock: SimulatorClock, timeZone: string): Gradebook {
  const store = createStore(clock, timeZone);
  return {
    store,
    ...teacherHand(store),
    seed: (roster) => seed(store, roster),
    snapshot: () => snapshot(store),
    columns: (sectionDcid) =>
      assignmentsOf(store, sectionDcid).flatMap(({ sections }) =>
        sections.filter((part) => part.sectionDcid === sectionDcid).map((part) => snapshotAssignment(store, part)),
      ),
    find: (text) =>
      [...store.assignmentSections.values()]
        .filter(({ name }) => name.includes(text))
        .map((part) => snapshotAssignment(store, part)),
    points: (assignmentSectionId, studentDcid) =>
      mustGet(store.assignmentSections, assignmentSectionId, 'assignment section').scores.get(studentDcid)?.points ??
      null,
    seedScores: (assignmentSectionId, scores) => {
      const part = mustGet(store.assignmentSections, assignmentSectionId, 'assignment section');
      for (const [studentDcid, points] of scores) writeScore(store, part, studentDcid, { points }, 'teacher');
    },
  };
}
