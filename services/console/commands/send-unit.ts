import type { HttpServer } from '@passback/service-kit';
import { ATTRIBUTES } from '@passback/telemetry';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import type { Caller } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, Nullable, PROBLEMS } from '../http/schemas.ts';
import { unitFor } from '../section-assessments/unit-for.ts';
import { askRedrive } from './ask-redrive.ts';

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
  const { districtId, sectionAssessmentId, repair, caller } = asked;
  await unitFor(context.ledger, caller, districtId, sectionAssessmentId);
  const named = { sectionAssessmentIds: [sectionAssessmentId], ...(repair !== null && { repair }), dryRun: false };
  const { units, runId } = await askRedrive(context, { districtId, caller }, named);
  const { requestedBy } = caller;
  context.logger.info(
    { district: districtId, repair, units, requestedBy, run: runId },
    'redrive of one unit asked for',
  );
  return { units, runId: runId === '' ? null : runId };
}
