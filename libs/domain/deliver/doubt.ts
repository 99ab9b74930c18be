import type { Decision, ScoreDecision } from '../decide/decision.ts';
import { isOfCircumstance } from '../decide/circumstance.ts';
import type { EpochMs, SectionAssessment } from '../facts/section-assessment.ts';
import { countWithin } from '../facts/unit-size.ts';
import { assignmentStanding } from './assignment-standing.ts';
import { lastGiven } from './decide-cell.ts';
import { changedFields } from './decide-fields.ts';
import type { CarriedWrites, DeliveryState } from './delivery-state.ts';
import { isSentAlike } from '../facts/points.ts';
import type { UnitRecord } from './unit-record.ts';
import type { DoubtCause, SectionSisState, SisFields, SisState, WrittenAssignment, WrittenScore } from './sis-state.ts';

/** Lost writes that are remembered of one cell or assignment; what an older one carried is a teacher's to us. */
const MAX_CARRIED = 4;

/**
 * Marks what a decision of the rules puts in doubt, so that it is looked at before it is called sent again: a cell that Otus took back
 * or changed, and all of a unit that is held, withdrawn or switched off. Teachers are told then to mend PowerSchool by hand, and what
 * comes back later may find anything there. What only waits for a date, for us or for a pause puts nothing in doubt. Answers the very
 * same state where nothing is marked. Pure.
 */
export function markDoubt(before: SisState, snapshot: SectionAssessment, decision: Decision): SisState {
  const sis = inSection(before, snapshot.section.sisSectionId);
  const { assignment } = sis;
  if (assignment === null || assignment.deletedAt !== null) return sis;
  if (assignmentStanding(snapshot, sis).kind !== 'there') return allInDoubt(sis, assignment);
  const isOut = snapshot.withdrawn || !(decision.verdict === 'send' || isOfCircumstance(decision.reasons));
  if (isOut) return allInDoubt(sis, assignment);
  const wanted = new Map<string | null, number>();
  // Of several scores that point to one cell, the one that has it.
  for (const score of decision.scores) {
    const points = pointsOf(score);
    if (points !== null) wanted.set(score.sisStudentId, points);
  }
  const scores = mapChanged(sis.scores, (written) =>
    isAsGiven(written, wanted.get(written.sisStudentId)) ? written : cellInDoubt(written, 'score'),
  );
  const isMoved = changedFields(assignment, fieldsOf(decision), isTypeChanged(assignment, decision)).length > 0;
  const marked = isMoved ? assignmentInDoubt(assignment, 'unit') : assignment;
  return scores === sis.scores && marked === assignment ? sis : { ...sis, assignment: marked, scores };
}

function isAsGiven(written: WrittenScore, wanted: number | undefined): boolean {
  return written.points === null || (wanted !== undefined && isSentAlike(wanted, lastGiven(written)));
}

/** What would be sent of a score but for what holds its unit. */
export function pointsOf({ points, passes }: ScoreDecision): number | null {
  return points ?? passes ?? null;
}

export function fieldsOf({ desired }: Decision): Partial<SisFields> {
  const { title, dueDate, totalPoints, category } = desired;
  return { title, totalPoints, ...(dueDate !== null && { dueDate }), ...(category !== null && { category }) };
}

export function isTypeChanged({ assessmentType }: WrittenAssignment, { desired }: Decision): boolean {
  return assessmentType !== desired.assessmentType;
}

/** Sections that are remembered of one unit; a class is linked anew once or twice at most. */
const MAX_ELSEWHERE = 3;
/** Their part of the 1 MiB of a record. A column that is forgotten is found by its identifier, and its cells are a teacher's to us. */
const MAX_ELSEWHERE_BYTES = 96 * 1024;
/** Of one cell, without its ids. */
const CELL_BYTES = 430;

/**
 * What PowerSchool was given in the section that the class is linked to now. What stands in the one before is put aside, and what was
 * put aside of this one comes back, all of it in doubt: nobody looked at it meanwhile. A class that is linked to none keeps what it has.
 */
