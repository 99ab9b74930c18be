import { isImplausibleShrink, type StaffMember } from '@passback/domain';
import type { StaffStore } from '@passback/ledger';
import { staffEmailOf } from '@passback/service-host';
import {
  HttpProblem,
  type HttpServer,
  inRequestSpan,
  problemAnswer,
  type Secrets,
  within,
} from '@passback/service-kit';
import { activeTraceparent, ATTRIBUTES } from '@passback/telemetry';
import { Type } from 'typebox';
import { jsonBytes } from '../http/body-parsers.ts';
import { notValid, PROBLEMS } from '../http/problems.ts';
import type { IngestionContext } from '../ingestion-context.ts';
import { INGESTION_LIMITS } from '../limits.ts';
import { checkStaff, type GivenStaffMember, type StaffList, StaffSchema } from '../validation/check-staff.ts';
import { parseJson } from '../validation/parse-json.ts';
import { AcceptedSchema, DistrictParams, unchecked } from './shared.ts';

const schema = {
  tags: ['staff'],
  summary: 'Takes all staff of the district',
  description:
    'Replaces what was known when its revision is newer. Units are decided anew at the next night at the latest. A list that is empty, ' +
    'or has less than half of five or more people, is refused unless `confirmShrink=true` says that it is meant.',
  params: Type.Object(DistrictParams),
  querystring: Type.Object({
    confirmShrink: Type.Optional(Type.Boolean({ description: 'The list is meant, however few people it has' })),
  }),
  body: StaffSchema,
  response: {
    202: AcceptedSchema,
    409: problemAnswer('The list would lose so many people that it has to be confirmed'),
    ...PROBLEMS,
  },
};

/** `PUT /v1/districts/{districtId}/staff` */
export function putStaff(server: HttpServer, { publisher, staff, secrets, logger }: IngestionContext): void {
  server.put(
    '/v1/districts/:districtId/staff',
    { schema, ...unchecked, bodyLimit: INGESTION_LIMITS.staffBytes },
    (request, reply) =>
      inRequestSpan(request, reply, async (span) => {
        const parsed = parseJson(jsonBytes(request.body));
        const checked = parsed.ok ? checkStaff(parsed.value) : parsed;
        if (!checked.ok) throw notValid(checked.errors);
        const { districtId } = request.params;
        const { revision } = checked.value;
        const isShrinkConfirmed = confirmationOf(request.query);
        span.setAttribute(ATTRIBUTES.revision, revision);
        if (!isShrinkConfirmed) {
          const held = await heldNow(staff, districtId);
          if (held === null) logger.warn({ district: districtId }, 'staff is taken unseen: the ledger does not answer');
          else refuseShrink(held, checked.value);
        }
        const sealed = checked.value.staff.map((member) => withSealedEmail(districtId, member, secrets));
        await publisher.staff(districtId, { revision, staff: sealed, isShrinkConfirmed }, activeTraceparent());
        return reply.code(202).send({ accepted: true, revision });
      }),
  );
}

/** From here on nobody reads the address but who sends mail to it. */
function withSealedEmail(
  districtId: string,
  { email, ...member }: GivenStaffMember,
  secrets: Pick<Secrets, 'seal'>,
): StaffMember {
  if (email == null) return member;
  return { ...member, sealedEmail: secrets.seal(email, staffEmailOf(districtId, member.userId)) };
}

/** As text, since nothing checks the schema before the body is read. */
function confirmationOf(query: unknown): boolean {
  const { confirmShrink: given = 'false' } = query as { confirmShrink?: unknown };
  if (given !== 'true' && given !== 'false' && given !== '')
    throw notValid([{ path: 'confirmShrink', message: 'must be true or false' }]);
  return given === 'true';
}

/** What is held, for a look that has to be quick; null where it cannot be had. Rules judge the list in any case. */
async function heldNow(
  store: Pick<StaffStore, 'get'>,
  districtId: string,
): Promise<{ revision: number; people: number } | null> {
  try {
    const held = await within(INGESTION_LIMITS.heldStaffMs, store.get(districtId));
    return { revision: held?.revision ?? 0, people: held?.staff.length ?? 0 };
  } catch {
    return null;
  }
}

function refuseShrink(held: { revision: number; people: number }, { revision, staff }: StaffList): void {
  // An older list changes nothing, whatever it says.
  if (revision <= held.revision || !isImplausibleShrink(held.people, staff.length)) return;
  const detail =
    `the list has ${staff.length} people and ${held.people} are held: if it is meant, send it again with ` +
    '?confirmShrink=true';
  throw new HttpProblem(409, 'The staff would shrink implausibly', {
    detail,
    errors: [{ path: 'staff', message: detail }],
  });
}
