import type { StaffMember } from '@passback/domain';
import { staffEmailOf } from '@passback/service-host';
import type { Secrets } from '@passback/service-kit';

/** The address of one of the staff, to be kept in memory only; null where there is none, or it cannot be opened. */
export function openEmail(
  secrets: Pick<Secrets, 'open'>,
  districtId: string,
  { userId, sealedEmail }: StaffMember,
): string | null {
  if (sealedEmail === undefined) return null;
  try {
    return secrets.open(sealedEmail, staffEmailOf(districtId, userId));
  } catch {
    return null;
  }
}
