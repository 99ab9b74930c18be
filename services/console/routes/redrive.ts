import { REASON_CODES } from '@passback/domain';
import { HttpProblem, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { COMMAND, DistrictParams, type Routes } from '../console-context.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { answering } from '../rpc/clients.ts';

const RedriveBody = Type.Object(
  {
    reason: Type.Optional(Type.Union(REASON_CODES.map((code) => Type.Literal(code)))),
    sectionAssessmentIds: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 256 }), {
        minItems: 1,
        maxItems: CONSOLE_LIMITS.redriveUnits,
        uniqueItems: true,
      }),
    ),
    dryRun: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);

export const redriveRoutes: Routes = (server, { authorization, clients: { rules } }) => {
  server.post(
    '/v1/districts/:districtId/redrive',
    {
      schema: {
        tags: ['runs'],
        summary: 'Makes the section assessments that a cause hit due again',
        params: DistrictParams,
        body: RedriveBody,
      },
    },
    async (request, reply) => {
      const { districtId } = request.params;
      const requestedBy = await authorization.authorize(request.headers.authorization, districtId, COMMAND);
      const { reason, sectionAssessmentIds, dryRun } = request.body;
      if ((reason === undefined) === (sectionAssessmentIds === undefined)) {
        throw new HttpProblem(400, 'The request is not valid', {
          errors: [
            { path: 'reason', message: 'either reason or sectionAssessmentIds is needed, and only one of them' },
          ],
        });
      }
      const asked = {
        districtId,
        requestedBy,
        dryRun,
        reason: reason ?? '',
        sectionAssessmentIds: sectionAssessmentIds ?? [],
      };
      const call = unaryCall('passback.rules.v1.RulesService/Redrive', rules.redrive.bind(rules), asked, {
        deadlineMs: CONSOLE_LIMITS.previewMs,
      });
      const { units, runId } = await answering(call);
      return reply.code(202).send({ units, runId: runId === '' ? null : runId });
    },
  );
};
