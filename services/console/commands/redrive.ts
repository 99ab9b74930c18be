import { REASON_CODES } from '@passback/domain';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notValid } from '../http/problems.ts';
import { Answer, DistrictParams, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { askRedrive } from './ask-redrive.ts';

const Id = Type.String({ minLength: 1, maxLength: 100 });

const schema = {
  tags: ['nights'],
  summary: 'Sends again what a cause held back, or named units',
  description:
    'At the pace of the district’s lane, and by the rules of now. Makes again what was deleted in PowerSchool. What a teacher ' +
    'changed there stays, unless `repair` of named units asks for it: `check` only looks again at what was sent (what is due is delivered all the same), `missing` writes again the scores that a reconciliation ' +
    'reports as missing, `all` writes every score as Otus has it, over whatever PowerSchool holds. Which cells that are is seen ' +
    'only at the delivery, so a repair counts every unit that is there.',
  params: DistrictParams,
  body: Type.Object(
    {
      reason: Type.Optional(Type.Enum([...REASON_CODES], { description: 'Units that it held or failed' })),
      sectionAssessmentIds: Type.Optional(
        Type.Array(Id, { minItems: 1, maxItems: CONSOLE_LIMITS.redriveIds, description: 'Instead of a reason' }),
      ),
      repair: Type.Optional(
        Type.Enum(['check', 'missing', 'all'], {
          description: 'With `sectionAssessmentIds` only; left out: nothing is repaired',
        }),
      ),
      dryRun: Type.Boolean({ default: false, description: 'Counts only' }),
    },
    { additionalProperties: false },
  ),
  response: {
    202: Answer<{ units: number; runId: string | null; dryRun: boolean }>('What was chosen', {
      units: Type.Integer({ description: 'Units that have something to send' }),
      runId: Type.Unsafe<string | null>({ type: 'string', nullable: true, description: 'Null when nothing is sent' }),
      dryRun: Type.Boolean(),
    }),
    ...PROBLEMS,
  },
};

/** `POST /v1/districts/{districtId}/redrive` */
export function redrive(server: HttpServer, context: ConsoleContext): void {
  const { logger } = context;
  server.post('/v1/districts/:districtId/redrive', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { reason, sectionAssessmentIds, repair, dryRun } = request.body;
      if ((reason === undefined) === (sectionAssessmentIds === undefined))
        throw notValid([{ path: 'reason', message: 'exactly one of reason and sectionAssessmentIds is needed' }]);
      if (repair !== undefined && sectionAssessmentIds === undefined)
        throw notValid([
          { path: 'repair', message: 'goes with sectionAssessmentIds only: what it writes over has to be named' },
        ]);
      const { districtId } = request.params;
      const { requestedBy, caller } = request;
      const asked = { reason, sectionAssessmentIds, repair, dryRun };
      const { units, runId } = await askRedrive(context, { districtId, caller }, asked);
      if (!dryRun)
        logger.info({ district: districtId, reason, repair, units, requestedBy, run: runId }, 'redrive asked for');
      return reply.code(202).send({ units, runId: runId === '' ? null : runId, dryRun });
    }),
  );
}
