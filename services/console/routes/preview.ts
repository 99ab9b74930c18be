import { isLocalDate } from '@passback/domain';
import { HttpProblem, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { DistrictParams, READ, type Routes } from '../console-context.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { answering } from '../rpc/clients.ts';

const PreviewQuery = Type.Object({
  date: Type.Optional(Type.String()),
  limit: Type.Integer({
    minimum: 0,
    maximum: CONSOLE_LIMITS.previewItems,
    default: CONSOLE_LIMITS.defaultPreviewItems,
  }),
});

export const previewRoutes: Routes = (server, { authorization, clients: { rules } }) => {
  server.get(
    '/v1/districts/:districtId/preview',
    {
      schema: {
        tags: ['runs'],
        summary: 'What a run would do, tonight or on a date; writes nothing',
        params: DistrictParams,
        querystring: PreviewQuery,
      },
    },
    async (request) => {
      const { districtId } = request.params;
      await authorization.authorize(request.headers.authorization, districtId, READ);
      const { date, limit } = request.query;
      if (date !== undefined && !isLocalDate(date)) {
        throw new HttpProblem(400, 'The request is not valid', {
          errors: [{ path: 'date', message: 'must be a date of the calendar, as 2026-11-20' }],
        });
      }
      const asked = { districtId, limit, ...(date === undefined ? {} : { date }) };
      return answering(
        unaryCall('passback.rules.v1.RulesService/Preview', rules.preview.bind(rules), asked, {
          deadlineMs: CONSOLE_LIMITS.previewMs,
        }),
      );
    },
  );
};
