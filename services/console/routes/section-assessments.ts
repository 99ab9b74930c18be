import { explainSectionAssessment, REASON_CODES, UNIT_STATES } from '@passback/domain';
import { LedgerError } from '@passback/ledger';
import { HttpProblem } from '@passback/service-kit';
import { traceIdOf } from '@passback/telemetry';
import { type Static, Type } from 'typebox';
import { isoTime } from '../answers/times.ts';
import { type ConsoleContext, DistrictParams, READ, type Routes } from '../console-context.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

const UnitParams = Type.Object({
  ...DistrictParams.properties,
  sectionAssessmentId: Type.String({ minLength: 1, maxLength: 256 }),
});

const ListQuery = Type.Object({
  state: Type.Optional(Type.Union(UNIT_STATES.map((state) => Type.Literal(state)))),
  reason: Type.Optional(Type.Union(REASON_CODES.map((code) => Type.Literal(code)))),
  identifier: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  section: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
  limit: Type.Integer({ minimum: 1, maximum: CONSOLE_LIMITS.pageItems, default: CONSOLE_LIMITS.defaultPageItems }),
});

/** The one answer to "why is it not in PowerSchool?". */
async function explain({ ledger }: ConsoleContext, { districtId, sectionAssessmentId }: Static<typeof UnitParams>) {
  const [[record], attempts] = await Promise.all([
    ledger.sectionAssessments.load(districtId, [sectionAssessmentId]),
    ledger.attempts.list(districtId, sectionAssessmentId, CONSOLE_LIMITS.attempts),
  ]);
  if (record === undefined)
    throw new HttpProblem(404, 'Not found', {
      detail: `the district has no section assessment ${sectionAssessmentId}`,
    });
  return {
    ...explainSectionAssessment(record),
    attempts: attempts.map(({ districtId: _district, sectionAssessmentId: _id, at, ...attempt }) => ({
      at: isoTime(at),
      ...attempt,
    })),
    traceId: traceIdOf(record.otus.traceparent),
  };
}

async function list({ ledger }: ConsoleContext, districtId: string, query: Static<typeof ListQuery>) {
  const { cursor, limit, ...given } = query;
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  try {
    const page = await ledger.sectionAssessments.list(districtId, filter, {
      ...(cursor === undefined ? {} : { cursor }),
      limit,
    });
    return {
      items: page.items.map(({ sectionAssessmentId, otus, summary, changedAt }) => ({
        sectionAssessmentId,
        identifier: otus.snapshot.identifier,
        title: otus.snapshot.title,
        revision: otus.snapshot.revision,
        section: otus.snapshot.section.sisSectionId,
        state: summary.state,
        reasons: summary.reasons,
        changedAt: isoTime(changedAt),
      })),
      cursor: page.cursor,
    };
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== 'INVALID_CURSOR') throw error;
    throw new HttpProblem(400, 'The request is not valid', {
      errors: [{ path: 'cursor', message: 'is not a cursor of this list' }],
    });
  }
}

export const sectionAssessmentRoutes: Routes = (server, context) => {
  const { authorization } = context;
  server.get(
    '/v1/districts/:districtId/section-assessments/:sectionAssessmentId',
    {
      schema: {
        tags: ['section assessments'],
        summary: 'Explains a section assessment and each of its scores',
        params: UnitParams,
      },
    },
    async (request) => {
      await authorization.authorize(request.headers.authorization, request.params.districtId, READ);
      return explain(context, request.params);
    },
  );
  server.get(
    '/v1/districts/:districtId/section-assessments',
    {
      schema: {
        tags: ['section assessments'],
        summary: 'Lists section assessments, newest change first',
        params: DistrictParams,
        querystring: ListQuery,
      },
    },
    async (request) => {
      await authorization.authorize(request.headers.authorization, request.params.districtId, READ);
      return list(context, request.params.districtId, request.query);
    },
  );
};
