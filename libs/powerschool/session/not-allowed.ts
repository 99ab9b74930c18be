import { isUnreadable } from '../failures/unreadable.ts';
import { SisError } from '../port/gradebook.ts';
import type { Session } from './session.ts';

/**
 * What `read` gives; null where PowerSchool has no such resource or does not allow it. A 401 says that of the resource alone only where the
 * credentials still get a token, which is asked for then; where they do not, the failure is the district's. Throws `SisError`.
 */
export async function nullWhereNotAllowed<T>(session: Session, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isUnreadable(error)) return null;
    if (!(error instanceof SisError) || error.status !== 401) throw error;
    await session.authenticate();
    return null;
  }
}
