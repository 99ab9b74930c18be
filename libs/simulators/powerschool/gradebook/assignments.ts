import { getOrPut, mustGet, type Store, takeId } from './store.ts';
import type { Assignment, AssignmentFields, AssignmentSection, Writer } from './types.ts';

/** An assignment as it is to be in one section. */
export interface SectionDraft {
  readonly sectionDcid: number;
  readonly fields: AssignmentFields;
  readonly categoryId: number;
  readonly onlyStudents: ReadonlySet<number> | null;
}

/** Stores a new assignment, which the caller has checked; duplicates of a name are taken as PowerSchool takes them. */
export function addAssignment(
  store: Store,
  drafts: readonly SectionDraft[],
  maker: { readonly plugin: string | null; readonly standardScoringMethod?: string },
): Assignment {
  const assignment: Assignment = {
    assignmentId: takeId(store, 'assignment'),
    createdByPlugin: maker.plugin,
    standardScoringMethod: maker.standardScoringMethod ?? 'GradeScale',
    whenCreated: store.clock.now(),
    sections: [],
  };
  store.assignments.set(assignment.assignmentId, assignment);
  for (const draft of drafts) addPart(store, assignment, draft, maker.plugin === null ? 'teacher' : 'plugin');
  return assignment;
}

function addPart(store: Store, assignment: Assignment, draft: SectionDraft, by: Writer): AssignmentSection {
  const part: AssignmentSection = {
    ...draft.fields,
    assignmentSectionId: takeId(store, 'assignmentSection'),
    assignmentId: assignment.assignmentId,
    sectionDcid: draft.sectionDcid,
    categoryAssocId: takeId(store, 'categoryAssoc'),
    categoryId: draft.categoryId,
    onlyStudents: draft.onlyStudents,
    isLocked: false,
    whenModified: store.clock.now(),
    modifiedBy: by,
    scores: new Map(),
  };
  assignment.sections.push(part);
  store.assignmentSections.set(part.assignmentSectionId, part);
  getOrPut(store.assignmentsOfSection, draft.sectionDcid, () => new Set<number>()).add(assignment.assignmentId);
  return part;
}

/** Overwrites an assignment as a whole: sections that are new to it are added; none is taken away. */
export function replaceAssignment(
  store: Store,
  assignment: Assignment,
  drafts: readonly SectionDraft[],
  { by, rescaleScores }: { readonly by: Writer; readonly rescaleScores: boolean },
): void {
  for (const draft of drafts) {
    const part = assignment.sections.find(({ sectionDcid }) => sectionDcid === draft.sectionDcid);
    if (part === undefined) {
      addPart(store, assignment, draft, by);
      continue;
    }
    if (rescaleScores) rescale(part, draft.fields.scoreEntryPoints);
    if (part.categoryId !== draft.categoryId) part.categoryAssocId = takeId(store, 'categoryAssoc');
    Object.assign(part, draft.fields, { categoryId: draft.categoryId, onlyStudents: draft.onlyStudents });
    part.whenModified = store.clock.now();
    part.modifiedBy = by;
  }
}

/** Keeps each score's percentage while the points that can be had change. */
function rescale(part: AssignmentSection, scoreEntryPoints: number): void {
  if (part.scoreEntryPoints === 0) return;
  const factor = scoreEntryPoints / part.scoreEntryPoints;
  for (const score of part.scores.values()) {
    if (score.points !== null) score.points = roundPoints(score.points * factor);
  }
}

/** Points are Number(18,6). */
export const POINT_DECIMALS = 6;

export function roundPoints(points: number): number {
  return Number(points.toFixed(POINT_DECIMALS));
}

/** Takes an assignment out of every section that has it, with its scores. */
export function removeAssignment(store: Store, assignmentId: number): void {
  const assignment = mustGet(store.assignments, assignmentId, 'assignment');
  store.assignments.delete(assignmentId);
  store.deleted.add(assignmentId);
  for (const { assignmentSectionId, sectionDcid } of assignment.sections) {
    store.assignmentSections.delete(assignmentSectionId);
    store.deleted.add(assignmentSectionId);
    store.assignmentsOfSection.get(sectionDcid)?.delete(assignmentId);
  }
}

/** The assignments of a section, oldest first. */
export function assignmentsOf(store: Store, sectionDcid: number): Assignment[] {
  const ids = store.assignmentsOfSection.get(sectionDcid) ?? [];
  return [...ids].map((id) => mustGet(store.assignments, id, 'assignment'));
}
