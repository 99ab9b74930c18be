import type { PreviewResponse } from '@passback/contracts';
import { isLocalDate, REASON_CODES } from '@passback/domain';
import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { answerLanguage } from '../http/language.ts';
import { notValid } from '../http/problems.ts';
import {
  Answer,
  Counts,
  CountsByCode,
  DistrictParams,
  FileParameters,
  Limit,
  PROBLEMS,
  Query,
} from '../http/schemas.ts';
import { sendCsv } from '../http/send-csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { PREVIEW_EFFECTS, PREVIEW_TABLE, previewItem, type PreviewItem, PreviewItemSchema } from './preview-item.ts';

interface PreviewView extends Pick<PreviewResponse, 'date' | 'reasons' | 'itemsTruncated'> {
  readonly units: NonNullable<PreviewResponse['units']>;
  readonly scores: NonNullable<PreviewResponse['scores']>;
  readonly items: readonly PreviewItem[];
}

const schema = {
  tags: ['nights'],
  summary: 'What the night of a date would do; writes nothing',
  description:
    '`effect` and `reason` narrow the items; the counts are of all units of the district whatever is asked for.',
  params: DistrictParams,
  querystring: Query({
    date: Type.Optional(Type.String({ description: 'YYYY-MM-DD; today in the district where it is left out' })),
    effect: Type.Optional(Type.Enum([...PREVIEW_EFFECTS])),
    reason: Type.Optional(Type.Enum([...REASON_CODES], { description: 'Of the unit, or of one of its scores' })),
    limit: Limit(CONSOLE_LIMITS.previewMost, CONSOLE_LIMITS.previewDefault),
    ...FileParameters(`at most ${CONSOLE_LIMITS.previewMost} items, whatever the limit`),
  }),
  response: {
    200: Answer<PreviewView>('Counts of all units, and the first items', {
      date: Type.String({ format: 'date' }),
      units: Counts('create', 'update', 'scoresOnly', 'none', 'held'),
      scores: Counts('send', 'keep', 'held'),
      reasons: CountsByCode,
      items: Type.Array(PreviewItemSchema),
      itemsTruncated: Type.Boolean({ description: 'There are more of the items that were asked for' }),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/preview` */
export function preview(server: HttpServer, { rules }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/preview', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { format, date, limit, language: _language, ...filter } = request.query;
      if (date !== undefined && !isLocalDate(date))
        throw notValid([{ path: 'date', message: 'must be a date of the calendar, as 2026-11-20' }]);
      const { districtId } = request.params;
      const deadline = { deadlineMs: CONSOLE_LIMITS.districtMs };
      const asked = { districtId, date, limit: format === 'csv' ? CONSOLE_LIMITS.previewMost : limit, ...filter };
      const method = rules.preview.bind(rules);
      const said = await unaryCall('passback.rules.v1.RulesService/Preview', method, asked, deadline);
      const language = answerLanguage(request, reply);
      const items = said.items.map((item) => previewItem(item, language));
      if (format === 'csv') return sendCsv(reply, PREVIEW_TABLE, items, { isCutOff: said.itemsTruncated });
      return reply.send({
        ...said,
        units: said.units ?? { create: 0, update: 0, scoresOnly: 0, none: 0, held: 0 },
        scores: said.scores ?? { send: 0, keep: 0, held: 0 },
        items,
      });
    }),
  );
}
