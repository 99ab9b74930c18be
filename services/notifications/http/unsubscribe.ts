import type { NotificationStore } from '@passback/ledger';
import { HttpProblem, type HttpServer } from '@passback/service-kit';
import type { Clock, Logger, Secrets } from '@passback/service-kit';
import { Type } from 'typebox';
import { escapeHtml } from '../render/mail-body.ts';
import { MAX_TOKEN_LENGTH, readUnsubscribeToken, type Unsubscription } from '../send/unsubscribe-link.ts';

export interface UnsubscribeContext {
  readonly notifications: Pick<NotificationStore, 'silence'>;
  readonly secrets: Pick<Secrets, 'open'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'info'>;
}

/** A wildcard, since a token is longer than any id. */
const schema = {
  hide: true,
  params: Type.Object({ '*': Type.String({ minLength: 1, maxLength: MAX_TOKEN_LENGTH }) }),
};

/**
 * `/unsubscribe/<token>`: what looks at links in mails (GET) is shown a button; who presses it, and the mail program's own button
 * (`List-Unsubscribe=One-Click`, RFC 8058), posts. It needs no sign-in, and says nothing of whom it is about.
 */
export function addUnsubscribe(server: HttpServer, context: UnsubscribeContext): void {
  server.get('/unsubscribe/*', { schema }, async (request, reply) => {
    read(request.params['*'], context);
    return sendPage(
      reply,
      '<p>These messages about the gradebook sync will not be sent to you any more.</p>' +
        '<p>Ya no se le enviarán estos mensajes sobre el envío de puntuaciones.</p>' +
        '<form method="post"><button>Unsubscribe · No recibir más</button></form>',
    );
  });
  server.post('/unsubscribe/*', { schema }, async (request, reply) => {
    const { districtId, recipient } = read(request.params['*'], context);
    const { notifications, clock, logger } = context;
    await notifications.silence({ districtId, recipient, why: 'unsubscribed', said: '', at: clock.now() });
    logger.info({ district: districtId, of: recipient.of }, 'somebody unsubscribed');
    return sendPage(reply, '<p>Done: no more messages.</p><p>Hecho: no habrá más mensajes.</p>');
  });
}

function read(token: string, { secrets }: UnsubscribeContext): Unsubscription {
  const found = readUnsubscribeToken(token, secrets);
  if (found === null) throw new HttpProblem(404, 'This link is not one of ours, or not good any more');
  return found;
}

interface Reply {
  headers(values: Readonly<Record<string, string>>): Reply;
  type(type: string): Reply;
  send(body: string): unknown;
}

function sendPage(reply: Reply, body: string): unknown {
  return reply
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    })
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml('Gradebook Passback')}</title>${body}</html>`,
    );
}
