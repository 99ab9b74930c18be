import type { AssignmentRef } from '@passback/domain';
import type { PowerSchoolSimulator, SnapshotAssignment, SnapshotScore } from '@passback/simulators';

export const FIELDS = ['name', 'dueDate', 'pointsPossible', 'category'] as const;
type Field = (typeof FIELDS)[number];
type Given = Partial<Record<Field, string | number>>;

/**
 * What PowerSchool really holds and whose hand it was, told by the simulated PowerSchool alone. It watches every request, and notes
 * where one of ours took a teacher's edit away that it had no right to: one that Otus gave no other value than the last one that was
 * given. Nothing of the system's own memory is believed.
 */
export class Truth {
  readonly #sis: PowerSchoolSimulator;
  #before: ReadonlyMap<number, SnapshotAssignment> = new Map();
  readonly #given = new Map<string, number[]>();
  readonly #givenFields = new Map<number, Given>();
  readonly #teachersFields = new Set<string>();
  /** What of ours was wrong, in words. */
  readonly wrongs: string[] = [];

  constructor(sis: PowerSchoolSimulator) {
    this.#sis = sis;
  }

  /** Columns whose name carries the identifier in a section, oldest first. */
  columns(sectionDcid: number, identifier: string): SnapshotAssignment[] {
    return this.#sis.gradebook.columns(sectionDcid).filter(({ name }) => name.endsWith(`(${identifier})`));
  }

  /** The column that a connector found or made under these ids; undefined where it is gone. */
  column({ sectionAssignmentId }: AssignmentRef): SnapshotAssignment | undefined {
    const { store } = this.#sis.gradebook;
    const id = store.sourcedIds.lineItems.get(sectionAssignmentId) ?? Number(sectionAssignmentId);
    return this.#sis.gradebook.snapshot().assignments.find(({ assignmentSectionId }) => assignmentSectionId === id);
  }

  /** A teacher's hand does it. */
  byTeacher(edit: () => void): void {
    this.#look();
    edit();
    const before = this.#before;
    this.#look();
    for (const [id, column] of this.#before) {
      const was = before.get(id);
      for (const field of FIELDS) if (was?.[field] !== column[field]) this.#teachersFields.add(`${id}:${field}`);
    }
  }

  /** A request of ours may have changed something. `isBlind`: no cell can be read at this time, so only Otus's word counts. */
  afterRequest(isBlind: boolean): void {
    const before = this.#before;
    this.#look();
    for (const [id, column] of this.#before) {
      const was = before.get(id);
      this.#compareFields(id, was, column);
      for (const score of column.scores) {
        const cell = was?.scores.find(({ studentDcid }) => studentDcid === score.studentDcid);
        if (score.writtenBy === 'plugin' && score.writes !== cell?.writes) this.#written(column, cell, score, isBlind);
      }
    }
  }

  /** The system found a teacher's edit and said so: against these points of Otus, that it keeps. */
  kept(column: SnapshotAssignment, studentDcid: number, points: number): void {
    this.#give(`${column.assignmentSectionId}:${studentDcid}`, points);
  }

  keptField(column: SnapshotAssignment, field: Field, value: string | number): void {
    this.#givenFields.set(column.assignmentSectionId, {
      ...this.#givenFields.get(column.assignmentSectionId),
      [field]: value,
    });
  }

  isTeachersField({ assignmentSectionId }: SnapshotAssignment, field: Field): boolean {
    return this.#teachersFields.has(`${assignmentSectionId}:${field}`);
  }

  #look(): void {
    this.#before = new Map(
      this.#sis.gradebook.snapshot().assignments.map((column) => [column.assignmentSectionId, column]),
    );
  }

  #compareFields(id: number, was: SnapshotAssignment | undefined, is: SnapshotAssignment): void {
    const given = { ...this.#givenFields.get(id) };
    for (const field of FIELDS) {
      if (was?.[field] === is[field]) continue;
      const isTeachers = this.#teachersFields.delete(`${id}:${field}`);
      if (isTeachers && given[field] === is[field])
        this.wrongs.push(`the teacher's ${field} of ${is.name}, ${String(was?.[field])}, became ${is[field]} again`);
      given[field] = is[field];
    }
    this.#givenFields.set(id, given);
  }

  #written(column: SnapshotAssignment, was: SnapshotScore | undefined, is: SnapshotScore, isBlind: boolean): void {
    const key = `${column.assignmentSectionId}:${is.studentDcid}`;
    const given = this.#given.get(key) ?? [];
    const isEdit = was?.writtenBy === 'teacher' && (was.exempt || (was.points !== null && !given.includes(was.points)));
    const isAsked = given.at(-1) !== is.points;
    if (isEdit && !isAsked && !isBlind && (was.points !== is.points || was.exempt !== is.exempt))
      this.wrongs.push(
        `what a teacher gave ${is.studentDcid} in ${column.name}, ${was.points}${was.exempt ? ' exempt' : ''}, became ${is.points} again`,
      );
    this.#give(key, is.points ?? NaN);
  }

  /** Typing what was once ours is not to be told from ours. */
  #give(key: string, points: number): void {
    this.#given.set(key, [...(this.#given.get(key) ?? []).filter((one) => one !== points), points]);
  }
}
