import {
  compareCells,
  diffGradebook,
  explainSectionAssessment,
  type ExplainedScore,
  type ScoreDecision,
  sisUnder,
  tallyUnit,
  type UnitExplanation,
  type UnitRecord,
} from '@passback/domain';
import type { SnapshotAssignment, SnapshotScore } from '@passback/simulators';
import type { Step } from './steps.fixture.ts';
import { FIELDS, type Truth } from './truth.fixture.ts';
import { DISTRICT } from './units.fixture.ts';
import type { World } from './world.fixture.ts';

export interface NightThatEnded {
  readonly runId: string;
  /** Something failed in it: what was not reached waits for the next one. */
  readonly isFaulty: boolean;
  /** Everything was to be looked at. */
  readonly isCheck: boolean;
}

/** A unit beside its column, where PowerSchool has one of it in the section that it is linked to. */
interface Seen {
  readonly record: UnitRecord;
  readonly told: UnitExplanation;
  readonly column: SnapshotAssignment | undefined;
}

/** Compares what the system says with what PowerSchool holds, and what its parts say with each other. */
export class Judge {
  readonly #world: World;
  readonly #truth: Truth;
  /** Cells `{assignmentSectionId}:{student}` that a teacher touched since they were last judged. */
  readonly #touched = new Set<string>();
  #isRestored = false;
  /** Units of which something happened that puts what PowerSchool holds in doubt: they owe a look. By unit: students, or all. */
  readonly #owed = new Map<string, Set<string> | 'all'>();

  constructor(world: World, truth: Truth) {
    this.#world = world;
    this.#truth = truth;
  }

  /** The ledger is an older copy from now on. */
  restored(): void {
    this.#isRestored = true;
  }

  records(): Promise<UnitRecord[]> {
    return this.#world.ledger.sectionAssessments.scan(DISTRICT, { limit: 10 });
  }

  touched({ assignmentSectionId }: SnapshotAssignment, studentDcid: number): void {
    this.#touched.add(`${assignmentSectionId}:${studentDcid}`);
    this.#touched.add(`${assignmentSectionId}`);
  }

