import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
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
export function startRun(server: HttpServer, { rules }: ConsoleContext): void {
  server.post('/v1/districts/:districtId/runs', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const asked = { districtId: request.params.districtId, requestedBy: request.requestedBy };
      const deadline = { deadlineMs: CONSOLE_LIMITS.startMs };
      const { runId, started } = await unaryCall(
        'passback.rules.v1.RulesService/StartRun',
        rules.startRun.bind(rules),
        asked,
        deadline,
      );
      return reply.code(202).send({ runId, started });
    }),
  );
}
