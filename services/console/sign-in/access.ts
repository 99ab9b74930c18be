import { createHash } from 'node:crypto';
import type { AuditEntry, DistrictRecord, Ledger, SessionRecord } from '@passback/ledger';
import { type Authorization, HttpProblem, type TokenRole } from '@passback/service-kit';
import type { FastifyRequest } from 'fastify';
import pMap from 'p-map';
import { CONSOLE_LIMITS } from '../limits.ts';
import { SHOWN_HASH_DIGITS } from '../shown-hash.ts';
import type { CallerRole } from './caller-roles.ts';
import { sessionCookie } from './session-cookie.ts';
import { isCsrfOf, isUse, type Sessions } from './sessions.ts';
import type { TeacherIds } from './teacher-scope.ts';
import { problemOf } from '../http/problems.ts';
import { ACTORS, actingOf, ownStandingIn, type Standing, standingIn } from './standing.ts';

/** Who calls, in the district of the path. */
export type Caller = {
  /** As `request.requestedBy`. */
  readonly requestedBy: string;
  /** What is a teacher's; null for everybody who sees the whole district. */
  readonly teacher: TeacherIds | null;
} & ({ readonly kind: 'token' } | ({ readonly kind: 'person' } & Pick<Standing, 'role' | 'acting'>));

declare module 'fastify' {
  interface FastifyRequest {
    /** The first 12 hex digits of the caller's token's hash, or `person:` and those of the hash of a person's id. */
    requestedBy: string;
    /** Set where a route is registered with `only`. */
    caller: Caller;
  }
}

export const READERS: readonly CallerRole[] = ['viewer', 'admin', 'operator'];
export const COMMANDERS: readonly CallerRole[] = ['admin', 'operator'];
/** Whoever answers these has to look at `request.caller.teacher`. */
export const TEACHERS: readonly CallerRole[] = ['teacher', ...READERS];
/** As `TEACHERS`, for what changes something. */
export const TEACHERS_WHO_COMMAND: readonly CallerRole[] = ['teacher', ...COMMANDERS];

/** What callers are known by. */
export interface Doors {
  readonly authorization: Authorization;
  readonly sessions: Sessions;
}

/**
 * Lets only tokens and persons of the path's district with one of `roles` through; judged before any of the body is read. Where there is an
 * `authorization` header, it alone counts.
 */
export function only(roles: readonly CallerRole[], doors: Doors) {
  return async (request: FastifyRequest): Promise<void> => {
    const { districtId } = request.params as { districtId: string };
    const session = await sessionOf(request, doors);
    request.caller =
      session === null
        ? await tokenCaller(request, { districtId, roles }, doors.authorization)
        : personCaller(request, { standing: standingIn(session, districtId), roles }, session);
    request.requestedBy = request.caller.requestedBy;
  };
}

/** Throws `HttpProblem` 401 unless somebody is signed in, or the token is known, of whatever district and role. */
export async function checkKnown(request: FastifyRequest, doors: Doors): Promise<void> {
  if ((await sessionOf(request, doors)) === null) await checkToken(request, doors.authorization);
}

/** What the person who calls is signed in with, for those few calls that change it. */
const SESSIONS = new WeakMap<FastifyRequest, SessionRecord>();

/** The session of a request that `onlyActors` let through. */
export function sessionOfActor(request: FastifyRequest): SessionRecord {
  const session = SESSIONS.get(request);
  if (session === undefined) throw new Error('the request has no session of somebody who may act for others');
  return session;
}

/** Lets only persons through who may act for teachers of the path's district, by what they are themselves; no token. */
export function onlyActors(doors: Doors) {
  return async (request: FastifyRequest): Promise<void> => {
    const { districtId } = request.params as { districtId: string };
    const session = await sessionOf(request, doors);
    if (session === null) throw await withoutSession(request, doors.authorization);
    request.caller = personCaller(request, { standing: ownStandingIn(session, districtId), roles: ACTORS }, session);
    request.requestedBy = request.caller.requestedBy;
    SESSIONS.set(request, session);
  };
}

/** Lets only operators who are signed in through, for what is of all districts; a token is of one, and does not. */
export function onlyOperators(doors: Doors) {
  return async (request: FastifyRequest): Promise<void> => {
    const session = await sessionOf(request, doors);
    if (session === null) throw await withoutSession(request, doors.authorization);
    if (!session.isOperator) throw forbidden('this is for operators');
    if (actingOf(session) !== null) throw forbidden('this is for operators, and not while they act for a teacher');
    checkCsrf(request, session);
    const requestedBy = shownPerson(session.personId);
    request.caller = { kind: 'person', requestedBy, role: 'operator', teacher: null, acting: null };
    request.requestedBy = requestedBy;
  };
}

/** 401 for whoever is not known, 403 for a token that is. */
async function withoutSession(request: FastifyRequest, authorization: Authorization): Promise<HttpProblem> {
  await checkToken(request, authorization);
  return forbidden('this is for people who are signed in, and for no token');
}

async function checkToken({ headers, ip }: FastifyRequest, authorization: Authorization): Promise<void> {
  await authorization.districtsOf(headers.authorization, [], ip);
}

