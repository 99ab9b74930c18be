import type { LanesResponse } from '@passback/contracts';
import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf } from '../http/instants.ts';
import { Answer, Count, DistrictParams, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

interface LaneView {
  readonly districtId: string;
  readonly owner: string | null;
  readonly fence: number;
  readonly leasedUntil: string | null;
  readonly minIntervalMs: number;
  readonly circuit: string;
  readonly circuitCode: string | null;
  readonly circuitOpenSince: string | null;
  readonly dueUnits: number;
}

const OrNone = Type.Unsafe<string | null>({ type: 'string', nullable: true });

const schema = {
  tags: ['PowerSchool'],
  summary: 'How the district’s way to PowerSchool stands: who has it, pace, circuit, what is due',
  params: DistrictParams,
  response: {
    200: Answer<{ items: LaneView[] }>('The lane; none before the first delivery', {
      items: Type.Array(
        Type.Object({
          districtId: Type.String(),
          owner: OrNone,
          fence: Count,
          leasedUntil: OrNone,
          minIntervalMs: Count,
          circuit: Type.String({ description: 'closed · open · halfOpen' }),
          circuitCode: OrNone,
          circuitOpenSince: OrNone,
          dueUnits: Count,
        }),
      ),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/lanes` */
export function lanes(server: HttpServer, { delivery }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/lanes', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const deadline = { deadlineMs: CONSOLE_LIMITS.startMs };
      const method = delivery.lanes.bind(delivery);
      const answer = await unaryCall('passback.delivery.v1.DeliveryService/Lanes', method, { districtId }, deadline);
      return reply.send({ items: answer.lanes.map(laneView) });
    }),
  );
}

/** Protobuf says "none" with zero and the empty text. */
function laneView(lane: LanesResponse['lanes'][number]): LaneView {
  return {
    districtId: lane.districtId,
    owner: lane.owner === '' ? null : lane.owner,
    fence: lane.fence,
    leasedUntil: lane.leasedUntilMs === 0 ? null : isoOf(lane.leasedUntilMs),
    minIntervalMs: lane.minIntervalMs,
    circuit: lane.circuit,
    circuitCode: lane.circuitCode === '' ? null : lane.circuitCode,
    circuitOpenSince: lane.circuitOpenSinceMs === 0 ? null : isoOf(lane.circuitOpenSinceMs),
    dueUnits: lane.dueUnits,
  };
}
