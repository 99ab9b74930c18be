import {
  type AssignmentRef,
  type CarriedWrites,
  decideCell,
  type SisState,
  titleCarriesIdentifier,
  type WrittenAssignment,
  type WrittenScore,
} from '@passback/domain';
import { type SisAssignment, SisError } from '@passback/powerschool';
import { type SeenCells, sightOf } from './section-memory.ts';
import { hasOlderIntent } from './sis-draft.ts';
import type { UnitInHand } from './unit-in-hand.ts';

const MAY_STILL_COME = 'PowerSchool may still be carrying out an earlier request to create it, whose reply was lost.';
const IS_ANOTHERS = 'Another assessment of Otus with this identifier has its assignment in this section.';

/** `adopted`: it was there, and may differ from what is desired. `notYet`: another one may still come, and nothing is made before. */
export type Placing =
  { readonly kind: 'created' | 'adopted' } | { readonly kind: 'notYet'; readonly until: number; readonly why: string };

/**
 * Sees to it that PowerSchool has exactly one assignment of this unit, in an API that knows no idempotency key: looks for one that
 * carries the identifier before creating (once per section and lane, and afresh where an earlier attempt may have made one), and
 * again when the reply to the create was lost. Where one may still come, it waits before making another, and looks once more after
 * that (docs/adr/0015-a-create-that-may-still-come.md). Units of one identifier in one section come here one after the other. Throws
 * `SisError` `SIS_DUPLICATE_ASSIGNMENT` (class `unit`) where the one that is there is another unit's.
 */
export async function placeAssignment(unit: UnitInHand): Promise<Placing> {
  const { record, section, desired, tools } = unit;
  const { categoryId } = await tools.memory.category(section, desired.category);
  const isDoubtful = hasOlderIntent(record) || record.delivery.redrive;
  const [oldest, ...twins] = await findByIdentifier(unit, { fresh: isDoubtful });
  if (oldest !== undefined) return adopt(unit, oldest, { categoryId, twins });
  const mayAnotherCome = hasOlderIntent(record) && !tools.gradebook.isCreateIdempotent;
  const until = mayAnotherCome ? quietUntil(unit) : 0;
  if (tools.now() < until) return { kind: 'notYet', until, why: MAY_STILL_COME };
  return create(unit, categoryId, mayAnotherCome);
}

/**
 * The section's assignments that carry the unit's identifier, oldest first: somebody may have copied ours by hand, and the same one
 * has to be taken every time. Those of other units are left out; throws where all are. `fresh`: as they are now, not as the lane remembers them.
 */
async function findByIdentifier(
  { record, section, tools }: UnitInHand,
  { fresh }: { readonly fresh: boolean },
): Promise<SisAssignment[]> {
  const { identifier } = record.otus.snapshot;
  const all = await tools.memory.assignments(section, { fresh });
  const carrying = all.filter(({ title }) => titleCarriesIdentifier(title, identifier));
  if (carrying.length === 0) return [];
  const others = (await tools.namesakes(identifier)).filter(
    ({ sectionAssessmentId }) => sectionAssessmentId !== record.sectionAssessmentId,
  );
  const owned = new Set(others.flatMap(({ sis }) => assignmentIdsOf(sis)));
  const isOwned = ({ ref }: SisAssignment): boolean =>
    owned.has(ref.assignmentId) || tools.memory.isAnothers(ref, record.sectionAssessmentId);
  const free = carrying.filter((one) => !isOwned(one));
  if (free.length === 0) throw new SisError({ class: 'unit', code: 'SIS_DUPLICATE_ASSIGNMENT' }, IS_ANOTHERS);
  return free.sort((one, other) => compareIds(one.ref.assignmentId, other.ref.assignmentId));
}

/** Those of a section that the class was linked to before are its own too: it may come back. */
function assignmentIdsOf({ assignment, elsewhere = [] }: SisState): string[] {
  const all = [assignment, ...elsewhere.map((section) => section.assignment)];
  return all.flatMap((one) => (one?.deletedAt === null ? one.ref.assignmentId : []));
}

