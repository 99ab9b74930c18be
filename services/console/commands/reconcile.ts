import type { ReconcileResponse } from '@passback/contracts';
import { type HttpServer, unaryCall } from '@passback/service-kit';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notValid } from '../http/problems.ts';
import { Answer, Count, DistrictParams, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { DriftSchema, type DriftView, driftView } from './drift-view.ts';

interface ReconcileView extends Omit<ReconcileResponse, 'drifts'> {
  readonly drifts: readonly DriftView[];
}

const Id = Type.String({ minLength: 1, maxLength: 100 });

const schema = {
  tags: ['PowerSchool'],
  summary: 'Reads PowerSchool back and says where it differs from what was sent; repairs nothing',
  params: DistrictParams,
  body: Type.Object(
    {
      sectionId: Type.Optional(Id),
      schoolId: Type.Optional(Id),
      after: Type.Optional(Type.String({ ...Id, description: '`nextAfter` of the answer before' })),
      seconds: Type.Optional(
        Type.Integer({
          minimum: CONSOLE_LIMITS.reconcileLeastSeconds,
          maximum: CONSOLE_LIMITS.reconcileMostSeconds,
          description: 'After how long it answers where to go on, to show how far it is; by default the most',
        }),
      ),
    },
    {
      additionalProperties: false,
      description: 'At most one place; the whole district without any, or without a body',
    },
  ),
  response: {
    200: Answer<ReconcileView>('What was read and where it differs', {
      unitsRead: Count,
      cellsRead: Count,
      missing: Count,
      different: Count,
      extra: Count,
      drifts: Type.Array(DriftSchema),
      driftsTruncated: Type.Boolean({ description: 'More were counted than are named' }),
      kept: Type.Integer({ minimum: 0, description: 'Cells that a teacher edited in PowerSchool, known and kept' }),
      extraAssignments: Type.Integer({ minimum: 0, description: 'Other columns that carry an identifier of ours' }),
      nextAfter: Type.String({ description: 'Where to go on: the time was up. Empty when all of it was read' }),
      unitsLeft: Type.Integer({ minimum: 0, description: 'Units that are read when it goes on; 0 when all were' }),
    }),
    ...PROBLEMS,
  },
};

async function bodyOrNothing(request: FastifyRequest): Promise<void> {
  request.body ??= {};
}

/** `POST /v1/districts/{districtId}/reconcile` */
export function reconcile(server: HttpServer, context: ConsoleContext): void {
  const { delivery } = context;
  server.post('/v1/districts/:districtId/reconcile', { schema, preValidation: bodyOrNothing }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { sectionId, schoolId, after, seconds } = request.body;
      if (sectionId !== undefined && schoolId !== undefined)
        throw notValid([{ path: 'schoolId', message: 'only one of sectionId and schoolId can be given' }]);
      const { districtId } = request.params;
      const asked = {
        districtId,
        sectionId: sectionId ?? '',
        schoolId: schoolId ?? '',
        after: after ?? '',
        limitMs: msOf(seconds),
      };
      const deadline = { deadlineMs: CONSOLE_LIMITS.powerSchoolMs };
      const method = delivery.reconcile.bind(delivery);
      const said = await audited(
        context,
        { districtId, ...asking(request), command: 'reconcile', asked: { sectionId, schoolId, after } },
        () => unaryCall('passback.delivery.v1.DeliveryService/Reconcile', method, asked, deadline),
        ({ unitsRead, missing, different, extra }) => ({
          status: 200,
          result: { unitsRead, missing, different, extra },
        }),
      );
      return reply.send({ ...said, drifts: said.drifts.map(driftView) });
    }),
  );
}

function msOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}
