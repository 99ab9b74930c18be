import { status } from '@grpc/grpc-js';
import type { ReconcileResponse } from '@passback/contracts';
import {
  type CellComparison,
  type CellDrift,
  compareCells,
  titleCarriesIdentifier,
  type UnitRecord,
} from '@passback/domain';
import { type DistrictRecord, type SectionAssessmentStore, scanUnits } from '@passback/ledger';
import { SisError, type SisAssignment, type SisScore } from '@passback/powerschool';
import { RpcError } from '@passback/service-kit';
import pMap from 'p-map';
import { answersWithin, Recall } from '../unit/recall.ts';
import { sectionOf } from '../unit/unit-in-hand.ts';
import type { CommandGradebook } from './command-gradebook.ts';

/** Drifts that are named; all are counted. */
const MAX_DRIFTS = 1_000;
/** Units of one reconciliation: a large district's, at one call each. */
const MAX_UNITS = 200_000;
/** After this the answer says where to go on; whoever asked has five minutes of patience. */
export const MAX_RECONCILE_MS = 240_000;
/** Units that are read between two looks at the time: some seconds at the pace of a strict district. */
const UNITS_A_STEP = 50;
/** Lists of assignments that are remembered at once: about 30 of 150 bytes each. */
const MAX_SECTIONS = 2_000;

export interface ReconcileFacts {
  readonly district: DistrictRecord;
  readonly gradebook: CommandGradebook;
  readonly store: Pick<SectionAssessmentStore, 'scan' | 'load'>;
  /** SIS ids; null: all. */
  readonly sectionId: string | null;
  readonly schoolId: string | null;
  /** Goes on after this unit; null: from the beginning. */
  readonly after: string | null;
  /** After how long it answers where to go on; at most and by default `MAX_RECONCILE_MS`. */
  readonly limitMs?: number;
  readonly now: () => number;
  readonly isCancelled: () => boolean;
}

interface ReadBack {
  readonly record: UnitRecord;
  readonly cells: number;
  readonly found: CellComparison;
  /** Other assignments that carry the identifier. */
  readonly extra: number;
}

/**
 * Reads the cells of every unit that has an assignment back from PowerSchool and says where they differ from the ledger. Repairs
 * nothing: what a teacher changed there is the teacher's, and a redrive or a change in Otus sends the rest. Where the time is up
 * `nextAfter` says where to go on; the units after it are counted, and not read.
 * Throws `RpcError` `FAILED_PRECONDITION` where this PowerSchool gives no way to read scores; `SisError` where it fails.
 */
export async function reconcile(facts: ReconcileFacts): Promise<ReconcileResponse> {
  const { store, district, isCancelled, now } = facts;
  const { districtId, powerschool } = district.settings;
  const until = now() + Math.min(facts.limitMs ?? MAX_RECONCILE_MS, MAX_RECONCILE_MS);
  const sum = new Sum();
  const lists = new Recall<SisAssignment[]>(now, MAX_RECONCILE_MS, answersWithin(MAX_SECTIONS));
  let nextAfter: string | null = null;
  let unitsLeft = 0;
  const options = { maxUnits: MAX_UNITS, isCancelled, after: facts.after };
  for await (const page of scanUnits(store, districtId, options)) {
    for (let from = 0; from < page.length; from += UNITS_A_STEP) {
      const step = page.slice(from, from + UNITS_A_STEP);
      const asked = step.filter((record) => isAsked(facts, record));
      if (nextAfter !== null) {
        unitsLeft += asked.length;
        continue;
      }
      for (const read of await pMap(asked, (record) => readBack(facts, lists, record), {
        concurrency: powerschool.concurrency,
      }))
        if (read !== null) sum.add(read);
      if (now() >= until) nextAfter = step.at(-1)?.sectionAssessmentId ?? null;
    }
  }
  return sum.answer(unitsLeft === 0 ? '' : (nextAfter ?? ''), unitsLeft);
}

/** What one unit's reading adds up to, with the first drifts by name. */
class Sum {
  readonly #total = { unitsRead: 0, cellsRead: 0, missing: 0, different: 0, extra: 0, kept: 0, extraAssignments: 0 };
  readonly #drifts: NamedDrift[] = [];

  add({ record, cells, found, extra }: ReadBack): void {
    const total = this.#total;
    total.unitsRead += 1;
    total.cellsRead += cells;
    total.kept += found.kept;
    total.extraAssignments += extra;
    for (const drift of found.drifts) {
      total[drift.kind] += 1;
      this.#name(named(record, drift));
    }
    for (let n = 0; n < extra; n += 1)
      this.#name({ ...unitOf(record), studentId: '', sisStudentId: '', kind: 'extraAssignment', exempt: false });
  }

