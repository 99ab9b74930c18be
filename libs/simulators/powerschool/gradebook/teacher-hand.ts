import { addAssignment, removeAssignment } from './assignments.ts';
import { type ScoreChange, writeScore } from './scores.ts';
import { addEnrolment, type EnrolmentSeed } from './seed.ts';
import { mustGet, type Store, today } from './store.ts';
import type { AssignmentFields, AssignmentSection, Enrolment } from './types.ts';

export interface Cell {
  readonly assignmentSectionId: number;
  readonly studentDcid: number;
}

export interface TeacherAssignment {
  readonly sectionDcid: number;
  readonly name: string;
  readonly categoryId: number;
  readonly dueDate: string;
  readonly points: number;
}

/**
 * What a teacher or an administrator does in the gradebook by hand. Each takes one object, so that the control API can
 * offer all of them; each throws `RangeError` for an id that is not there.
 */
export function teacherHand(store: Store) {
  const part = (id: number): AssignmentSection => mustGet(store.assignmentSections, id, 'assignment section');
  const touched = (edited: AssignmentSection, change: Partial<AssignmentSection>): void => {
    Object.assign(edited, change, { whenModified: store.clock.now(), modifiedBy: 'teacher' });
  };
  const score = ({ assignmentSectionId, studentDcid }: Cell, change: ScoreChange): void => {
    mustGet(store.students, studentDcid, 'student');
    writeScore(store, part(assignmentSectionId), studentDcid, change, 'teacher');
  };
  const parts = (assignmentId: number): AssignmentSection[] =>
    mustGet(store.assignments, assignmentId, 'assignment').sections;

  return {
    setScore: (edit: Cell & ScoreChange & { readonly points: number | null }): void => {
      const { assignmentSectionId, studentDcid, ...change } = edit;
      score({ assignmentSectionId, studentDcid }, change);
    },
    clearScore: (cell: Cell): void => score(cell, { points: null, exempt: false, missing: false, late: false }),
    exemptScore: (edit: Cell & { readonly exempt?: boolean }): void => score(edit, { exempt: edit.exempt ?? true }),
    markScore: (edit: Cell & Pick<ScoreChange, 'missing' | 'late'>): void => {
      const { assignmentSectionId, studentDcid, ...flags } = edit;
      score({ assignmentSectionId, studentDcid }, flags);
    },
    moveCategory: (edit: { readonly assignmentSectionId: number; readonly categoryId: number }): void => {
      mustGet(store.categories, edit.categoryId, 'category');
      touched(part(edit.assignmentSectionId), { categoryId: edit.categoryId });
    },
    renameAssignment: (edit: { readonly assignmentId: number; readonly name: string }): void => {
      for (const each of parts(edit.assignmentId)) touched(each, { name: edit.name });
    },
    changePoints: (edit: { readonly assignmentId: number; readonly points: number }): void => {
      for (const each of parts(edit.assignmentId)) {
        touched(each, { scoreEntryPoints: edit.points, totalPointValue: edit.points * each.weight });
      }
    },
    changeDueDate: (edit: { readonly assignmentSectionId: number; readonly dueDate: string }): void =>
      touched(part(edit.assignmentSectionId), { dueDate: edit.dueDate }),
    deleteAssignment: (edit: { readonly assignmentId: number }): void => removeAssignment(store, edit.assignmentId),
    createAssignment: (edit: TeacherAssignment): { assignmentId: number; assignmentSectionId: number } =>
      createByHand(store, edit),
    lockAssignment: (edit: { readonly assignmentSectionId: number; readonly locked?: boolean }): void => {
      part(edit.assignmentSectionId).isLocked = edit.locked ?? true;
    },
    lockTerm: (edit: { readonly termDcid: number; readonly locked?: boolean }): void => {
      mustGet(store.terms, edit.termDcid, 'term');
      if (edit.locked ?? true) store.lockedTerms.add(edit.termDcid);
      else store.lockedTerms.delete(edit.termDcid);
    },
    ...officeHand(store),
  };
}

/** What the school's office does: categories, enrolment, who teaches what. */
function officeHand(store: Store) {
  return {
    deactivateCategory: (edit: { readonly categoryId: number; readonly active?: boolean }): void => {
      mustGet(store.categories, edit.categoryId, 'category').isActive = edit.active ?? false;
    },
    renameCategory: (edit: { readonly categoryId: number; readonly name: string }): void => {
      mustGet(store.categories, edit.categoryId, 'category').name = edit.name;
    },
    dropStudent: (edit: { readonly sectionDcid: number; readonly studentDcid: number }): void => {
      for (const enrolment of store.enrolments.get(edit.sectionDcid) ?? []) {
        if (enrolment.studentDcid !== edit.studentDcid || enrolment.dropped) continue;
        enrolment.dropped = true;
        enrolment.exitDate = today(store);
      }
    },
    enroll: (edit: EnrolmentSeed): Enrolment => addEnrolment(store, edit),
    removeTeacher: (edit: { readonly sectionDcid: number; readonly usersDcid: number }): void => {
      const section = mustGet(store.sections, edit.sectionDcid, 'section');
      section.teachers = section.teachers.filter(({ usersDcid }) => usersDcid !== edit.usersDcid);
    },
  };
}

export type TeacherHand = ReturnType<typeof teacherHand>;

function createByHand(store: Store, edit: TeacherAssignment): { assignmentId: number; assignmentSectionId: number } {
  mustGet(store.sections, edit.sectionDcid, 'section');
  mustGet(store.categories, edit.categoryId, 'category');
  const fields = fieldsFor(edit);
  const draft = { sectionDcid: edit.sectionDcid, fields, categoryId: edit.categoryId, onlyStudents: null };
  const assignment = addAssignment(store, [draft], { plugin: null });
  return {
    assignmentId: assignment.assignmentId,
    assignmentSectionId: assignment.sections[0]?.assignmentSectionId ?? 0,
  };
}

function fieldsFor({ name, dueDate, points }: TeacherAssignment): AssignmentFields {
  return {
    name,
    description: null,
    dueDate,
    scoreType: 'POINTS',
    scoreEntryPoints: points,
    weight: 1,
    totalPointValue: points,
    extraCreditPoints: 0,
    isCountedInFinalGrade: true,
    isScoringNeeded: true,
    isScoresPublish: true,
    publishOption: 'Immediately',
    publishDaysBeforeDue: 0,
    publishOnSpecificDate: null,
    maxRetakeAllowed: 0,
  };
}
