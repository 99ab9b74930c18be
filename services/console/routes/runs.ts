import { HttpProblem, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { runAnswer } from '../answers/run-answer.ts';
import { COMMAND, DistrictParams, READ, type Routes } from '../console-context.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { answering } from '../rpc/clients.ts';

const RunParams = Type.Object({ ...DistrictParams.properties, runId: Type.String({ minLength: 1, maxLength: 200 }) });
const tags = ['runs'];

export const runRoutes: Routes = (server, { authorization, ledger, clients }) => {
  const { rules } = clients;
  server.post(
    '/v1/districts/:districtId/runs',
    {
      schema: {
        tags,
        summary: 'Syncs now; answers with the run that is going on where there is one',
        params: DistrictParams,
      },
    },
    async (request, reply) => {
      const { districtId } = request.params;
      const requestedBy = await authorization.authorize(request.headers.authorization, districtId, COMMAND);
      const call = unaryCall(
        'passback.rules.v1.RulesService/StartRun',
        rules.startRun.bind(rules),
        { districtId, requestedBy },
        { deadlineMs: CONSOLE_LIMITS.commandMs },
      );
      const { runId, started } = await answering(call);
      return reply.code(202).send({ runId, started });
    },
  );
  server.get(
    '/v1/districts/:districtId/runs/:runId',
    { schema: { tags, summary: 'How far a run is, or what came of it', params: RunParams } },
    async (request) => {
      const { districtId, runId } = request.params;
      await authorization.authorize(request.headers.authorization, districtId, READ);
      const run = await ledger.runs.get(districtId, runId);
      if (run === null) throw new HttpProblem(404, 'Not found', { detail: `the district has no run ${runId}` });
      return runAnswer(run, ledger);
    },
  );
  server.get(
    '/v1/districts/:districtId/runs',
    {
      schema: {
        tags,
        summary: 'Runs, newest first',
        params: DistrictParams,
        querystring: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: CONSOLE_LIMITS.runs, default: 20 }) }),
      },
    },
    async (request) => {
      const { districtId } = request.params;
      await authorization.authorize(request.headers.authorization, districtId, READ);
      const runs = await ledger.runs.list(districtId, request.query.limit);
      return { items: await Promise.all(runs.map((run) => runAnswer(run, ledger))) };
    },
  );
};