function compareIds(one: string, other: string): number {
  const difference = Number(one) - Number(other);
  if (Number.isNaN(difference) || difference === 0) return one < other ? -1 : 1;
  return difference;
}

/**
 * When another one may be made. A process that was killed says no more when it asked. It began no write that could outlast its lease,
 * and this claim waited for the end of that: it was a timeout before the claim at the latest.
 */
function quietUntil({ record: { delivery }, draft, tools }: UnitInHand): number {
  const askedAt = delivery.intent?.createAskedAt ?? (delivery.claim?.at ?? tools.now()) - tools.timeoutMs;
  draft.createAsked(askedAt);
  return askedAt + tools.createQuietTimeouts * tools.timeoutMs;
}

async function create(unit: UnitInHand, categoryId: string, mayAnotherCome: boolean): Promise<Placing> {
  const { record, section, desired, draft, tools } = unit;
  const { sectionAssessmentId, otus } = record;
  draft.createAsked(tools.now());
  let ref: AssignmentRef;
  try {
    ref = await tools.gradebook.createAssignment(section, {
      ...desired,
      unitId: sectionAssessmentId,
      identifier: otus.snapshot.identifier,
      categoryId,
    });
  } catch (error) {
    if (error instanceof SisError && !error.uncertain) draft.createSettled();
    else tools.memory.forgetAssignments(section);
    if (!(error instanceof SisError && error.uncertain) || error.class === 'interrupted') throw error;
    return adoptAfterLostReply(unit, categoryId, error);
  }
  tools.memory.noteCreated(section, { ref, categoryId, ...desired }, sectionAssessmentId);
  return mayAnotherCome ? settleTwins(unit, ref, categoryId) : created(unit, ref);
}

function created(unit: UnitInHand, ref: AssignmentRef): Placing {
  unit.draft.assignmentPlaced(asWritten(unit, ref));
  return { kind: 'created' };
}

/** Not seen does not mean that it will not appear yet: the attempt fails all the same, and the next one looks again first. */
async function adoptAfterLostReply(unit: UnitInHand, categoryId: string, lost: SisError): Promise<Placing> {
  const found = await unlessFailed(() => findByIdentifier(unit, { fresh: true }));
  unit.tools.memory.forgetAssignments(unit.section);
  const [oldest, ...twins] = found ?? [];
  if (oldest === undefined) throw lost;
  return adopt(unit, oldest, { categoryId, twins });
}

/**
 * Looks once more after a create that followed one whose reply was lost: if that one was carried out after all, there are two. The
 * one that this attempt has just made is the only one that is surely ours and empty, so it is the one that goes, and PowerSchool
 * itself refuses that where somebody entered a score in it meanwhile. What cannot be taken away is reported. Until it is known which
 * one stays none is the unit's: an attempt that ends in between says that one may be there, and the next one looks.
 */
async function settleTwins(unit: UnitInHand, ours: AssignmentRef, categoryId: string): Promise<Placing> {
  const { draft, tools, section } = unit;
  const found = await unlessFailed(() => findByIdentifier(unit, { fresh: true }));
  // Not to be seen now: a reconciliation reports it.
  if (found === null) return created(unit, ours);
  const others = found.filter(({ ref }) => ref.assignmentId !== ours.assignmentId);
  const [oldest, ...rest] = others;
  if (oldest === undefined) return created(unit, ours);
  const isRemoved = await unlessFailed(() => tools.gradebook.deleteUnscored(section, ours));
  tools.memory.forgetAssignments(section);
  if (isRemoved === false) {
    const placing = created(unit, ours);
    draft.twinsSeen(others.map(({ ref }) => ref.assignmentId));
    return placing;
  }
  // Null: it may be gone or not, so the other one is the one to trust.
  const mayBeThere = isRemoved === null ? found.filter(({ ref }) => ref.assignmentId === ours.assignmentId) : [];
  return adopt(unit, oldest, { categoryId, twins: [...rest, ...mayBeThere] });
}

