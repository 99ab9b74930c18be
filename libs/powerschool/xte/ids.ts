import { type IdRefusal, OWN_REFUSALS } from '@passback/domain';
import { SisError } from '../port/gradebook.ts';

/**
 * A PowerSchool id (DCID, or TERMS.ID) as it goes into a path, a query or a body. Throws a unit failure where it is not a whole number:
 * the class was linked to something that is not in PowerSchool, and no request could be right.
 */
export function dcid(id: string, refusal: IdRefusal): number {
  const number = optionalDcid(id);
  if (number === null) throw new SisError({ class: 'unit', code: 'SIS_REJECTED' }, OWN_REFUSALS[refusal]);
  return number;
}

export function optionalDcid(id: string): number | null {
  const number = /^[1-9]\d*$/.test(id) ? Number(id) : NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** TERMS.YEARID of a TERMS.ID: 36 for 3601, which is 2026-27. */
export function yearIdOf(termId: string): number {
  return Math.floor(dcid(termId, 'termId') / 100);
}
