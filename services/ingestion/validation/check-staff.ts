import { STAFF_ROLES, type StaffMember } from '@passback/domain';
import type { Validated } from '@passback/service-kit';
import { type Static, Type } from 'typebox';
import { INGESTION_LIMITS } from '../limits.ts';
import { duplicates } from './duplicates.ts';
import { compileCheck } from './formats.ts';
import { type Filled, Id, orNone } from './snapshot-schema.ts';

/** All staff of a district; who is not in it is not known any more. */
export const StaffSchema = Type.Object(
  {
    revision: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Grows with every change' }),
    staff: Type.Array(
      Type.Object({
        userId: Id("Otus' id, unique in the list"),
        role: Type.Enum([...STAFF_ROLES]),
        sisUserId: orNone(Id('The person in the SIS; null when not there')),
        inPassbackGroup: Type.Boolean({ description: 'Member of the "PowerSchool Gradebook Passback" teacher group' }),
        email: Type.Optional(
          Type.Unsafe<string | null>({
            ...{ type: 'string', format: 'email', maxLength: INGESTION_LIMITS.emailLength, nullable: true },
            description:
              'Where the person is told in the morning what waits for them; kept sealed, and never given back',
          }),
        ),
      }),
      { maxItems: INGESTION_LIMITS.staff },
    ),
  },
  {
    examples: [
      { revision: 3, staff: [{ userId: 'otus-user-12', role: 'teacher', sisUserId: '8301', inPassbackGroup: true }] },
    ],
  },
);

export interface StaffList {
  readonly revision: number;
  readonly staff: readonly GivenStaffMember[];
}

/** One of the staff as Otus gives them: the address in plain text, which goes no further than the one that seals it. */
export type GivenStaffMember = Omit<StaffMember, 'sealedEmail'> & { readonly email?: string | null };

const schemaErrors = compileCheck(StaffSchema);

/** Takes parsed JSON as the staff of a district, which it becomes, or names everything that is wrong with it. */
export function checkStaff(value: unknown): Validated<StaffList> {
  const list = (value as { staff?: unknown } | null | undefined)?.staff;
  const errors = [...schemaErrors(value), ...duplicates(list, 'staff', 'userId', INGESTION_LIMITS.staff)];
  if (errors.length > 0) return { ok: false, errors: errors.slice(0, INGESTION_LIMITS.fieldErrors) };
  return { ok: true, value: value as Filled<Static<typeof StaffSchema>> };
}
