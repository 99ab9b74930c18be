import { type DescribedReason, describeReason, REASON_CODES } from '@passback/domain';
import type { ReasonHit } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { answerLanguage } from '../http/language.ts';
import { Answer, Described, DistrictParams, FileParameters, PROBLEMS, Query } from '../http/schemas.ts';
import { type CsvTable, sendCsv } from '../http/send-csv.ts';

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
    inRequestSpan(request, reply, async () => {
      const language = answerLanguage(request, reply);
      return reply.send({ items: REASON_CODES.map((code) => describeReason({ code }, language)) });
    }),
  );
}

type ReasonHitView = DescribedReason & Pick<ReasonHit, 'units' | 'scores' | 'redriveUnits'>;

const hitsSchema = {
  tags: ['section assessments'],
  summary: 'The reasons of the district’s units and scores now, most scores first',
  description:
    'Over all units, whatever their state, delivered or not. A unit or score with several reasons counts for each. A unit that an earlier release ' +
    'wrote last counts, until it is decided or delivered again, only while it is not in sync, with the scores that its last ' +
    'delivery held or rejected.',
  params: DistrictParams,
  querystring: Query({ ...FileParameters('the same reasons') }),
  response: {
    200: Answer<{ items: ReasonHitView[] }>('By scores, then by units', {
      items: Type.Array(
        Type.Object({
          ...Described.properties,
          units: Type.Integer({ minimum: 0, description: 'Units that have the reason, or a score that has it' }),
          scores: Type.Integer({
            minimum: 0,
            description: 'Scores that have the reason now; all of a unit that has it as a whole',
          }),
          redriveUnits: Type.Integer({
            minimum: 0,
            description:
              'Units that a redrive by this reason would send, as they are decided now: also those that had it since they were last in sync',
          }),
        }),
      ),
    }),
    ...PROBLEMS,
  },
};

const HITS_TABLE: CsvTable<ReasonHitView> = {
  name: 'reasons',
  columns: ['code', 'level', 'message', 'what to do', 'who', 'units', 'scores', 'units to send again'],
  rowOf: ({ code, level, message, fix, who, units, scores, redriveUnits }) => [
    ...[code, level, message, fix, who],
    ...[units, scores, redriveUnits],
  ],
};

/** `GET /v1/districts/{districtId}/reasons/hits` */
export function listReasonHits(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/reasons/hits', { schema: hitsSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const language = answerLanguage(request, reply);
      const hits = await ledger.sectionAssessments.reasonHits(request.params.districtId);
      const items = hits.map(({ code, ...counts }) => ({ ...describeReason({ code }, language), ...counts }));
      return request.query.format === 'csv' ? sendCsv(reply, HITS_TABLE, items) : reply.send({ items });
    }),
  );
}
