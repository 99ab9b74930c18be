import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, DistrictParams, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

const schema = {
  tags: ['nights'],
  summary: 'Synchronises now, for the district’s date of this moment',
  description: 'While a night or another such run goes on, answers with that one.',
  params: DistrictParams,
  response: {
    202: Answer<{ runId: string; started: boolean }>('The run that goes on now', {
      runId: Type.String(),
      started: Type.Boolean({ description: 'False when it was going on already' }),
    }),
    ...PROBLEMS,
  },
};

/** `POST /v1/districts/{districtId}/runs` */
export function startRun(server: HttpServer, context: ConsoleContext): void {
  const { rules } = context;
  server.post('/v1/districts/:districtId/runs', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const asked = { districtId: request.params.districtId, requestedBy: request.requestedBy };
      const deadline = { deadlineMs: CONSOLE_LIMITS.startMs };
      const method = rules.startRun.bind(rules);
      const { runId, started } = await audited(
        context,
        { ...asked, ...asking(request), command: 'run' },
        () => unaryCall('passback.rules.v1.RulesService/StartRun', method, asked, deadline),
        (answer) => ({ status: 202, result: { runId: answer.runId, started: answer.started } }),
      );
      return reply.code(202).send({ runId, started });
    }),
  );
}