/** What a caller sees of all districts. */
export interface Sight {
  /** By id. */
  readonly districts: DistrictRecord[];
  /** An operator who is signed in. */
  readonly isOperator: boolean;
}

/** The districts in which the caller has one of `roles`. Throws `HttpProblem` as `only` does. */
export async function sightOf(
  request: FastifyRequest,
  roles: readonly CallerRole[],
  { ledger: { districts }, ...doors }: Doors & { readonly ledger: Pick<Ledger, 'districts'> },
): Promise<Sight> {
  const session = await sessionOf(request, doors);
  if (session !== null) {
    const isOperator = session.isOperator && actingOf(session) === null;
    return { districts: await districtsOfSession(session, roles, districts), isOperator };
  }
  const { authorization } = request.headers;
  const seen = await doors.authorization.districtsOf(authorization, roles.filter(isOfTokens), request.ip);
  return { districts: await districtsById(districts, seen.districtIds), isOperator: false };
}

/** The districts in which a person has one of `roles`, by id: of an operator all. */
export async function districtsOfSession(
  session: Pick<SessionRecord, 'isOperator' | 'grants' | 'acting'>,
  roles: readonly CallerRole[],
  districts: Pick<Ledger['districts'], 'get' | 'list'>,
): Promise<DistrictRecord[]> {
  const has = (districtId: string): boolean => roles.some((role) => standingIn(session, districtId)?.role === role);
  if (session.isOperator)
    return (await districts.list()).filter(({ settings }) => has(settings.districtId)).toSorted(byId);
  return districtsById(districts, session.grants.map(({ districtId }) => districtId).filter(has));
}

/** Those of the ids that there are. */
async function districtsById(
  districts: Pick<Ledger['districts'], 'get'>,
  districtIds: readonly string[],
): Promise<DistrictRecord[]> {
  const records = await pMap(districtIds, (id) => districts.get(id), { concurrency: CONSOLE_LIMITS.districtReads });
  return records.filter((record) => record !== null).toSorted(byId);
}

function byId({ settings: one }: DistrictRecord, { settings: other }: DistrictRecord): number {
  return one.districtId < other.districtId ? -1 : 1;
}

/** For the audit log: who asks, and of a person also as what, since their roles stand nowhere in the settings. */
export function asking({ caller }: Pick<FastifyRequest, 'caller'>): {
  readonly requestedBy: string;
  readonly roles?: AuditEntry['by']['roles'];
  readonly actingFor?: string;
} {
  const { requestedBy } = caller;
  if (caller.kind === 'token') return { requestedBy };
  const { role, acting } = caller;
  const own = acting?.ownRole ?? role;
  return {
    requestedBy,
    ...(own !== 'teacher' && { roles: [own] }),
    ...(acting !== null && { actingFor: acting.userId }),
  };
}

/** Null where a token is to be judged, also none at all. Throws `HttpProblem` 401 where the cookie's session is over. */
async function sessionOf(
  request: FastifyRequest,
  { sessions }: Pick<Doors, 'sessions'>,
): Promise<SessionRecord | null> {
  if (request.headers.authorization !== undefined) return null;
  const value = sessionCookie(request);
  if (value === undefined) return null;
  const session = await sessions.find(value, { isUse: isUse(request) }).catch((error: unknown) => {
    throw problemOf(error);
  });
  if (session === null) throw new HttpProblem(401, 'Unauthorized', { detail: 'the session is over: sign in again' });
  return session;
}

interface Asked {
  readonly districtId: string;
  readonly roles: readonly CallerRole[];
}

async function tokenCaller(
  { headers, ip }: FastifyRequest,
  { districtId, roles }: Asked,
  authorization: Authorization,
): Promise<Caller> {
  const ofTokens = roles.filter(isOfTokens);
  const requestedBy = await authorization.authorize(headers.authorization, districtId, ofTokens, ip);
  return { kind: 'token', requestedBy, teacher: null };
}

function personCaller(
  request: FastifyRequest,
  { standing, roles }: Pick<Asked, 'roles'> & { readonly standing: Standing | null },
  session: SessionRecord,
): Caller {
  if (standing === null) throw forbidden('the person has no role in this district');
  if (!roles.includes(standing.role)) throw forbidden(`the person lacks the role ${roles.join(' or ')}`);
  checkCsrf(request, session);
  return { kind: 'person', requestedBy: shownPerson(session.personId), ...standing };
}

/** Throws `HttpProblem` 403 for an unsafe request that does not repeat the session's `csrf`: another site may have sent it. */
export function checkCsrf({ method, headers }: FastifyRequest, session: SessionRecord): void {
  if (method === 'GET' || method === 'HEAD' || isCsrfOf(session, headers['x-csrf-token'])) return;
  throw forbidden('x-csrf-token has to be the `csrf` that GET /v1/session gives');
}

function forbidden(detail: string): HttpProblem {
  return new HttpProblem(403, 'Forbidden', { detail });
}

/** As what a person stands in logs and lists: digits that say nothing of who it is. */
export function shownPerson(personId: string): string {
  return `person:${createHash('sha256').update(personId).digest('hex').slice(0, SHOWN_HASH_DIGITS)}`;
}

function isOfTokens(role: CallerRole): role is CallerRole & TokenRole {
  return role === 'viewer' || role === 'admin';
}