  /** Notes what a change of Otus puts in doubt: a score that was taken back or is another one, a unit that is held or elsewhere. */
  async owing(unitId: string, change: () => Promise<void>, { isWhole = false } = {}): Promise<void> {
    const before = await this.#record(unitId);
    await change();
    const after = await this.#record(unitId);
    if (before === undefined || after === undefined) return;
    const isOut =
      after.decision.verdict === 'hold' && after.decision.reasons.some(({ code }) => !OF_CIRCUMSTANCE.has(code));
    const isMoved = before.otus.snapshot.section.sisSectionId !== after.otus.snapshot.section.sisSectionId;
    if (isWhole || isOut || isMoved) this.#owed.set(unitId, 'all');
    const owed = this.#owed.get(unitId) ?? new Set<string>();
    if (owed === 'all') return;
    const [was, is] = [before, after].map((record) => passing(record));
    for (const student of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]))
      if (was?.get(student) !== is?.get(student)) owed.add(student);
    this.#owed.set(unitId, owed);
  }

  /** Whether every part of the system says the same of each unit, at any time. */
  async expectAgreement(step: Step): Promise<void> {
    for (const { record, told, column } of await this.#seen()) {
      const where = `${record.sectionAssessmentId} after ${JSON.stringify(step)}`;
      same(record.summary.state, told.state, `list and explanation of ${where}`);
      same([...record.summary.reasons], codesOf(told), `reasons in list and explanation of ${where}`);
      this.#expectPreview(record, told, where);
      this.#expectReconcile(record, told, column, where);
    }
    if (this.#truth.wrongs.length > 0)
      throw new Error(`after ${JSON.stringify(step)}: ${this.#truth.wrongs.join('; ')}`);
  }

  /** What the preview counts is what the explanation says. */
  #expectPreview(record: UnitRecord, told: UnitExplanation, where: string): void {
    const { snapshot } = record.otus;
    const { redrive, repair } = record.delivery;
    const input = { snapshot, decision: record.decision, sis: sisUnder(record, record.decision) };
    const effect = diffGradebook(input, { redrive, repair, retryRefused: false });
    const tally = tallyUnit(input, effect);
    const states = countStates(told.scores);
    same(tally.keep, states.kept, `kept in preview and explanation of ${where}`);
    if (told.state === 'rejected') return;
    same(tally.send, states.due, `to send in preview and due in explanation of ${where}`);
    same(tally.held, states.held + states.rejected, `held in preview and explanation of ${where}`);
  }

  /** A reconciliation finds a difference exactly where what is called sent is not there. */
  #expectReconcile(
    record: UnitRecord,
    told: UnitExplanation,
    column: SnapshotAssignment | undefined,
    where: string,
  ): void {
    const { assignment } = record.sis;
    if (column === undefined || assignment?.deletedAt !== null || told.sis === null) return;
    if (assignment.sisSectionId !== record.otus.snapshot.section.sisSectionId) return;
    const cells = column.scores.map((cell) => ({ ...cell, sisStudentId: String(cell.studentDcid) }));
    const { drifts } = compareCells(record.sis, cells);
    const drifting = new Set(drifts.map(({ sisStudentId }) => sisStudentId));
    for (const { score, student, cell } of cellsOf(record, told, column)) {
      if (score.state !== 'sent') continue;
      same(!drifting.has(student), isThere(cell, score), `reconciliation and gradebook of ${student} in ${where}`);
    }
  }

  /** Whether what is called sent is in PowerSchool, and what is not has a reason that is true. */
  async expectTruth(night: NightThatEnded): Promise<void> {
    const all = await this.#seen();
    for (const seen of all) this.#expectColumn(seen, night, all);
    for (const seen of all) this.#expectFields(seen, all);
    for (const seen of all) this.#expectCells(seen, night);
    for (const seen of all) this.#expectTally(seen, night);
  }

  #expectColumn({ record, told, column }: Seen, night: NightThatEnded, all: readonly Seen[]): void {
    const { sectionAssessmentId: id, otus } = record;
    const { identifier, section } = otus.snapshot;
    const columns = this.#truth.columns(Number(section.sisSectionId), identifier);
    if (columns.length > 1) throw new Error(`${columns.length} columns of ${identifier} in ${section.sisSectionId}`);
    if (told.state === 'due' || told.state === 'sending') throw new Error(`${id} is ${told.state} after its night`);
    if (told.state === 'retrying' && !night.isFaulty)
      throw new Error(`${id} is retried though nothing failed: ${JSON.stringify(record.delivery)}`);
    const isClaimed =
      told.state === 'inSync' &&
      record.decision.verdict === 'send' &&
      told.scores.some(({ state }) => state === 'sent');
    if (isClaimed && column === undefined && this.#mustBeTrue(id, night))
      throw new Error(`${id} is in sync without a column`);
    if (told.state === 'rejected' && !night.isFaulty) this.#expectRefusal({ record, told, column }, all);
  }

  #expectRefusal({ record, told, column }: Seen, all: readonly Seen[]): void {
    const [code] = told.reasons.map((reason) => reason.code);
    const { identifier, section } = record.otus.snapshot;
    const isOwnedByOther = all.some(
      ({ record: other }) =>
        other !== record &&
        other.otus.snapshot.identifier === identifier &&
        [other.sis, ...(other.sis.elsewhere ?? [])].some(
          ({ assignment }) => assignment?.sisSectionId === section.sisSectionId,
        ),
    );
    if (code === 'SIS_DUPLICATE_ASSIGNMENT' && isOwnedByOther) return;
    if (code === 'SIS_ASSIGNMENT_DELETED' && (column === undefined || isOwnedByOther)) return;
    throw new Error(`${record.sectionAssessmentId} is rejected for ${code}: ${told.reasons[0]?.message}`);
  }

  /** Each field is as Otus has it, or a teacher's. */
  #expectFields({ record, told, column }: Seen, all: readonly Seen[]): void {
    if (column === undefined || told.state !== 'inSync' || record.decision.verdict === 'hold') return;
    const { title, dueDate, totalPoints, category } = told.desired;
    const desired = { name: title, dueDate: dueDate ?? '', pointsPossible: totalPoints, category: category ?? '' };
    for (const field of FIELDS) {
      const isKept = told.sis?.keptFields?.some((kept) => NAMES[kept] === field) === true;
      // What an older ledger gave since, or a namesake whose attempt was cut off, is not to be told from what a teacher did.
      const isForgotten = isKept && (this.#isRestored || hasNamesake(record, all));
      const isTheirs = isForgotten || this.#truth.isTeachersField(column, field);
      if (column[field] !== desired[field] && !isTheirs)
        throw new Error(`${field} of ${told.sectionAssessmentId} is ${column[field]}, not ${desired[field]}`);
      if (isKept) this.#truth.keptField(column, field, desired[field]);
    }
  }

  #expectCells({ record, told, column }: Seen, night: NightThatEnded): void {
    const { sectionAssessmentId: id } = record;
    if (column === undefined || told.state === 'rejected' || told.state === 'retrying') return;
    const isHeld = record.decision.verdict === 'hold';
    // What only the calendar holds is looked at by a check, and stays called sent.
    const isSeen = !isHeld || (night.isCheck && told.state === 'inSync');
    for (const { score, student, cell } of cellsOf(record, told, column)) {
      const key = `${column.assignmentSectionId}:${student}`;
      const isUntouched = !this.#touched.has(key);
      // Nobody looked before it was written that it was exempt by then.
      const isExemptUnseen = cell?.exempt === true && !isUntouched && (!night.isCheck || this.#isOwed(id, student));
      const isExact = (this.#mustBeTrue(id, night, student) || isUntouched) && !isExemptUnseen;
      const where = `${student} of ${id}, ${JSON.stringify(score)}, in PowerSchool ${JSON.stringify(cell)}`;
      if (score.state === 'sent' && isExact && !isThere(cell, score) && isSeen) throw new Error(`not there: ${where}`);
      if (score.state === 'due' && !night.isFaulty && !isHeld) throw new Error(`not tried: ${where}`);
      if (score.state === 'kept') {
        const isUnchecked = score.reasons.some(({ code }) => code === 'SIS_NOT_CHECKED');
        if (isExact && !isUnchecked && isThere(cell, score)) throw new Error(`nothing to keep: ${where}`);
        this.#truth.kept(column, Number(student), score.points ?? NaN);
      }
      const isAsTold = score.state === 'kept' ? !isThere(cell, score) : isThere(cell, score);
      if (!isHeld && (isExact || isAsTold)) this.#touched.delete(key);
    }
    if (!isHeld) this.#owed.delete(id);
  }

  /** What the run counts of the unit is what the explanation says. */
  #expectTally({ record, told }: Seen, { runId }: NightThatEnded): void {
    const { tally, runId: ofRun } = record.delivery;
    if (tally === null || ofRun !== runId) return;
    const { kept, held, rejected } = countStates(told.scores);
    same(
      { kept: tally.kept, held: tally.held, rejected: tally.rejected },
      { kept, held, rejected },
      `run and ${told.sectionAssessmentId}`,
    );
  }

  /** Whether the night had to find out what PowerSchool holds. */
  #mustBeTrue(unitId: string, { isCheck }: NightThatEnded, student?: string): boolean {
    return isCheck || this.#isOwed(unitId, student);
  }

  #isOwed(unitId: string, student?: string): boolean {
    const owed = this.#owed.get(unitId);
    return owed === 'all' || (student !== undefined && owed?.has(student) === true);
  }

  async #record(unitId: string): Promise<UnitRecord | undefined> {
    const [record] = await this.#world.ledger.sectionAssessments.load(DISTRICT, [unitId]);
    return record;
  }

  async #seen(): Promise<Seen[]> {
    const records = await this.records();
    return records.map((record) => {
      const { assignment } = record.sis;
      const isHere =
        assignment?.deletedAt === null && assignment.sisSectionId === record.otus.snapshot.section.sisSectionId;
      const column = isHere ? this.#truth.column(assignment.ref) : undefined;
      return { record, told: explainSectionAssessment(record), column };
    });
  }
}