export function inSection(sis: SisState, sectionId: string | null): SisState {
  const { assignment, scores, elsewhere = [] } = sis;
  if (sectionId === null || (assignment !== null && assignment.sisSectionId === sectionId)) return sis;
  const here = elsewhere.find((section) => section.assignment.sisSectionId === sectionId);
  if (assignment === null && here === undefined) return sis;
  // What was refused there is tried anew if the class comes back.
  const cells = scores.map((written) => ({ ...written, refused: null }));
  const left = assignment === null ? [] : [sectionInDoubt({ assignment, scores: cells })];
  const aside = nearestWithin([...left, ...elsewhere.filter((section) => section !== here)]);
  return {
    assignment: here?.assignment ?? null,
    scores: here?.scores ?? [],
    ...(aside.length > 0 && { elsewhere: aside }),
  };
}

function nearestWithin(sections: readonly SectionSisState[]): readonly SectionSisState[] {
  const nearest = sections.slice(0, MAX_ELSEWHERE);
  return nearest.slice(0, countWithin(nearest, MAX_ELSEWHERE_BYTES, bytesOf));
}

function bytesOf({ scores }: SectionSisState): number {
  return scores.reduce(
    (sum, { sisStudentId, scoreId = '', studentId = '' }) =>
      sum + CELL_BYTES + sisStudentId.length + scoreId.length + studentId.length,
    0,
  );
}

/** Everything that is known of the unit may be otherwise by now: it was out of sight. */
function allInDoubt(sis: SisState, assignment: WrittenAssignment): SisState {
  const marked = sectionInDoubt({ assignment, scores: sis.scores });
  return marked.scores === sis.scores && marked.assignment === assignment ? sis : { ...sis, ...marked };
}

/** The ledger was restored from an older copy: what PowerSchool was given since is not known of, in any section. Pure. */
export function allRestored(sis: SisState): SisState {
  const { assignment, elsewhere } = sis;
  const here = assignment === null ? {} : sectionInDoubt({ assignment, scores: sis.scores }, 'restored');
  const aside = elsewhere?.map((section) => sectionInDoubt(section, 'restored'));
  return { ...sis, ...here, ...(aside !== undefined && { elsewhere: aside }) };
}

function sectionInDoubt({ assignment, scores }: SectionSisState, cause: DoubtCause = 'unit'): SectionSisState {
  return {
    assignment: assignmentInDoubt(assignment, cause),
    scores: mapChanged(scores, (written) => (written.points === null ? written : cellInDoubt(written, cause))),
  };
}

/** Of two causes the one that says more stays: an older ledger before a lost write, that before Otus's own change, and that before the unit's standing. */
const STRENGTH: Readonly<Record<DoubtCause, number>> = { unit: 0, score: 1, lost: 2, restored: 3 };

function cellInDoubt(written: WrittenScore, cause: DoubtCause): WrittenScore {
  const { doubt } = written;
  if (doubt !== undefined && STRENGTH[doubt.cause] >= STRENGTH[cause]) return written;
  const before = cause === 'restored' && doubt !== undefined ? { before: doubt.cause } : {};
  return { ...written, doubt: { ...doubt, ...before, cause } };
}

function assignmentInDoubt(assignment: WrittenAssignment, cause: DoubtCause): WrittenAssignment {
  const { doubt } = assignment;
  if (doubt !== undefined && STRENGTH[doubt.cause] >= STRENGTH[cause]) return assignment;
  return { ...assignment, doubt: { ...doubt, cause } };
}

/** A write was lost on top of what was in doubt before. */
function stronger(doubt: { readonly cause: DoubtCause } | undefined): DoubtCause {
  return doubt?.cause === 'restored' ? 'restored' : 'lost';
}

/** What writes carried of which nobody knows whether they were carried out: each cell and field that they name is in doubt. Pure. */
export function withLostWrites(sis: SisState, carried: readonly CarriedWrites[]): SisState {
  return carried.reduce(withLostWrite, sis);
}