  answer(nextAfter: string, unitsLeft: number): ReconcileResponse {
    const { missing, different, extra, extraAssignments } = this.#total;
    const all = missing + different + extra + extraAssignments;
    return { ...this.#total, drifts: this.#drifts, driftsTruncated: all > this.#drifts.length, nextAfter, unitsLeft };
  }

  #name(drift: NamedDrift): void {
    if (this.#drifts.length < MAX_DRIFTS) this.#drifts.push(drift);
  }
}

/** A unit that is in hand is left out: what it is given changes at this moment. */
function isAsked({ sectionId, schoolId }: ReconcileFacts, { otus, sis, delivery }: UnitRecord): boolean {
  const { sisSectionId, sisSchoolId } = otus.snapshot.section;
  const isThere = sis.assignment?.deletedAt === null && sis.assignment.sisSectionId === sisSectionId;
  return (
    isThere &&
    delivery.claim === null &&
    (sectionId === null || sisSectionId === sectionId) &&
    (schoolId === null || sisSchoolId === schoolId)
  );
}

/** Null where the unit was taken in hand meanwhile, or nobody waits for the answer any more. */
async function readBack(
  facts: ReconcileFacts,
  lists: Recall<SisAssignment[]>,
  record: UnitRecord,
): Promise<ReadBack | null> {
  if (facts.isCancelled()) return null;
  const read = await compared(facts, record);
  if (read.found.drifts.length === 0) return { ...read, extra: await extraAssignments(facts, lists, record) };
  // A night may have written it after the ledger was read: that is no drift.
  const [newest] = await facts.store.load(record.districtId, [record.sectionAssessmentId]);
  if (newest === undefined || !isAsked(facts, newest)) return null;
  const again = newest.version === record.version ? read : await compared(facts, newest);
  return { ...again, extra: await extraAssignments(facts, lists, newest) };
}

async function compared(facts: ReconcileFacts, record: UnitRecord): Promise<Omit<ReadBack, 'extra'>> {
  const cells = await cellsOf(facts, record);
  return { record, cells: cells.length, found: compareCells(record.sis, cells) };
}

/** An assignment that was deleted in PowerSchool holds no cell any more. */
async function cellsOf({ gradebook }: ReconcileFacts, { otus, sis }: UnitRecord): Promise<SisScore[]> {
  if (sis.assignment === null) return [];
  const { ref } = sis.assignment;
  try {
    const read = await gradebook.read((sisBook) => sisBook.scores(sectionOf(otus.snapshot), [ref]));
    const cells = read?.get(ref.assignmentId);
    if (cells === undefined)
      throw new RpcError(status.FAILED_PRECONDITION, 'this PowerSchool gives no way to read scores back');
    return [...cells];
  } catch (error) {
    if (error instanceof SisError && error.class === 'deleted') return [];
    throw error;
  }
}

/** One call a section, however many units it has. */
async function extraAssignments(
  { gradebook }: ReconcileFacts,
  lists: Recall<SisAssignment[]>,
  { otus, sis }: UnitRecord,
): Promise<number> {
  const section = sectionOf(otus.snapshot);
  const all = await lists.get(section.sectionId, () => gradebook.read((sisBook) => sisBook.assignments(section)));
  const carrying = all.filter(({ title }) => titleCarriesIdentifier(title, otus.snapshot.identifier));
  return carrying.filter(({ ref }) => ref.assignmentId !== sis.assignment?.ref.assignmentId).length;
}

/** Named by the student's id in Otus where Otus knows the student, else by the one in the SIS. */
function named(record: UnitRecord, { sisStudentId, kind, sent, held }: CellDrift): NamedDrift {
  const score = record.otus.snapshot.scores.find((one) => one.sisStudentId === sisStudentId);
  return {
    ...unitOf(record),
    studentId: score?.studentId ?? sisStudentId,
    sisStudentId,
    kind,
    ...(sent !== null && { sent }),
    ...(held.points !== null && { held: held.points }),
    exempt: held.exempt,
  };
}

type NamedDrift = ReconcileResponse['drifts'][number];

function unitOf({ sectionAssessmentId, otus }: UnitRecord) {
  const { identifier, title, section } = otus.snapshot;
  return { sectionAssessmentId, identifier, title, sectionId: section.sisSectionId ?? '' };
}
