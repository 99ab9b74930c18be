import { UNIT_STATES, type UnitState } from '@passback/domain';
import type { HttpServer } from '@passback/service-kit';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOrNull } from '../http/instants.ts';
import { Answer, Counts, DistrictParams, Instant, Nullable, PROBLEMS } from '../http/schemas.ts';

interface UnitCounts {
  readonly states: Readonly<Record<UnitState, number>>;
  readonly changedAt: string | null;
}

const schema = {
  tags: ['section assessments'],
  summary: 'How many units of the district are in each state',
  params: DistrictParams,
  response: {
    200: Answer<UnitCounts>('Every state, also those that no unit is in', {
      states: Counts(...UNIT_STATES),
      changedAt: Nullable(Instant, 'When a unit last changed, in UTC; null where the district has none'),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/counts` */
export function countUnits(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/counts', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const [counts, newest] = await Promise.all([
        ledger.sectionAssessments.countByState(districtId),
        ledger.sectionAssessments.list(districtId, {}, { limit: 1 }),
      ]);
      const states = Object.fromEntries(UNIT_STATES.map((state) => [state, counts[state] ?? 0]));
      return reply.send({
        states: states as UnitCounts['states'],
        changedAt: isoOrNull(newest.items[0]?.changedAt ?? null),
      });
    }),
  );
}
