import { type AssignmentRef, titleCarriesIdentifier, type WrittenAssignment } from '@passback/domain';
import { type SisAssignment, SisError } from '@passback/powerschool';
import { resolveCategory } from './resolve-category.ts';
import { hasOlderIntent, Interrupted, type UnitInHand } from './unit-in-hand.ts';

/**
 * Sees to it that PowerSchool has exactly one assignment of this unit, in an API that knows no idempotency key: looks for one that
 * carries the identifier before creating (once per section and lane, and afresh where an earlier attempt may have made one), and
 * again when the reply to the create was lost. `adopted`: it was there, and may differ from what is desired.
 */
export async function placeAssignment(unit: UnitInHand): Promise<'created' | 'adopted'> {
  const categoryId = await resolveCategory(unit);
  const isDoubtful = hasOlderIntent(unit.record) || unit.record.delivery.redrive;
  const found = await findByIdentifier(unit, isDoubtful);
  if (found !== null) return adopt(unit, found, categoryId);
  return create(unit, categoryId);
}

async function findByIdentifier({ record, section, lane }: UnitInHand, fresh: boolean): Promise<SisAssignment | null> {
  const { identifier } = record.otus.snapshot;
  const all = await lane.memory.assignments(section, { fresh });
  const carrying = all.filter(({ title }) => titleCarriesIdentifier(title, identifier));
  // Somebody may have copied it by hand: the oldest is ours, and the same one is taken every time.
  return carrying.sort((one, other) => compareIds(one.ref.assignmentId, other.ref.assignmentId))[0] ?? null;
}

function compareIds(one: string, other: string): number {
  const difference = Number(one) - Number(other);
  if (Number.isNaN(difference) || difference === 0) return one < other ? -1 : 1;
  return difference;
}

async function create(unit: UnitInHand, categoryId: string): Promise<'created' | 'adopted'> {
  const { record, section, draft, lane } = unit;
  draft.createAsked();
  try {
    const ref = await lane.gradebook.createAssignment(section, {
      ...desiredFields(unit),
      unitId: record.sectionAssessmentId,
      identifier: record.otus.snapshot.identifier,
      categoryId,
    });
    draft.assignmentPlaced(asWritten(unit, ref));
    return 'created';
  } catch (error) {
    if (error instanceof SisError && !error.uncertain) draft.createSettled();
    else lane.memory.forgetAssignments(section);
    if (!(error instanceof SisError && error.uncertain)) throw error;
    return adoptAfterLostReply(unit, categoryId, error);
  }
}

/** Not seen does not mean that it will not appear yet: the attempt fails all the same, and the next one looks again first. */
async function adoptAfterLostReply(unit: UnitInHand, categoryId: string, lost: SisError): Promise<'adopted'> {
  const found = await findByIdentifier(unit, true).catch((error: unknown) => {
    if (error instanceof Interrupted) throw error;
    return null;
  });
  unit.lane.memory.forgetAssignments(unit.section);
  if (found === null) throw lost;
  return adopt(unit, found, categoryId);
}

/**
 * Takes what is there as what was last written, so that the difference to what is desired is made good by the ordinary update.
 * Its category stays where it is, a teacher may have moved it, unless Otus changed since the attempt that made it: that change may
 * have been of the type.
 */
function adopt(unit: UnitInHand, found: SisAssignment, categoryId: string): 'adopted' {
  const { intent } = unit.record.delivery;
  const mayHaveChanged =
    hasOlderIntent(unit.record) && intent !== null && intent.revision !== unit.record.otus.snapshot.revision;
  const isToBeMoved = mayHaveChanged && found.categoryId !== categoryId;
  unit.draft.assignmentPlaced({
    ...asWritten(unit, found.ref),
    title: found.title,
    dueDate: found.dueDate,
    totalPoints: found.totalPoints,
    ...(isToBeMoved && { assessmentType: '', category: '' }),
  });
  return 'adopted';
}

/** Title, due date and points as they are desired. */
export function desiredFields({ record }: UnitInHand): { title: string; dueDate: string; totalPoints: number } {
  const { title, dueDate, totalPoints } = record.decision.desired;
  if (dueDate === null) throw new Error('a unit that is to be sent has no due date');
  return { title, dueDate, totalPoints };
}

/** The assignment as it is in PowerSchool once everything desired is written. */
export function asWritten(unit: UnitInHand, ref: AssignmentRef): WrittenAssignment {
  const { desired } = unit.record.decision;
  return {
    ref,
    sisSectionId: unit.section.sectionId,
    ...desiredFields(unit),
    assessmentType: desired.assessmentType,
    category: desired.category ?? '',
    writtenAt: unit.lane.now(),
    deletedAt: null,
  };
}
