import { pluginFileName, pluginZip } from '@passback/powerschool';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { DistrictParams, PROBLEMS, Query } from '../http/schemas.ts';

const schema = {
  tags: ['PowerSchool'],
  summary: 'The plugin that an administrator installs in the district’s PowerSchool, as a ZIP',
  description:
    'It has no secret in it. `docs/powerschool-plugin.md` says what it asks for, why, and how it is installed.',
  params: DistrictParams,
  querystring: Query({
    before25: Type.Optional(
      Type.Boolean({ description: 'For a PowerSchool before 25.2, whose schema has no word for access to `/ws/v1`' }),
    ),
  }),
  response: {
    200: {
      description: 'plugin.xml in a ZIP',
      content: { 'application/zip': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } },
    },
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/plugin` */
export function getPlugin(server: HttpServer, { plugin }: Pick<ConsoleContext, 'plugin'>): void {
  server.get('/v1/districts/:districtId/plugin', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const options = { ...plugin, isBefore25: request.query.before25 === true };
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${pluginFileName(options)}"`)
        .send(Buffer.from(pluginZip(options)));
    }),
  );
}
