import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, Count, DistrictParams, PROBLEMS } from '../http/schemas.ts';

const schema = {
  tags: ['notifications'],
  summary: 'Lets addresses that get nothing be written to again',
  description:
    'For a mailbox that is there again, or a person who wants the messages back. Ids that get their messages stay as they are.',
  params: DistrictParams,
  body: Type.Object(
    {
      ids: Type.Array(Type.String({ pattern: '^[0-9a-f]{12}$' }), {
        maxItems: 100,
        description: 'As `silenced[].to.id` has them',
      }),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Answer<{ resumed: number }>('How many of them got nothing until now', { resumed: Count }),
    ...PROBLEMS,
  },
};

/** `POST /v1/districts/{districtId}/notifications/resume` */
export function resumeNotifications(server: HttpServer, context: ConsoleContext): void {
  const { notifications } = context.ledger;
  server.post('/v1/districts/:districtId/notifications/resume', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const { ids } = request.body;
      const resumed = await audited(
        context,
        { districtId, ...asking(request), command: 'resumeMessages', asked: { ids } },
        async () => {
          const silenced = await notifications.silenced(districtId);
          const chosen = silenced.filter(({ recipient }) => ids.some((id) => recipient.hash.startsWith(id)));
          const done = await Promise.all(
            chosen.map(({ recipient }) => notifications.unsilence(districtId, recipient.hash)),
          );
          return done.filter(Boolean).length;
        },
        (count) => ({ status: 200, result: { resumed: count } }),
      );
      return reply.send({ resumed });
    }),
  );
}
