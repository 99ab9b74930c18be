import { type DeliveryState, type SisState, summarize, type UnitRecord, type WrittenScore } from '@passback/domain';
import { allOf, type AttemptRecord, type EvaluationWrite, type Ledger, scanUnits } from '@passback/ledger';

/** Units of one read: some megabytes where each has a class, and no more than 50 where each is as large as it can be. */
const PAGE = 50;
const ATTEMPTS_PAGE = 200;

/** Where a student's id stands: in how many units, and in how many attempts. */
export interface StudentTraces {
  readonly units: number;
  readonly attempts: number;
}

export interface StudentRemoved {
  /** Units from which the student's scores went, and with these all attempts of theirs. */
  readonly units: number;
  readonly attempts: number;
  /** Units that a delivery has in hand or that others wrote meanwhile: to be done again. */
  readonly left: number;
}

type Parts = Pick<Ledger, 'sectionAssessments' | 'districtData'>;

/** Where the student (by Otus' id) stands in the ledger: in units by Otus' id or the one in the SIS, in attempts by either as a word. */
export async function findStudent(ledger: Parts, districtId: string, studentId: string): Promise<StudentTraces> {
  const ids = new Set([studentId]);
  let units = 0;
  for await (const record of unitsOf(ledger, districtId)) {
    for (const id of sisIdsOf(record, studentId)) ids.add(id);
    if (hasStudent(record, studentId)) units += 1;
  }
  const anyOfThem = wordOf([...ids]);
  let attempts = 0;
  const all = allOf((page) => ledger.districtData.page(districtId, 'attempts', page), ATTEMPTS_PAGE);
  for await (const attempt of all) {
    const { message, requests } = attempt as AttemptRecord;
    if (anyOfThem.test([message, ...requests.map(({ path }) => path)].join('\n'))) attempts += 1;
  }
  return { units, attempts };
}

/**
 * Takes a student out of every unit of the ledger: what Otus said, what was decided, what PowerSchool was given and what lost writes
 * carried; and with it the attempts of these units, which may name the student in PowerSchool's words. PowerSchool keeps what it has. Otus
 * has to have removed the student before, or the next snapshot brings the scores back. Can be called again at any time.
 */
export async function deleteStudent(
  ledger: Parts,
  districtId: string,
  studentId: string,
  now: () => number,
): Promise<StudentRemoved> {
  const sum = { units: 0, attempts: 0, left: 0 };
  for await (const record of unitsOf(ledger, districtId)) {
    if (!hasStudent(record, studentId)) continue;
    const isFree = record.delivery.claim === null;
    const write = withoutStudent(record, studentId, now());
    if (!isFree || (await ledger.sectionAssessments.recordEvaluations([write])).conflicts.length > 0) {
      sum.left += 1;
      continue;
    }
    sum.units += 1;
    sum.attempts += await ledger.districtData.removeAttempts(districtId, record.sectionAssessmentId);
  }
  return sum;
}

async function* unitsOf(ledger: Parts, districtId: string): AsyncGenerator<UnitRecord> {
  for await (const units of scanUnits(ledger.sectionAssessments, districtId, { unitsAPage: PAGE })) yield* units;
}

function hasStudent(record: UnitRecord, studentId: string): boolean {
  const { sis, delivery, otus } = record;
  const sisIds = new Set(sisIdsOf(record, studentId));
  const carried = (delivery.intent?.carried ?? []).flatMap(({ scores }) => scores);
  return (
    otus.snapshot.scores.some((score) => score.studentId === studentId) ||
    record.decision.scores.some((score) => score.studentId === studentId) ||
    cellsOf(sis).some((cell) => isOf(cell.studentId, cell.sisStudentId, studentId, sisIds)) ||
    carried.some(([, , , student]) => student === studentId)
  );
}

/** A cell of which it was not kept whose it is goes by the student in the SIS; one that another student of Otus has is that one's. */
function isOf(
  owner: string | undefined,
  sisStudentId: string,
  studentId: string,
  sisIds: ReadonlySet<string>,
): boolean {
  return owner === undefined ? sisIds.has(sisStudentId) : owner === studentId;
}

/** Finds any of these ids as a word. */
function wordOf(ids: readonly string[]): RegExp {
  const words = ids.map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\w-])(?:${words.join('|')})(?![\\w-])`);
}

/** What was given in every section that the unit was in. */
function cellsOf({ scores, elsewhere = [] }: SisState): WrittenScore[] {
  return [...scores, ...elsewhere.flatMap((section) => section.scores)];
}

/** The student's ids in the SIS, as this unit knows them. */
function sisIdsOf({ otus, sis }: UnitRecord, studentId: string): string[] {
  const rows = [...otus.snapshot.scores, ...cellsOf(sis)].filter((row) => row.studentId === studentId);
  return rows.flatMap(({ sisStudentId }) => sisStudentId ?? []);
}

function withoutStudent(record: UnitRecord, studentId: string, at: number): EvaluationWrite {
  const { districtId, sectionAssessmentId, version } = record;
  const sisIds = new Set(sisIdsOf(record, studentId));
  const { snapshot } = record.otus;
  const others = <T extends { readonly studentId?: string }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.studentId !== studentId);
  const otus = { ...record.otus, snapshot: { ...snapshot, scores: others(snapshot.scores) } };
  const decision = { ...record.decision, scores: others(record.decision.scores) };
  const sis = sisWithout(record.sis, studentId, sisIds);
  const delivery = deliveryWithout(record.delivery, studentId, sisIds);
  const previousCauses = record.summary.causes;
  const summary = summarize({ snapshot: otus.snapshot, decision, sis, delivery, previousCauses });
  return {
    districtId,
    sectionAssessmentId,
    expectedVersion: version,
    otus,
    decision,
    summary,
    changedAt: at,
    sis,
    delivery,
  };
}

function sisWithout(sis: SisState, studentId: string, sisIds: ReadonlySet<string>): SisState {
  const others = (scores: SisState['scores']): SisState['scores'] =>
    scores.filter((cell) => !isOf(cell.studentId, cell.sisStudentId, studentId, sisIds));
  const elsewhere = sis.elsewhere?.map((section) => ({ ...section, scores: others(section.scores) }));
  return { ...sis, scores: others(sis.scores), ...(elsewhere !== undefined && { elsewhere }) };
}

function deliveryWithout(delivery: DeliveryState, studentId: string, sisIds: ReadonlySet<string>): DeliveryState {
  const { intent, failure } = delivery;
  const carried = intent?.carried?.map((writes) => ({
    ...writes,
    scores: writes.scores.filter(([sisStudentId, , , student]) => !isOf(student, sisStudentId, studentId, sisIds)),
  }));
  const isNamed = failure !== null && wordOf([studentId, ...sisIds]).test(failure.message);
  return {
    ...delivery,
    intent: intent === null || carried === undefined ? intent : { ...intent, carried },
    failure: isNamed ? { ...failure, message: '' } : failure,
  };
}
