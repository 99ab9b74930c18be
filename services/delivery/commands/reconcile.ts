import { status } from '@grpc/grpc-js';
import type { ReconcileResponse } from '@passback/contracts';
import type { UnitRecord } from '@passback/domain';
import type { DistrictRecord, SectionAssessmentStore } from '@passback/ledger';
import { SisError, type SisScore } from '@passback/powerschool';
import { RpcError } from '@passback/service-kit';
import { sectionOf } from '../unit/unit-in-hand.ts';
import { type CellDrift, compareCells } from './compare-cells.ts';
import type { CommandGradebook } from './command-gradebook.ts';
import { inParallel } from './in-parallel.ts';
import { scanUnits } from './scan-units.ts';

/** Drifts that are named; all are counted. */
export const MAX_DRIFTS = 1_000;
/** Units of one reconciliation: a large district's, at one call each. */
const MAX_UNITS = 200_000;

export interface ReconcileFacts {
  readonly district: DistrictRecord;
  readonly gradebook: CommandGradebook;
  readonly store: Pick<SectionAssessmentStore, 'scan'>;
  /** SIS ids; null: all. */
  readonly sectionId: string | null;
  readonly schoolId: string | null;
  readonly isCancelled: () => boolean;
}

/**
 * Reads the cells of every unit in sync back from PowerSchool and says where they differ from the ledger. Repairs nothing: what a
 * teacher changed there is the teacher's, and a redrive or a change in Otus sends the rest.
 * Throws `RpcError` `FAILED_PRECONDITION` where this PowerSchool gives no way to read scores; `SisError` where it fails.
 */
export async function reconcile(facts: ReconcileFacts): Promise<ReconcileResponse> {
  const { store, district, isCancelled } = facts;
  const { districtId, powerschool } = district.settings;
  const total = { unitsRead: 0, cellsRead: 0, missing: 0, different: 0, extra: 0 };
  const drifts: ReconcileResponse['drifts'] = [];
  const options = { states: ['inSync'], maxUnits: MAX_UNITS, isCancelled } as const;
  for await (const page of scanUnits(store, districtId, options)) {
    const asked = page.filter((record) => isAsked(facts, record) && record.sis.assignment !== null);
    const read = await inParallel(asked, powerschool.concurrency, (record) => readBack(facts, record));
    for (const { record, cells, found } of read) {
      total.unitsRead += 1;
      total.cellsRead += cells;
      for (const drift of found) {
        total[drift.kind] += 1;
        if (drifts.length < MAX_DRIFTS) drifts.push(named(record, drift));
      }
    }
  }
  return { ...total, drifts, driftsTruncated: total.missing + total.different + total.extra > drifts.length };
}

function isAsked({ sectionId, schoolId }: ReconcileFacts, { otus }: UnitRecord): boolean {
  const { sisSectionId, sisSchoolId } = otus.snapshot.section;
  return (sectionId === null || sisSectionId === sectionId) && (schoolId === null || sisSchoolId === schoolId);
}

async function readBack(
  facts: ReconcileFacts,
  record: UnitRecord,
): Promise<{ record: UnitRecord; cells: number; found: CellDrift[] }> {
  if (facts.isCancelled()) return { record, cells: 0, found: [] };
  const cells = await cellsOf(facts, record);
  return { record, cells: cells.length, found: compareCells(record.sis, cells) };
}

/** An assignment that was deleted in PowerSchool holds no cell any more. */
async function cellsOf({ gradebook }: ReconcileFacts, { otus, sis }: UnitRecord): Promise<SisScore[]> {
  if (sis.assignment === null) return [];
  const { ref } = sis.assignment;
  try {
    const cells = await gradebook.read((sisBook) => sisBook.scores(sectionOf(otus.snapshot), ref));
    if (cells === null)
      throw new RpcError(status.FAILED_PRECONDITION, 'this PowerSchool gives no way to read scores back');
    return cells;
  } catch (error) {
    if (error instanceof SisError && error.class === 'deleted') return [];
    throw error;
  }
}

/** Named by the student's id in Otus where Otus knows the student, else by the one in the SIS. */
function named(record: UnitRecord, { sisStudentId, kind }: CellDrift): ReconcileResponse['drifts'][number] {
  const score = record.otus.snapshot.scores.find((one) => one.sisStudentId === sisStudentId);
  return {
    sectionAssessmentId: record.sectionAssessmentId,
    identifier: record.otus.snapshot.identifier,
    studentId: score?.studentId ?? sisStudentId,
    kind,
  };
}
