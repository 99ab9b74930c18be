import type { GradingPeriod, ReasonCode } from '@passback/domain';
import { type Gradebook, type SectionRef, SisError } from '../port/gradebook.ts';

export type CheckName = 'address' | 'credentials' | 'fieldAccess' | 'access' | 'terms' | 'category';
type CheckFinding = 'ok' | 'failed' | 'missing' | 'inactive' | 'notReadable' | 'notAsked' | 'limited';

/** One thing that was tried with a district's PowerSchool. Empty texts: it is of none. */
export interface Check {
  readonly check: CheckName;
  readonly ok: boolean;
  readonly finding: CheckFinding;
  /** Empty where it is ok. */
  readonly code: ReasonCode | '';
  /** PowerSchool's own words, or ours where it said nothing. */
  readonly message: string;
  readonly teacherId: string;
  readonly category: string;
  readonly schoolId: string;
  readonly termId: string;
  /** Of `access`: what was read. */
  readonly kind: string;
  /** Of `terms`: the one that holds today. */
  readonly period?: GradingPeriod | undefined;
}

export type Place = Pick<SectionRef, 'teacherId' | 'schoolId' | 'termId'>;

/** One read of a gradebook, over whichever connection the caller has. */
export type ReadGradebook = <T>(call: (gradebook: Gradebook) => Promise<T>) => Promise<T>;

type Found = Partial<Pick<Check, 'ok' | 'finding' | 'code' | 'message' | 'period'>>;

/**
 * One check; `probe` answers null when all is well, and otherwise what it found: not ok and `failed` where it does not say otherwise. What
 * PowerSchool refuses is the check's answer, in its words; what else is thrown is thrown on.
 */
export async function attempt(
  what: Pick<Check, 'check'> & Partial<Place & Pick<Check, 'kind'>>,
  probe: () => Promise<Found | null>,
): Promise<Check> {
  const base = { teacherId: '', category: '', schoolId: '', termId: '', kind: '', ...what };
  const fine = { ok: true, finding: 'ok', code: '', message: '' } as const;
  try {
    const found = await probe();
    return { ...base, ...fine, ...(found !== null && { ok: false, finding: 'failed', ...found }) };
  } catch (error) {
    if (!(error instanceof SisError)) throw error;
    return { ...base, ok: false, finding: 'failed', code: error.code, message: error.message };
  }
}

export function placeOf({ teacherId, schoolId, termId }: SectionRef): Place {
  return { teacherId, schoolId, termId };
}