function withLostWrite(sis: SisState, { fields, scores, sectionId }: CarriedWrites): SisState {
  const { assignment } = sis;
  // Into a section where the unit had nothing yet: finding the assignment again is what tells.
  if (assignment === null || assignment.deletedAt !== null || assignment.sisSectionId !== sectionId) return sis;
  const cells = new Map(sis.scores.map((written) => [written.sisStudentId, written]));
  for (const [sisStudentId, points, scoreId, studentId] of scores) {
    const never: WrittenScore = { sisStudentId, points: null, sentAt: null, kept: null, refused: null };
    const written = cells.get(sisStudentId) ?? { ...never, scoreId, studentId };
    cells.set(sisStudentId, {
      ...written,
      doubt: { cause: stronger(written.doubt), carried: appended(written.doubt?.carried, points) },
    });
  }
  const hasFields = Object.keys(fields).length > 0;
  return {
    ...sis,
    assignment: hasFields
      ? {
          ...assignment,
          doubt: { cause: stronger(assignment.doubt), carried: appended(assignment.doubt?.carried, fields) },
        }
      : assignment,
    scores: [...cells.values()],
  };
}

function appended<T>(before: readonly T[] | undefined, last: T): readonly T[] {
  return [...(before ?? []), last].slice(-MAX_CARRIED);
}

/**
 * What PowerSchool holds as far as it can be told while an attempt is under way or was cut off: what its writes carry is in doubt until
 * its outcome is recorded.
 */
export function presumedSis(sis: SisState, { intent }: Pick<DeliveryState, 'intent'>): SisState {
  return intent?.carried === undefined ? sis : withLostWrites(sis, intent.carried);
}

/** The record's state as a decision about it finds it: what hangs in the air and what the decision itself puts in doubt included. */
export function sisUnder({ sis, delivery, otus }: UnitRecord, decision: Decision): SisState {
  return markDoubt(presumedSis(sis, delivery), otus.snapshot, decision);
}

/**
 * What an attempt found, with the doubts that Otus may have raised while it was under way: `claimed` is the record that it began with,
 * `newest` the one that it ends in. Where Otus sent another revision, whatever is in doubt stays so: what was in doubt before may have been
 * put in doubt once more, after the attempt looked.
 */
export function keepNewDoubts(found: SisState, claimed: UnitRecord, newest: UnitRecord): SisState {
  const { snapshot } = newest.otus;
  const isSameRevision = newest.otus.snapshot.revision === claimed.otus.snapshot.revision;
  const known = new Set(isSameRevision ? inDoubt(claimed.sis) : []);
  const raised = new Set(inDoubt(newest.sis).filter((sisStudentId) => !known.has(sisStudentId)));
  const scores = found.scores.map((cell) => (raised.has(cell.sisStudentId) ? cellInDoubt(cell, 'score') : cell));
  const wasInDoubt = isSameRevision && claimed.sis.assignment?.doubt !== undefined;
  const isRaised = newest.sis.assignment?.doubt !== undefined && !wasInDoubt;
  const { assignment } = found;
  const sis = {
    ...found,
    scores,
    assignment: isRaised && assignment ? assignmentInDoubt(assignment, 'unit') : assignment,
  };
  return markDoubt(sis, snapshot, newest.decision);
}

function inDoubt({ scores }: SisState): string[] {
  return scores.flatMap(({ doubt, sisStudentId }) => (doubt === undefined ? [] : sisStudentId));
}

/** Whether what was sent of a unit was all seen or written since `before`; true of one of which nothing is called sent. */
export function isCheckedSince({ sis, summary }: UnitRecord, before: EpochMs): boolean {
  const { assignment, scores } = sis;
  if (summary.state !== 'inSync' || assignment === null || assignment.deletedAt !== null) return true;
  if (!scores.some(({ sentAt }) => sentAt !== null)) return true;
  return (assignment.checkedAt ?? assignment.writtenAt) >= before;
}

/** Whose score of Otus a cell of PowerSchool was given last. */
export function cellHolderIn({ scores }: SisState): (sisStudentId: string) => string | undefined {
  return (sisStudentId) => scores.find((written) => written.sisStudentId === sisStudentId)?.scoreId;
}

/** The same list where no entry changes. */
function mapChanged<T>(entries: readonly T[], change: (entry: T) => T): readonly T[] {
  const changed = entries.map(change);
  return changed.every((entry, index) => entry === entries[index]) ? entries : changed;
}