const NAMES = { title: 'name', dueDate: 'dueDate', totalPoints: 'pointsPossible', category: 'category' } as const;

/** What says nothing about the assessment: nobody is told to mend PowerSchool by these. */
const OF_CIRCUMSTANCE = new Set<string>([
  'DUE_DATE_OUTSIDE_PERIOD',
  'NO_CURRENT_GRADING_PERIOD',
  'GRADING_PERIOD_UNKNOWN',
  'DISTRICT_PAUSED',
]);

/** What would be in PowerSchool but for what holds the unit. */
function pointsOf({ points, passes }: ScoreDecision): number | null {
  return points ?? passes ?? null;
}

function hasNamesake({ sectionAssessmentId, otus }: UnitRecord, all: readonly Seen[]): boolean {
  const { identifier, section } = otus.snapshot;
  return all.some(
    ({ record }) =>
      record.sectionAssessmentId !== sectionAssessmentId &&
      record.otus.snapshot.identifier === identifier &&
      record.otus.snapshot.section.sisSectionId === section.sisSectionId,
  );
}

function passing({ decision }: UnitRecord): Map<string, number | null> {
  return new Map(decision.scores.map((score) => [score.sisStudentId ?? '', pointsOf(score)]));
}

function cellsOf({ otus, decision }: UnitRecord, told: UnitExplanation, column: SnapshotAssignment) {
  const students = new Map(otus.snapshot.scores.map(({ scoreId, sisStudentId }) => [scoreId, sisStudentId ?? '']));
  return told.scores.flatMap((score) => {
    const student = students.get(score.scoreId);
    const decided = decision.scores.find(({ scoreId }) => scoreId === score.scoreId);
    if (student === undefined || decided === undefined) return [];
    const cell = column.scores.find(({ studentDcid }) => String(studentDcid) === student);
    return [{ score: { ...score, points: pointsOf(decided) }, student, cell }];
  });
}

function isThere(cell: SnapshotScore | undefined, { points }: Pick<ExplainedScore, 'points'>): boolean {
  return cell !== undefined && !cell.exempt && points !== null && Math.abs((cell.points ?? NaN) - points) < 0.005;
}

function countStates(scores: readonly ExplainedScore[]) {
  const counts = { held: 0, due: 0, sent: 0, kept: 0, rejected: 0 };
  for (const { state } of scores) counts[state] += 1;
  return counts;
}

/** As lists have them: without what only waits. */
function codesOf({ reasons, scores }: UnitExplanation): string[] {
  const all = [...reasons, ...scores.flatMap((score) => score.reasons)].map(({ code }) => code);
  return [...new Set(all)].filter((code) => code !== 'WAITING_FOR_NIGHT').sort();
}

function same(one: unknown, other: unknown, what: string): void {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  if (left !== right) throw new Error(`${what} differ: ${left} and ${right}`);
}
