import { type HttpServer, inRequestSpan } from '@passback/service-kit';
import { activeTraceparent, ATTRIBUTES } from '@passback/telemetry';
import { Type } from 'typebox';
import { jsonBytes } from '../http/body-parsers.ts';
import { notValid, PROBLEMS } from '../http/problems.ts';
import type { IngestionContext } from '../ingestion-context.ts';
import { INGESTION_LIMITS } from '../limits.ts';
import { checkStaff, StaffSchema } from '../validation/check-staff.ts';
import { parseJson } from '../validation/parse-json.ts';
import { AcceptedSchema, DistrictParams, unchecked } from './shared.ts';

const schema = {
  tags: ['staff'],
  summary: 'Takes all staff of the district',
  description:
    'Replaces what was known when its revision is newer. Units are decided anew at the next night at the latest.',
  params: Type.Object(DistrictParams),
  body: StaffSchema,
  response: { 202: AcceptedSchema, ...PROBLEMS },
};

/** `PUT /v1/districts/{districtId}/staff` */
export function putStaff(server: HttpServer, { publisher }: IngestionContext): void {
  server.put(
    '/v1/districts/:districtId/staff',
    { schema, ...unchecked, bodyLimit: INGESTION_LIMITS.staffBytes },
    (request, reply) =>
      inRequestSpan(request, reply, async (span) => {
        const parsed = parseJson(jsonBytes(request.body));
        const checked = parsed.ok ? checkStaff(parsed.value) : parsed;
        if (!checked.ok) throw notValid(checked.errors);
        const { revision } = checked.value;
        span.setAttribute(ATTRIBUTES.revision, revision);
        await publisher.staff(request.params.districtId, checked.value, activeTraceparent());
        return reply.code(202).send({ accepted: true, revision });
      }),
  );
}
