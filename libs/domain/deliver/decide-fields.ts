import { isSamePoints } from '../facts/points.ts';
import type { AssignmentDoubt, SisFields, WrittenAssignment } from './sis-state.ts';

export type FieldName = keyof SisFields;
export const FIELD_NAMES: readonly FieldName[] = ['title', 'dueDate', 'totalPoints', 'category'];

/** What is to become of each field of an assignment; one that could not be looked at and is not written is in no list. */
export interface FieldVerdicts {
  readonly write: readonly FieldName[];
  /** A teacher's edit, which stays. */
  readonly keep: readonly FieldName[];
  /** It holds what is wanted. */
  readonly there: readonly FieldName[];
}

/** The fields that Otus changed since they were last written, or asked to be: these are written whatever PowerSchool has. */
export function changedFields(
  written: WrittenAssignment,
  desired: Partial<SisFields>,
  /** The category follows the assessment type: only where that changed may it differ. */
  isTypeChanged: boolean,
): FieldName[] {
  return FIELD_NAMES.filter((name) => {
    if (name === 'category' && !isTypeChanged && !isCarried(written.doubt, name)) return false;
    return !isSameField(desired[name], lastGivenField(written, name));
  });
}

/**
 * What becomes of the fields of an assignment that was looked at (docs/passback-rules.md §5, for each field as for a cell): what Otus changed is
 * written; of the others, one that holds what is wanted is as it is; one in doubt that holds what was last written or what a lost update
 * carried is ours, and written; all else is a teacher's. What an older ledger knows is in doubt also where Otus seems to have changed it. `seen` and `desired` name categories by whatever the caller compares them by.
 */
export function decideFields(
  written: WrittenAssignment,
  desired: Partial<SisFields>,
  seen: Partial<SisFields>,
  isTypeChanged: boolean,
): FieldVerdicts {
  const changed = new Set(changedFields(written, desired, isTypeChanged));
  const write: FieldName[] = [];
  const keep: FieldName[] = [];
  const there: FieldName[] = [];
  for (const name of FIELD_NAMES) {
    const isAsked = changed.has(name) && (written.doubt?.cause !== 'restored' || seen[name] === undefined);
    if (isAsked) write.push(name);
    else if (seen[name] === undefined) continue;
    else if (isSameField(seen[name], desired[name])) there.push(name);
    else if (written.doubt !== undefined && isOurs(written, name, seen[name])) write.push(name);
    else keep.push(name);
  }
  return { write, keep, there };
}

function isOurs(written: WrittenAssignment, name: FieldName, seen: SisFields[FieldName]): boolean {
  const given = [written[name], ...(written.doubt?.carried ?? []).map((fields) => fields[name])];
  return given.some((one) => isSameField(one, seen));
}

function lastGivenField(written: WrittenAssignment, name: FieldName): SisFields[FieldName] {
  const carried = (written.doubt?.carried ?? []).findLast((fields) => fields[name] !== undefined);
  return carried?.[name] ?? written[name];
}

function isCarried(doubt: AssignmentDoubt | undefined, name: FieldName): boolean {
  return (doubt?.carried ?? []).some((fields) => fields[name] !== undefined);
}

function isSameField(one: SisFields[FieldName] | undefined, other: SisFields[FieldName] | undefined): boolean {
  if (typeof one === 'number' && typeof other === 'number') return isSamePoints(one, other);
  return one === other;
}