/**
 * Takes what is there as ours. As its fields counts what an attempt whose end nobody recorded gave it, and where none did, what is
 * wanted: so what Otus changed since then is written by the ordinary update, and everything else that differs is a teacher's. Of its
 * cells none is ours without reason: one that holds what is wanted is done, an empty one or what a lost write of ours carried is
 * written, and everything else is a teacher's. They are read before it is adopted: a read that fails leaves everything as it was.
 * `categoryId`: of the category that is wanted; `twins`: other assignments that carry the identifier.
 */
async function adopt(
  unit: UnitInHand,
  found: SisAssignment,
  { categoryId, twins }: { readonly categoryId: string; readonly twins: readonly SisAssignment[] },
): Promise<Placing> {
  const { draft, tools, section, record, desired } = unit;
  const cells = await tools.memory.cells(section, found.ref);
  const carried = carriedBefore(unit);
  const given = { ...asWritten(unit, found.ref), ...Object.assign({}, ...carried.map(({ fields }) => fields)) };
  const isAsGiven =
    given.title === found.title && given.dueDate === found.dueDate && given.totalPoints === found.totalPoints;
  const isTypeChanged = given.category !== desired.category;
  draft.assignmentPlaced({
    ...given,
    ...(isTypeChanged && { assessmentType: '' }),
    ...(!isTypeChanged && found.categoryId !== categoryId && { keptFields: ['category'] }),
    ...(!isAsGiven && { doubt: { cause: 'unit' } }),
  });
  tools.memory.noteOwner(found.ref, record.sectionAssessmentId);
  draft.twinsSeen(twins.map(({ ref }) => ref.assignmentId));
  judgeCells(unit, cells, cellsCarried(carried));
  return { kind: 'adopted' };
}

function judgeCells(
  { draft, tools, record }: UnitInHand,
  cells: SeenCells | null,
  carried: ReadonlyMap<string, WrittenScore>,
): void {
  for (const { scoreId, studentId, sisStudentId, points } of record.decision.scores) {
    if (points === null || sisStudentId === null) continue;
    const write = { scoreId, studentId, sisStudentId, points, cause: 'look' } as const;
    const sight = sightOf(cells, sisStudentId);
    const written = carried.get(sisStudentId);
    const verdict = decideCell({ wanted: points, written, sight });
    if (verdict === 'asItIs' || verdict === 'keep') draft.cellJudged(write, verdict, sight, tools.now(), written);
  }
}

/** What earlier attempts whose ends nobody recorded may have written into this section, the latest last. */
function carriedBefore({ record: { delivery }, section }: UnitInHand): CarriedWrites[] {
  const isEarlier = ({ at, sectionId }: CarriedWrites): boolean =>
    sectionId === section.sectionId && at < (delivery.claim?.at ?? Infinity);
  return (delivery.intent?.carried ?? []).filter(isEarlier);
}

function cellsCarried(carried: readonly CarriedWrites[]): ReadonlyMap<string, WrittenScore> {
  const cells = new Map<string, WrittenScore>();
  for (const [sisStudentId, points] of carried.flatMap(({ scores }) => scores)) {
    const before = cells.get(sisStudentId)?.doubt?.carried ?? [];
    const doubt = { cause: 'lost', carried: [...before, points] } as const;
    cells.set(sisStudentId, { sisStudentId, points: null, sentAt: null, kept: null, refused: null, doubt });
  }
  return cells;
}

/** The assignment as it is in PowerSchool once everything desired is written. */
function asWritten(unit: UnitInHand, ref: AssignmentRef): WrittenAssignment {
  const { assessmentType } = unit.record.decision.desired;
  const { sectionId: sisSectionId } = unit.section;
  return { ref, sisSectionId, ...unit.desired, assessmentType, writtenAt: unit.tools.now(), deletedAt: null };
}

/** Null where PowerSchool did not do it; that the lane lets go is thrown. */
async function unlessFailed<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof SisError) || error.class === 'interrupted') throw error;
    return null;
  }
}
