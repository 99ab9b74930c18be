import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import pMap from 'p-map';
import type { ConsoleContext } from '../console-context.ts';
import { READERS, sightOf } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, FileParameters, PROBLEMS, Query } from '../http/schemas.ts';
import { sendCsv } from '../http/send-csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { OVERVIEW_TABLE } from './overview-csv.ts';
import { type DistrictOverview, DistrictOverviewSchema, overviewOf } from './overview-item.ts';
import { pacesUsed } from './paces-used.ts';
import { type PlatformView, platformProperties, platformViews } from './platform-view.ts';

const schema = {
  tags: ['districts'],
  summary: 'How the districts that the caller may see stand',
  description:
    'For operators who are signed in also how the platform stands. What other services say of it is waited for some seconds at most, ' +
    'and null after that.',
  querystring: Query({ ...FileParameters('a row a district') }),
  response: {
    200: Answer<{ items: DistrictOverview[] } & Partial<PlatformView>>('By district id', {
      items: Type.Array(DistrictOverviewSchema),
      ...platformProperties,
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/overview` */
export function overview(server: HttpServer, context: ConsoleContext): void {
  const { ledger, clock } = context;
  const platformView = platformViews(context);
  server.get('/v1/overview', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districts, isOperator } = await sightOf(request, READERS, context);
      const isFile = request.query.format === 'csv';
      const platform = isOperator && !isFile ? platformView() : Promise.resolve({});
      const paces = pacesUsed(context, districts);
      const due = await ledger.sectionAssessments.dueDistricts(clock.now(), CONSOLE_LIMITS.dueDistricts);
      const dueById = new Map(due.map((district) => [district.districtId, district]));
      const items = await pMap(
        districts,
        (district) => overviewOf(context, district, { due: dueById.get(district.settings.districtId) ?? null, paces }),
        { concurrency: CONSOLE_LIMITS.overviewDistricts },
      );
      return isFile ? sendCsv(reply, OVERVIEW_TABLE, items) : reply.send({ items, ...(await platform) });
    }),
  );
}
