import type { SessionGrant, StaffStore } from '@passback/ledger';
import { CALLER_ROLES, type CallerRole } from '../caller-roles.ts';
import type { Person } from '../sign-in-way.ts';
import { type Claims, valuesOf } from './claims.ts';
import { OIDC_LIMITS } from './oidc-limits.ts';
import { NAME, PERSON_ID, type RoleRule, type Roles } from './roles-schema.ts';

/** What claims give: a role by district, and the role of operators. */
interface GivenRoles {
  readonly isOperator: boolean;
  readonly byDistrict: ReadonlyMap<string, SessionGrant['role']>;
}

/** Of several rules that give the same district, the strongest role counts. */
function givenRoles({ rules }: Pick<Roles, 'rules'>, claims: Claims): GivenRoles {
  let isOperator = false;
  const byDistrict = new Map<string, SessionGrant['role']>();
  for (const { when, give } of rules) {
    if (!holds(when, claims)) continue;
    const { role, districtId } = give;
    if (role === 'operator') isOperator = true;
    else
      for (const id of districtsOf(districtId, claims)) {
        const held = byDistrict.get(id);
        if (held === undefined || rank(role) > rank(held)) byDistrict.set(id, role);
      }
  }
  return { isOperator, byDistrict };
}

function holds(when: RoleRule['when'], claims: Claims): boolean {
  return Object.entries(when).every(([name, wanted]) => {
    const values = valuesOf(claims, name);
    return [wanted].flat().some((value) => values.includes(value));
  });
}

function districtsOf(given: RoleRule['give']['districtId'], claims: Claims): readonly string[] {
  if (given === undefined) return [];
  if (typeof given === 'string') return [given];
  return valuesOf(claims, given.claim).flatMap((value) => {
    const mapped = Object.hasOwn(given.map, value) ? given.map[value] : undefined;
    return mapped === undefined ? [] : [mapped];
  });
}

function rank(role: CallerRole): number {
  return CALLER_ROLES.indexOf(role);
}

/**
 * Who somebody is by their claims, with what they may do: null for whom no rule gives anything. A teacher without an id by which units would be
 * theirs is given nothing in that district. Throws `LedgerError`.
 */
export async function standingOf(
  { roles, claims }: { readonly roles: Roles; readonly claims: Claims },
  staff: Pick<StaffStore, 'get'>,
): Promise<Pick<Person, 'grants' | 'isOperator'> | null> {
  const { isOperator, byDistrict } = givenRoles(roles, claims);
  const grants: SessionGrant[] = [];
  for (const [districtId, role] of [...byDistrict].slice(0, OIDC_LIMITS.districts)) {
    const ids = role === 'teacher' ? await teacherIds(roles, claims, { districtId, staff }) : NO_IDS;
    if (role !== 'teacher' || ids.otusUserIds.length + ids.sisTeacherIds.length > 0)
      grants.push({ districtId, role, ...ids });
  }
  return isOperator || grants.length > 0 ? { isOperator, grants } : null;
}

type Ids = Pick<SessionGrant, 'otusUserIds' | 'sisTeacherIds'>;
const NO_IDS: Ids = { otusUserIds: [], sisTeacherIds: [] };

async function teacherIds(
  { teacher = {} }: Roles,
  claims: Claims,
  { districtId, staff }: { readonly districtId: string; readonly staff: Pick<StaffStore, 'get'> },
): Promise<Ids> {
  const named = (names: readonly string[] = []): string[] => names.flatMap((name) => valuesOf(claims, name));
  const asStaff = new Set(named(teacher.staff));
  const listed = asStaff.size === 0 ? [] : ((await staff.get(districtId))?.staff ?? []);
  const own = listed.filter(
    ({ role, userId, sisUserId }) =>
      role === 'teacher' && (asStaff.has(userId) || (sisUserId !== null && asStaff.has(sisUserId))),
  );
  return {
    otusUserIds: few([...named(teacher.otusUserIds), ...own.map(({ userId }) => userId)]),
    sisTeacherIds: few([
      ...named(teacher.sisTeacherIds),
      ...own.flatMap(({ sisUserId }) => (sisUserId === null ? [] : [sisUserId])),
    ]),
  };
}

function few(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].slice(0, OIDC_LIMITS.teacherIds);
}

/** The provider’s id of a person, and what to call them; null where the claim that has the id is missing, or no id. */
export function identityOf(
  { personId = PERSON_ID, name = NAME }: Pick<Roles, 'personId' | 'name'>,
  claims: Claims,
): { readonly id: string; readonly name: string } | null {
  const ids = valuesOf(claims, personId);
  const [id] = ids;
  if (id === undefined || ids.length > 1 || id.length > OIDC_LIMITS.idLength) return null;
  const called = [name, NAME, 'preferred_username', 'email'].flatMap((claim) => valuesOf(claims, claim));
  return { id, name: (called[0] ?? id).slice(0, OIDC_LIMITS.nameLength) };
}
