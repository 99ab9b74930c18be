import { NOTIFICATION_STATES, type NotificationRecord, type SilencedAddress } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf, isoOrNull } from '../http/instants.ts';
import { Answer, Count, DistrictParams, Instant, Limit, Nullable, PROBLEMS, Query } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { SHOWN_HASH_DIGITS } from '../shown-hash.ts';

const Recipient = Type.Object({
  id: Type.String({ description: 'Of the address, which is never given' }),
  of: Type.Enum(['admins', 'operators', 'staff', 'webhook']),
  userId: Nullable(Type.String(), 'Otus’ id of one of the staff'),
});

interface RecipientView {
  readonly id: string;
  readonly of: string;
  readonly userId: string | null;
}

interface NotificationView {
  readonly notificationId: string;
  readonly date: string;
  readonly channel: string;
  readonly to: RecipientView;
  readonly state: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly answer: { readonly code: number | null; readonly text: string; readonly at: string } | null;
  readonly createdAt: string;
  readonly changedAt: string;
}

interface SilencedView {
  readonly to: RecipientView;
  readonly why: string;
  readonly said: string;
  readonly at: string;
}

const item = {
  notificationId: Type.String({ description: 'Begins the Message-ID of a mail, and is the `webhook-id`' }),
  date: Type.String({ description: 'The night that it is about' }),
  channel: Type.Enum(['email', 'webhook']),
  to: Recipient,
  state: Type.Enum([...NOTIFICATION_STATES], {
    description:
      '`inDoubt`: it may have arrived and is not sent again; `dropped`: unwanted, too late, or the recipient is gone',
  }),
  attempts: Count,
  nextAttemptAt: Nullable(Instant),
  answer: Nullable(Type.Object({ code: Nullable(Type.Integer()), text: Type.String(), at: Instant })),
  createdAt: Instant,
  changedAt: Instant,
};

const silenced = {
  to: Recipient,
  why: Type.Enum(['bounced', 'unsubscribed']),
  said: Type.String({ description: 'By the mail server' }),
  at: Instant,
};

const schema = {
  tags: ['notifications'],
  summary: 'Who was told of which night, newest first, and which addresses get nothing',
  params: DistrictParams,
  querystring: Query({
    cursor: Type.Optional(Type.String({ maxLength: 1_000, description: 'Of the page before' })),
    limit: Limit(CONSOLE_LIMITS.listMost, CONSOLE_LIMITS.listDefault),
  }),
  response: {
    200: Answer<{ items: NotificationView[]; cursor: string | null; silenced: SilencedView[] }>('A page', {
      items: Type.Array(Type.Object(item)),
      cursor: Nullable(Type.String()),
      silenced: Type.Array(Type.Object(silenced), { description: 'All of them, on every page' }),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/notifications` */
export function listNotifications(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/notifications', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const { cursor, limit } = request.query;
      const [page, addresses] = await Promise.all([
        ledger.notifications.list(districtId, { limit, ...(cursor !== undefined && { cursor }) }),
        ledger.notifications.silenced(districtId),
      ]);
      const items = page.items.map(notificationView);
      return reply.send({ items, cursor: page.cursor, silenced: addresses.map(silencedView) });
    }),
  );
}

function notificationView(message: NotificationRecord): NotificationView {
  const { notificationId, date, channel, recipient, state, attempts, dueAt, answer, createdAt, changedAt } = message;
  return {
    ...{ notificationId, date, channel, to: recipientView(recipient), state, attempts },
    nextAttemptAt: isoOrNull(dueAt),
    answer: answer === null ? null : { ...answer, at: isoOf(answer.at) },
    ...{ createdAt: isoOf(createdAt), changedAt: isoOf(changedAt) },
  };
}

function silencedView({ recipient, why, said, at }: SilencedAddress): SilencedView {
  return { to: recipientView(recipient), why, said, at: isoOf(at) };
}

/** As a token is shown: enough to tell one from another, and too little to try addresses out. */
function recipientView({ hash, of, userId }: NotificationRecord['recipient']): RecipientView {
  return { id: hash.slice(0, SHOWN_HASH_DIGITS), of, userId: userId ?? null };
}
