import { type HttpServer, unaryCall } from '@passback/service-kit';
import { ATTRIBUTES } from '@passback/telemetry';
import { Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking, type Caller } from '../http/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notFound } from '../http/problems.ts';
import { Answer, Nullable, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { isFor } from '../sign-in/teacher-scope.ts';

interface Sent {
  readonly units: number;
  readonly runId: string | null;
}

const schema = {
  tags: ['section assessments'],
  params: Type.Object({ districtId: Type.String(), sectionAssessmentId: Type.String() }),
  response: {
    202: Answer<Sent>('What was asked for', {
      units: Type.Integer({ minimum: 0, description: '1, or 0 where it has nothing to send' }),
      runId: Nullable(Type.String(), 'Null when nothing is sent'),
    }),
    ...PROBLEMS,
  },
};

const ACTIONS = [
  { action: 'send', repair: null, summary: 'Sends one section assessment now, by the rules of now' },
  { action: 'check', repair: 'check', summary: 'Looks again at what PowerSchool has of one section assessment' },
] as const;

interface Asked {
  readonly districtId: string;
  readonly sectionAssessmentId: string;
  readonly repair: 'check' | null;
  readonly caller: Caller;
}

/** `POST /v1/districts/{districtId}/section-assessments/{sectionAssessmentId}/send` and `…/check` */
export function sendUnit(server: HttpServer, context: ConsoleContext): void {
  for (const { action, repair, summary } of ACTIONS) {
    server.post(
      `/v1/districts/:districtId/section-assessments/:sectionAssessmentId/${action}`,
      { schema: { ...schema, summary } },
      (request, reply) =>
        inRequestSpan(request, reply, async (span) => {
          const { districtId, sectionAssessmentId } = request.params;
          span.setAttribute(ATTRIBUTES.sectionAssessment, sectionAssessmentId);
          const { caller } = request;
          const asked = { districtId, sectionAssessmentId, repair, caller };
          return reply.code(202).send(await redriveUnit(context, asked));
        }),
    );
  }
}

/** A redrive of the one unit. Throws `HttpProblem` 404, and asks for nothing, where it is not known. */
async function redriveUnit(context: ConsoleContext, asked: Asked): Promise<Sent> {
  const { ledger, rules, logger } = context;
  const { districtId, sectionAssessmentId, repair, caller } = asked;
  const { requestedBy } = caller;
  const [known] = await ledger.sectionAssessments.load(districtId, [sectionAssessmentId]);
  if (known === undefined || !isFor(caller, known.otus.snapshot))
    throw notFound('no such section assessment is known of this district');
  const sectionAssessmentIds = [sectionAssessmentId];
  const request = { districtId, reason: '', sectionAssessmentIds, repair: repair ?? '', dryRun: false, requestedBy };
  const deadline = { deadlineMs: CONSOLE_LIMITS.districtMs };
  const method = rules.redrive.bind(rules);
  const { units, runId } = await audited(
    context,
    {
      ...{ districtId, ...asking({ caller }), command: repair === null ? 'redrive' : 'repair' },
      asked: { sectionAssessmentIds, ...(repair !== null && { repair }), dryRun: false },
    },
    () => unaryCall('passback.rules.v1.RulesService/Redrive', method, request, deadline),
    (answer) => ({ status: 202, result: { units: answer.units, runId: answer.runId } }),
  );
  logger.info({ district: districtId, repair, units, requestedBy, run: runId }, 'redrive of one unit asked for');
  return { units, runId: runId === '' ? null : runId };
}
