import type { EpochMs } from '../facts/section-assessment.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import { type CellSight, type CellVerdict, countedPoints } from './decide-cell.ts';
import type { FieldVerdicts } from './decide-fields.ts';
import type { ScoreWrite } from './effect.ts';
import type { KeptEdit, SisFields, WrittenAssignment, WrittenScore } from './sis-state.ts';

type Target = Pick<ScoreWrite, 'scoreId' | 'studentId' | 'sisStudentId' | 'points'>;

/** PowerSchool took the score: whatever was kept, refused or in doubt is over. */
export function sentCell({ scoreId, studentId, sisStudentId, points }: Target, at: EpochMs): WrittenScore {
  return { scoreId, studentId, sisStudentId, points, sentAt: at, kept: null, refused: null };
}

/** The row was refused: what was accepted before it stays as it was. */
export function refusedCell(
  { scoreId, studentId, sisStudentId, points }: Target,
  refusal: { readonly code: ReasonCode; readonly message: string },
  before: WrittenScore | undefined,
  at: EpochMs,
): WrittenScore {
  const never = { scoreId, studentId, sisStudentId, points: null, sentAt: null, kept: null };
  return { ...never, ...before, refused: { ...refusal, points, at } };
}

/**
 * What is known of a cell once it was judged and nothing is to be written: it holds what is wanted, a teacher's edit, or what nobody can
 * look at. Since when an edit is there is what a teacher asks; a second one does not make it younger.
 */
export function judgedCell(
  target: Target,
  verdict: Exclude<CellVerdict, 'write' | 'look'>,
  sight: CellSight,
  before: WrittenScore | undefined,
  at: EpochMs,
): WrittenScore {
  const { doubt: _doubt, uncheckedAt, ...known } = before ?? sentCell(target, at);
  const { scoreId, studentId, points } = target;
  const settled = { ...known, scoreId, studentId, points, refused: null };
  if (verdict === 'unchecked') return { ...settled, uncheckedAt: at };
  if (typeof sight === 'string') return { ...settled, ...(uncheckedAt !== undefined && { uncheckedAt }) };
  if (verdict === 'asItIs') return { ...settled, sentAt: known.sentAt ?? at, kept: null };
  const sentAt = before?.sentAt ?? null;
  const kept: KeptEdit = {
    seenPoints: countedPoints(sight),
    seenAt: before?.kept?.seenAt ?? at,
    ...(sight.exempt && { exempt: true }),
  };
  return { ...settled, sentAt, kept };
}

/** What is known of an assignment once its fields were judged, and those to be written are. */
export function settledFields(
  before: WrittenAssignment,
  desired: SisFields & { readonly assessmentType: string },
  { write, keep, there }: FieldVerdicts,
  at: EpochMs,
): WrittenAssignment {
  const { doubt: _doubt, keptFields: _keptFields, ...known } = before;
  const { title, dueDate, totalPoints, assessmentType } = desired;
  // Where the category was neither written nor seen to be there, the one that was stays on record: a new mapping moves nothing that was sent.
  const isCategoryThere = write.includes('category') || there.includes('category');
  const category = isCategoryThere ? desired.category : known.category;
  const fields = { title, dueDate, totalPoints, category, assessmentType };
  return {
    ...known,
    ...fields,
    writtenAt: write.length > 0 ? at : known.writtenAt,
    ...(keep.length > 0 && { keptFields: keep }),
  };
}
