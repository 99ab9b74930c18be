import type { HttpServer } from '@passback/service-kit';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf } from '../http/instants.ts';
import { notFound } from '../http/problems.ts';
import { Answer, AskedBy, Count, DistrictParams, FileParameters, Instant, PROBLEMS, Query } from '../http/schemas.ts';
import { type CsvTable, sendCsv } from '../http/send-csv.ts';
import { Type } from 'typebox';
import { type DistrictView, districtView } from './district-view.ts';
import { NextNight } from './next-night.ts';
import { SettingsSchema } from './settings-schema.ts';

export const DistrictAnswer = Answer<DistrictView>('The settings; no secret, tokens shortened', {
  ...SettingsSchema.properties,
  nextNightAt: NextNight,
  version: Count,
  createdAt: Instant,
  changedAt: Instant,
  changedBy: AskedBy('file'),
  differsFromFile: Type.Optional(
    Type.Array(Type.String(), {
      description:
        'Keys in which what a person set stands against the file of districts; the operator ends that with `overrule` there',
    }),
  ),
  staffRefused: Type.Optional(
    Type.Object(
      { revision: Type.Integer(), people: Count, heldPeople: Count, at: Instant },
      {
        description:
          'A staff list that would have lost too many people; the list before it stays until it is confirmed',
      },
    ),
  ),
});

const schema = {
  tags: ['districts'],
  summary: 'The settings of the district',
  description: 'What comes back can be sent back by a PUT. The `ETag` is their version.',
  params: DistrictParams,
  response: { 200: DistrictAnswer, ...PROBLEMS },
};

/** `GET /v1/districts/{districtId}` */
export function getDistrict(server: HttpServer, { ledger, secrets, clock }: ConsoleContext): void {
  server.get('/v1/districts/:districtId', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const found = await ledger.districts.get(districtId);
      if (found === null) throw notFound('the district is not known');
      return reply.header('etag', `"${found.version}"`).send(await districtView(found, { ledger, secrets, clock }));
    }),
  );
}

type Changes = Awaited<ReturnType<ConsoleContext['ledger']['districts']['changes']>>;
type ChangeView = Omit<Changes[number], 'at'> & { readonly at: string };

const changesSchema = {
  tags: ['districts'],
  summary: 'Who changed which settings, newest first',
  params: DistrictParams,
  querystring: Query({ ...FileParameters('the same changes') }),
  response: {
    200: Answer<{ items: ChangeView[] }>('The last 100 changes; values are not kept', {
      items: Type.Array(
        Type.Object({
          version: Type.Integer(),
          by: AskedBy('file'),
          at: Instant,
          keys: Type.Array(Type.String()),
        }),
      ),
    }),
    ...PROBLEMS,
  },
};

const CHANGES_TABLE: CsvTable<ChangeView> = {
  name: 'changes',
  columns: ['version', 'at', 'by', 'keys'],
  rowOf: ({ version, at, by, keys }) => [version, at, by, keys.join(' ')],
};

/** `GET /v1/districts/{districtId}/changes` */
export function getDistrictChanges(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/changes', { schema: changesSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const changes = await ledger.districts.changes(request.params.districtId);
      const items = changes.map((change) => ({ ...change, at: isoOf(change.at) }));
      return request.query.format === 'csv' ? sendCsv(reply, CHANGES_TABLE, items) : reply.send({ items });
    }),
  );
}
