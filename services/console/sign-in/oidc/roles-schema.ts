import { compileValidator, type FieldError, type Validated } from '@passback/service-kit';
import { type Static, Type } from 'typebox';
import { CALLER_ROLES } from '../caller-roles.ts';

const CLOSED = { additionalProperties: false } as const;
const ClaimName = Type.String({ minLength: 1, maxLength: 200 });
const ClaimNames = Type.Optional(Type.Array(ClaimName, { maxItems: 20 }));
const Value = Type.String({ minLength: 1, maxLength: 500 });
const DistrictId = Type.String({ minLength: 1, maxLength: 100 });

/** All of the claims have to have one of their values. */
const When = Type.Record(ClaimName, Type.Union([Value, Type.Array(Value, { minItems: 1, maxItems: 1_000 })]), {
  minProperties: 1,
  maxProperties: 20,
});

/** The district that a claim names, by the list here; of several values all, of one that is not in the list none. */
const ByClaim = Type.Object(
  { claim: ClaimName, map: Type.Record(Value, DistrictId, { minProperties: 1, maxProperties: 5_000 }) },
  CLOSED,
);

const Rule = Type.Object(
  {
    when: When,
    give: Type.Object(
      { role: Type.Enum([...CALLER_ROLES]), districtId: Type.Optional(Type.Union([DistrictId, ByClaim])) },
      CLOSED,
    ),
  },
  CLOSED,
);

const Roles = Type.Object(
  {
    rules: Type.Array(Rule, { minItems: 1, maxItems: 1_000 }),
    /** By which claims a teacher’s units are known: as Otus calls the person, as the SIS does, and as either does in the staff list. */
    teacher: Type.Optional(
      Type.Object({ otusUserIds: ClaimNames, sisTeacherIds: ClaimNames, staff: ClaimNames }, CLOSED),
    ),
    /** Unique at the provider, for ever. */
    personId: Type.Optional(ClaimName),
    /** To be shown. */
    name: Type.Optional(ClaimName),
  },
  CLOSED,
);

/** What the file of roles says. */
export type Roles = Static<typeof Roles>;
export type RoleRule = Static<typeof Rule>;

const validate = compileValidator(Roles);

/** The file of roles, or every place in it that is wrong. */
export function checkRoles(value: unknown): Validated<Roles> {
  const checked = validate(value);
  if (!checked.ok) return checked;
  const errors = checked.value.rules.flatMap(ruleErrors);
  const { teacher = {}, rules } = checked.value;
  const hasIds = Object.values(teacher).some((names) => names !== undefined && names.length > 0);
  if (!hasIds && rules.some(({ give }) => give.role === 'teacher'))
    errors.push({ path: 'teacher', message: 'must name claims, since a rule gives the role teacher' });
  return errors.length > 0 ? { ok: false, errors } : checked;
}

function ruleErrors({ give }: RoleRule, index: number): FieldError[] {
  const path = `rules[${index}].give.districtId`;
  const isOfAll = give.role === 'operator';
  if (isOfAll && give.districtId !== undefined)
    return [{ path, message: 'must be left out: operators are of all districts' }];
  return !isOfAll && give.districtId === undefined ? [{ path, message: 'is missing' }] : [];
}

/** The names of all claims that the file looks at. */
export function claimNames({ rules, teacher = {}, personId, name }: Roles): ReadonlySet<string> {
  return new Set([
    ...rules.flatMap(({ when }) => Object.keys(when)),
    ...rules.flatMap(({ give: { districtId } }) => (typeof districtId === 'object' ? [districtId.claim] : [])),
    ...Object.values(teacher).flatMap((names) => names ?? []),
    ...[personId ?? PERSON_ID, name ?? NAME],
  ]);
}

export const PERSON_ID = 'sub';
export const NAME = 'name';
