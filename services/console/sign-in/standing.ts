import type { SessionActing, SessionRecord } from '@passback/ledger';
import type { CallerRole } from './caller-roles.ts';
import type { TeacherIds } from './teacher-scope.ts';

/** As what a person stands in one district. */
export interface Standing {
  readonly role: CallerRole;
  /** What is theirs as a teacher; null for everybody who sees the whole district. */
  readonly teacher: TeacherIds | null;
  /** Where they act for a teacher: whose units these are, and what they are themselves. */
  readonly acting: { readonly userId: string; readonly ownRole: CallerRole } | null;
}

type Roles = Pick<SessionRecord, 'isOperator' | 'grants'>;
type Acting = Roles & Pick<SessionRecord, 'acting'>;

/** Who may act for a teacher. */
export const ACTORS: readonly CallerRole[] = ['admin', 'operator'];

/** By what a person is themselves; null where they have no say in the district. */
export function ownStandingIn({ isOperator, grants }: Roles, districtId: string): Standing | null {
  if (isOperator) return { role: 'operator', teacher: null, acting: null };
  const grant = grants.find((candidate) => candidate.districtId === districtId);
  if (grant === undefined) return null;
  const { role, otusUserIds, sisTeacherIds } = grant;
  return { role, teacher: role === 'teacher' ? { otusUserIds, sisTeacherIds } : null, acting: null };
}

/** As the teacher for whom they act in the district, else by what they are themselves. */
export function standingIn(session: Acting, districtId: string): Standing | null {
  const own = ownStandingIn(session, districtId);
  const acting = actingOf(session);
  if (own === null || acting?.districtId !== districtId) return own;
  const { userId, otusUserIds, sisTeacherIds } = acting;
  return { role: 'teacher', teacher: { otusUserIds, sisTeacherIds }, acting: { userId, ownRole: own.role } };
}

/** For whom a person acts; null also where they have lost the role that lets them. */
export function actingOf(session: Acting): SessionActing | null {
  const { acting } = session;
  if (acting === undefined) return null;
  const own = ownStandingIn(session, acting.districtId);
  return own !== null && ACTORS.includes(own.role) ? acting : null;
}
