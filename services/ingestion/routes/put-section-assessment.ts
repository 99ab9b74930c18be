import { type HttpServer, inRequestSpan } from '@passback/service-kit';
import { activeTraceparent, ATTRIBUTES } from '@passback/telemetry';
import { Type } from 'typebox';
import { jsonBytes } from '../http/body-parsers.ts';
import { notValid, PROBLEMS } from '../http/problems.ts';
import type { IngestionContext } from '../ingestion-context.ts';
import { INGESTION_LIMITS } from '../limits.ts';
import { checkSnapshot } from '../validation/check-snapshot.ts';
import { parseJson } from '../validation/parse-json.ts';
import { SnapshotBodySchema } from '../validation/snapshot-schema.ts';
import { AcceptedSchema, DistrictParams, unchecked } from './shared.ts';

const schema = {
  tags: ['section assessments'],
  summary: 'Takes one snapshot of a section assessment',
  description:
    'Answered once the broker has it durably. A revision that is older than, or equal to, what is stored changes nothing. What does ' +
    'not pass to PowerSchool by the rules (a total of 27.5, a standards scale, …) is valid here, and is explained by the console.',
  params: Type.Object({ ...DistrictParams, sectionAssessmentId: Type.String({ minLength: 1 }) }),
  body: SnapshotBodySchema,
  response: { 202: AcceptedSchema, ...PROBLEMS },
};

/** `PUT /v1/districts/{districtId}/section-assessments/{sectionAssessmentId}` */
export function putSectionAssessment(server: HttpServer, { publisher }: IngestionContext): void {
  server.put(
    '/v1/districts/:districtId/section-assessments/:sectionAssessmentId',
    { schema, ...unchecked, bodyLimit: INGESTION_LIMITS.snapshotBytes },
    (request, reply) =>
      inRequestSpan(request, reply, async (span) => {
        const parsed = parseJson(jsonBytes(request.body));
        const checked = parsed.ok ? checkSnapshot(parsed.value, request.params) : parsed;
        if (!checked.ok) throw notValid(checked.errors);
        const { sectionAssessmentId, identifier, revision } = checked.value;
        span.setAttributes({
          [ATTRIBUTES.sectionAssessment]: sectionAssessmentId,
          [ATTRIBUTES.identifier]: identifier,
          [ATTRIBUTES.revision]: revision,
        });
        const accepted = { snapshot: checked.value, traceparent: activeTraceparent() };
        await publisher.snapshots(request.params.districtId, [accepted]);
        return reply.code(202).send({ accepted: true, revision });
      }),
  );
}
