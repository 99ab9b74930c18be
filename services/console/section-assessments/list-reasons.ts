import { type DescribedReason, describeReason, REASON_CODES } from '@passback/domain';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, Described, DistrictParams, PROBLEMS } from '../http/schemas.ts';

const schema = {
  tags: ['section assessments'],
  summary: 'Every reason that can be given, in words',
  params: DistrictParams,
  response: {
    200: Answer<{ items: DescribedReason[] }>('The closed list', {
      items: Type.Array(Described),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/reasons` */
export function listReasons(server: HttpServer): void {
  server.get('/v1/districts/:districtId/reasons', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () =>
      reply.send({ items: REASON_CODES.map((code) => describeReason({ code })) }),
    ),
  );
}
