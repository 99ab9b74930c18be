import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, DistrictParams, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

const Id = Type.String({ minLength: 1, maxLength: 100 });

const schema = {
  tags: ['section assessments'],
  summary: 'Lets units whose revisions went back go on from where Otus is now',
  description:
    'For an Otus that was restored from a backup: it sends revisions that it had used already, which are not taken, and the explanation ' +
    'says so (`REVISION_WENT_BACK`). Afterwards the next snapshot is taken, if its revision is not older than the last one that came. What was ' +
    'not taken before has to be sent again. Units whose revisions did not go back stay as they are.',
  params: DistrictParams,
  body: Type.Object(
    {
      sectionAssessmentIds: Type.Optional(
        Type.Array(Id, {
          minItems: 1,
          maxItems: CONSOLE_LIMITS.redriveIds,
          description: 'Left out: all units of the district whose revisions went back',
        }),
      ),
      dryRun: Type.Boolean({ default: false, description: 'Counts only' }),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Answer<{ units: number; dryRun: boolean }>('What was chosen', {
      units: Type.Integer({ description: 'Units whose revisions went back' }),
      dryRun: Type.Boolean(),
    }),
    ...PROBLEMS,
  },
};

/** `POST /v1/districts/{districtId}/rebase` */
export function rebase(server: HttpServer, context: ConsoleContext): void {
  const { rules, logger } = context;
  server.post('/v1/districts/:districtId/rebase', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { sectionAssessmentIds, dryRun } = request.body;
      const { districtId } = request.params;
      const { requestedBy } = request;
      const asked = { districtId, sectionAssessmentIds: sectionAssessmentIds ?? [], dryRun, requestedBy };
      const deadline = { deadlineMs: CONSOLE_LIMITS.districtMs };
      const { units } = await audited(
        context,
        { districtId, ...asking(request), command: 'rebase', asked: { sectionAssessmentIds, dryRun } },
        () => unaryCall('passback.rules.v1.RulesService/Rebase', rules.rebase.bind(rules), asked, deadline),
        (answer) => ({ status: 200, result: { units: answer.units } }),
      );
      if (!dryRun) logger.info({ district: districtId, units, requestedBy }, 'revisions re-based');
      return reply.send({ units, dryRun });
    }),
  );
}
