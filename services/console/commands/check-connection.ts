import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { answerLanguage } from '../http/language.ts';
import { Answer, DistrictParams, FileParameters, PROBLEMS, Query } from '../http/schemas.ts';
import { sendCsv } from '../http/send-csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { CHECK_TABLE, CheckSchema, type CheckView, checkView } from './check-view.ts';

const schema = {
  tags: ['PowerSchool'],
  summary: 'Tests credentials, access, terms and each teacher’s categories; writes nothing',
  params: DistrictParams,
  querystring: Query({ ...FileParameters('a row a check') }),
  response: {
    200: Answer<{ ok: boolean; checks: CheckView[] }>('What was tested', {
      ok: Type.Boolean(),
      checks: Type.Array(CheckSchema),
    }),
    ...PROBLEMS,
  },
};

/** `POST /v1/districts/{districtId}/connection-check` */
export function checkConnection(server: HttpServer, context: ConsoleContext): void {
  const { delivery } = context;
  server.post('/v1/districts/:districtId/connection-check', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const deadline = { deadlineMs: CONSOLE_LIMITS.powerSchoolMs };
      const method = delivery.checkConnection.bind(delivery);
      const { ok, checks } = await audited(
        context,
        { districtId, ...asking(request), command: 'connectionCheck' },
        () =>
          unaryCall('passback.delivery.v1.DeliveryService/CheckConnection', method, { districtId, step: '' }, deadline),
        ({ ok, checks }) => ({ status: 200, result: { ok, checks: checks.length } }),
      );
      const language = answerLanguage(request, reply);
      const views = checks.map((check) => checkView(check, language));
      return request.query.format === 'csv' ? sendCsv(reply, CHECK_TABLE, views) : reply.send({ ok, checks: views });
    }),
  );
}
