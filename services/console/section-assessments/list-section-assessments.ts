import { REASON_CODES, UNIT_STATES, type UnitRecord } from '@passback/domain';
import type { ListFilter } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf } from '../http/instants.ts';
import { Answer, DistrictParams, Instant, Limit, PROBLEMS, Query } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

interface Item {
  readonly sectionAssessmentId: string;
  readonly identifier: string;
  readonly title: string;
  readonly state: string;
  readonly reasons: readonly string[];
  readonly revision: number;
  readonly changedAt: string;
  /** SIS section id; null where the class is not linked. */
  readonly section: string | null;
  readonly otusClassId: string;
}

const Text = Type.String({ maxLength: 200 });

const schema = {
  tags: ['section assessments'],
  summary: 'Section assessments, newest change first',
  params: DistrictParams,
  querystring: Query({
    state: Type.Optional(Type.Enum([...UNIT_STATES])),
    reason: Type.Optional(Type.Enum([...REASON_CODES])),
    identifier: Type.Optional(Text),
    section: Type.Optional(Type.String({ maxLength: 200, description: 'SIS section id' })),
    cursor: Type.Optional(Type.String({ maxLength: 1_000, description: 'Of the page before, with the same filter' })),
    limit: Limit(CONSOLE_LIMITS.listMost, CONSOLE_LIMITS.listDefault),
  }),
  response: {
    200: Answer<{ items: Item[]; cursor: string | null }>('A page', {
      items: Type.Array(
        Type.Object({
          sectionAssessmentId: Type.String(),
          identifier: Type.String(),
          title: Type.String(),
          state: Type.String(),
          reasons: Type.Array(Type.String()),
          revision: Type.Integer(),
          changedAt: Instant,
          section: Type.Unsafe<string | null>({ type: 'string', nullable: true, description: 'SIS section id' }),
          otusClassId: Type.String(),
        }),
      ),
      cursor: Type.Unsafe<string | null>({ type: 'string', nullable: true, description: 'Null on the last page' }),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/section-assessments` */
export function listSectionAssessments(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/section-assessments', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { cursor, limit, ...filter } = request.query;
      const page = { limit, ...(cursor === undefined ? {} : { cursor }) };
      const found = await ledger.sectionAssessments.list(request.params.districtId, filter as ListFilter, page);
      return reply.send({ items: found.items.map(itemOf), cursor: found.cursor });
    }),
  );
}

function itemOf({ sectionAssessmentId, changedAt, otus, summary }: UnitRecord): Item {
  const { identifier, title, revision, section } = otus.snapshot;
  return {
    sectionAssessmentId,
    identifier,
    title,
    state: summary.state,
    reasons: summary.reasons,
    revision,
    changedAt: isoOf(changedAt),
    section: section.sisSectionId,
    otusClassId: section.otusClassId,
  };
}
