import { describeReason, REASON_CODES } from '@passback/domain';
import { unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { isoTime } from '../answers/times.ts';
import { COMMAND, DistrictParams, READ, type Routes } from '../console-context.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { answering } from '../rpc/clients.ts';

const tags = ['PowerSchool'];
const SERVICE = 'passback.delivery.v1.DeliveryService';
const ReconcileBody = Type.Object(
  { sectionId: Type.Optional(Type.String({ minLength: 1 })), schoolId: Type.Optional(Type.String({ minLength: 1 })) },
  { additionalProperties: false },
);

export const laneRoutes: Routes = (server, { authorization, clients: { delivery } }) => {
  server.get(
    '/v1/districts/:districtId/lanes',
    { schema: { tags, summary: 'The lane: who holds it, its pace, its circuit', params: DistrictParams } },
    async (request) => {
      const { districtId } = request.params;
      await authorization.authorize(request.headers.authorization, districtId, READ);
      const { lanes } = await answering(
        unaryCall(
          `${SERVICE}/Lanes`,
          delivery.lanes.bind(delivery),
          { districtId },
          { deadlineMs: CONSOLE_LIMITS.commandMs },
        ),
      );
      return {
        items: lanes.map(({ leasedUntilMs, circuitOpenSinceMs, ...lane }) => ({
          ...lane,
          leasedUntil: leasedUntilMs === 0 ? null : isoTime(leasedUntilMs),
          circuitOpenSince: circuitOpenSinceMs === 0 ? null : isoTime(circuitOpenSinceMs),
        })),
      };
    },
  );
};

/** What reads much of a gradebook, and writes nothing. */
export const gradebookReadRoutes: Routes = (server, { authorization, clients: { delivery } }) => {
  server.post(
    '/v1/districts/:districtId/connection-check',
    {
      schema: {
        tags,
        summary: 'Tests credentials, field access, terms and each teacher’s mapped categories; writes nothing',
        params: DistrictParams,
      },
    },
    async (request) => {
      const { districtId } = request.params;
      await authorization.authorize(request.headers.authorization, districtId, COMMAND);
      return answering(
        unaryCall(
          `${SERVICE}/CheckConnection`,
          delivery.checkConnection.bind(delivery),
          { districtId },
          { deadlineMs: CONSOLE_LIMITS.checkMs },
        ),
      );
    },
  );
  server.post(
    '/v1/districts/:districtId/reconcile',
    {
      schema: {
        tags,
        summary: 'Reads PowerSchool back and reports where it differs; repairs nothing',
        params: DistrictParams,
        body: ReconcileBody,
      },
    },
    async (request) => {
      const { districtId } = request.params;
      await authorization.authorize(request.headers.authorization, districtId, COMMAND);
      const { sectionId = '', schoolId = '' } = request.body;
      return answering(
        unaryCall(
          `${SERVICE}/Reconcile`,
          delivery.reconcile.bind(delivery),
          { districtId, sectionId, schoolId },
          { deadlineMs: CONSOLE_LIMITS.checkMs },
        ),
      );
    },
  );
};

export const reasonRoutes: Routes = (server, { authorization }) => {
  server.get(
    '/v1/districts/:districtId/reasons',
    { schema: { tags: ['section assessments'], summary: 'Every reason, in words', params: DistrictParams } },
    async (request) => {
      await authorization.authorize(request.headers.authorization, request.params.districtId, READ);
      return { items: REASON_CODES.map((code) => describeReason({ code })) };
    },
  );
};
