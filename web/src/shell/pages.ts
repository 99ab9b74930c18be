type Role = 'teacher' | 'viewer' | 'admin' | 'operator';
const ALL: readonly Role[] = ['teacher', 'viewer', 'admin', 'operator'];
const READERS: readonly Role[] = ['viewer', 'admin', 'operator'];
export const COMMANDERS: readonly Role[] = ['admin', 'operator'];

/** The pages of a district, and who sees them; the server judges by itself. */
export const PAGES = [
  { page: 'tonight', roles: READERS },
  { page: 'assessments', roles: ALL },
  { page: 'nights', roles: READERS },
  { page: 'causes', roles: READERS },
  { page: 'mapping', roles: COMMANDERS },
  { page: 'reconcile', roles: COMMANDERS },
  { page: 'settings', roles: READERS },
  { page: 'setup', roles: COMMANDERS },
  { page: 'history', roles: COMMANDERS },
  { page: 'told', roles: READERS },
] as const;

/** Whether who has `role` in a district sees the page of this path (`/d/lincoln/nights/…`); where the path names none, there is nothing to hide. */
export function maySee(pathname: string, role: Role): boolean {
  const [, , , name] = pathname.split('/');
  return PAGES.find(({ page }) => page === name)?.roles.includes(role) ?? true;
}

/** Where somebody begins in a district: a teacher at what is theirs, the others at tonight. */
export function firstPage(role: Role): '/d/$districtId/assessments' | '/d/$districtId/tonight' {
  return role === 'teacher' ? '/d/$districtId/assessments' : '/d/$districtId/tonight';
}
