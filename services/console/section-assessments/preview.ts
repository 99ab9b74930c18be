import type { PreviewResponse } from '@passback/contracts';
import { isLocalDate } from '@passback/domain';
import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notValid } from '../http/problems.ts';
import { Answer, Counts, CountsByCode, DistrictParams, Limit, PROBLEMS, Query } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

const schema = {
  tags: ['nights'],
  summary: 'What the night of a date would do; writes nothing',
  params: DistrictParams,
  querystring: Query({
    date: Type.Optional(Type.String({ description: 'YYYY-MM-DD; today in the district where it is left out' })),
    limit: Limit(CONSOLE_LIMITS.previewMost, CONSOLE_LIMITS.previewDefault),
  }),
  response: {
    200: Answer<PreviewResponse>('Counts of all units, and the first items', {
      date: Type.String(),
      units: Counts('create', 'update', 'scoresOnly', 'none', 'held'),
      scores: Counts('send', 'keep', 'held'),
      reasons: CountsByCode,
      items: Type.Array(Type.Object({}, { additionalProperties: true })),
      itemsTruncated: Type.Boolean(),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/preview` */
export function preview(server: HttpServer, { rules }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/preview', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { date, limit } = request.query;
      if (date !== undefined && !isLocalDate(date))
        throw notValid([{ path: 'date', message: 'must be a date of the calendar, as 2026-11-20' }]);
      const { districtId } = request.params;
      const deadline = { deadlineMs: CONSOLE_LIMITS.districtMs };
      const asked = { districtId, date, limit };
      return reply.send(
        await unaryCall('passback.rules.v1.RulesService/Preview', rules.preview.bind(rules), asked, deadline),
      );
    }),
  );
}
