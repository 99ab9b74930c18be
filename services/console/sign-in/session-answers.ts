import { type Static, Type } from 'typebox';
import type { Ledger, SessionRecord } from '@passback/ledger';
import { isoOf } from '../http/instants.ts';
import { districtsOfSession, shownPerson } from './access.ts';
import { actingOf, standingIn } from './standing.ts';
import { Instant, Nullable } from '../http/schemas.ts';
import { CALLER_ROLES } from './caller-roles.ts';
import type { Person, SignInWay } from './sign-in-way.ts';
import type { TeacherIds } from './teacher-scope.ts';

const Id = Type.String();
const Role = Type.Enum([...CALLER_ROLES]);
const CLOSED = { additionalProperties: false } as const;

const TeacherSchema = Type.Unsafe<TeacherIds>(
  Type.Object({ otusUserIds: Type.Array(Id), sisTeacherIds: Type.Array(Id) }, CLOSED),
);

const DemoPerson = Type.Object(
  {
    personId: Id,
    name: Type.String(),
    role: Role,
    districtId: Nullable(Type.String(), 'Null: of all districts'),
  },
  CLOSED,
);

const SessionDistrict = Type.Object(
  {
    districtId: Id,
    name: Type.String(),
    timeZone: Type.String(),
    role: Role,
    teacher: Nullable(TeacherSchema, 'By which ids units are a teacher’s; null for everybody else'),
  },
  CLOSED,
);

const Acting = Type.Object({ districtId: Id, userId: Type.String({ description: 'The teacher, by Otus' }) }, CLOSED);

export const SignedIn = Type.Object(
  {
    signedIn: Type.Literal(true),
    person: Type.Object(
      {
        personId: Id,
        name: Type.String(),
        shown: Type.String({ description: 'As what the person stands in the log of commands' }),
      },
      CLOSED,
    ),
    csrf: Type.String({ description: 'To be sent as `x-csrf-token` with everything that is not a GET or HEAD' }),
    isDemo: Type.Boolean({ description: 'The session was opened without any proof of who it is' }),
    expiresAt: Instant,
    isOperator: Type.Boolean({ description: 'False while they act for a teacher' }),
    acting: Nullable(Acting, 'For whom the person acts; null: for nobody'),
    districts: Type.Array(SessionDistrict, { description: 'By district id; of an operator all' }),
  },
  CLOSED,
);

export const SignedOut = Type.Object(
  {
    signedIn: Type.Literal(false),
    signIn: Type.Union([
      Type.Object({ kind: Type.Literal('demo'), people: Type.Array(DemoPerson) }, CLOSED),
      Type.Object({ kind: Type.Literal('oidc') }, CLOSED),
      Type.Object({ kind: Type.Literal('none') }, CLOSED),
    ]),
  },
  CLOSED,
);

/** What a page says to who is not signed in. */
export async function signedOut(way: SignInWay | null): Promise<Static<typeof SignedOut>> {
  if (way === null) return { signedIn: false, signIn: { kind: 'none' } };
  if (way.kind === 'oidc') return { signedIn: false, signIn: { kind: 'oidc' } };
  return { signedIn: false, signIn: { kind: way.kind, people: (await way.people()).map(demoPerson) } };
}

function demoPerson({ personId, name, grants }: Person): Static<typeof DemoPerson> {
  const [grant] = grants;
  return { personId, name, role: grant?.role ?? 'operator', districtId: grant?.districtId ?? null };
}

/** Who is signed in, with the districts of theirs that there are. */
export async function signedIn(
  session: SessionRecord,
  { ledger, way }: { readonly ledger: Pick<Ledger, 'districts'>; readonly way: SignInWay | null },
): Promise<Static<typeof SignedIn>> {
  const { personId, name, csrf, expiresAt } = session;
  const acting = actingOf(session);
  return {
    signedIn: true,
    person: { personId, name, shown: shownPerson(personId) },
    csrf,
    isDemo: way?.kind === 'demo',
    expiresAt: isoOf(expiresAt),
    isOperator: session.isOperator && acting === null,
    acting: acting === null ? null : { districtId: acting.districtId, userId: acting.userId },
    districts: await districtsOf(session, ledger),
  };
}

async function districtsOf(
  session: SessionRecord,
  { districts }: Pick<Ledger, 'districts'>,
): Promise<Static<typeof SessionDistrict>[]> {
  const records = await districtsOfSession(session, CALLER_ROLES, districts);
  return records.flatMap(({ settings: { districtId, name, timeZone } }) => {
    const standing = standingIn(session, districtId);
    if (standing === null) return [];
    const { role, teacher } = standing;
    return [{ districtId, name, timeZone, role, teacher }];
  });
}
