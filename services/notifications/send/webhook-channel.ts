import { createHmac } from 'node:crypto';
import { AddressRefusedError, type OutboundRules, postOutside } from '@passback/powerschool';
import type { NotificationWebhook } from '@passback/ledger';
import { webhookKey } from '@passback/service-kit';
import { webhookBody } from '../render/webhook-body.ts';
import type { Channel, Outgoing, SendEnd } from './channel.ts';

export interface WebhookOptions {
  readonly consoleUrl: string | null;
  readonly rules: OutboundRules;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** A webhook as it is now, its secret in plain text. */
export type OpenWebhook = NotificationWebhook;

const SECOND_MS = 1_000;

/** Posts messages as Standard Webhooks say: the same `webhook-id` however often one is sent, signed with the district's secret. */
export class WebhookChannel implements Channel {
  readonly #options: WebhookOptions;
  readonly #webhookOf: (outgoing: Outgoing) => Promise<OpenWebhook | null>;

  /** `webhookOf`: the webhook of a message as the settings have it now. */
  constructor(options: WebhookOptions, webhookOf: (outgoing: Outgoing) => Promise<OpenWebhook | null>) {
    this.#options = options;
    this.#webhookOf = webhookOf;
  }

  async send(outgoing: Outgoing, beginBody: () => Promise<boolean>): Promise<SendEnd> {
    const { timeoutMs, rules, now, consoleUrl } = this.#options;
    const webhook = await this.#webhookOf(outgoing);
    if (webhook === null)
      return { kind: 'refused', code: null, text: 'is not in the settings any more', isAddressGone: false };
    const key = webhook.secret === null ? null : webhookKey(webhook.secret);
    if (webhook.secret !== null && key === null)
      return { kind: 'refused', code: null, text: 'its secret is no key: set it anew', isAddressGone: false };
    // A receiver of ours knows the message again by its id; a chat does not, and would show it twice.
    const isKnownAgain = webhook.shape === 'json';
    if (!isKnownAgain && !(await beginBody())) return { kind: 'taken' };
    const body = webhookBody(outgoing, webhook.shape, consoleUrl);
    const headers = signedHeaders(outgoing.notificationId, body, key, now());
    try {
      const { status, retryAfter } = await postOutside(webhook.url, { headers, body, timeoutMs, rules });
      return endOfStatus(status, retryAfter);
    } catch (error) {
      if (error instanceof AddressRefusedError)
        return { kind: 'refused', code: null, text: 'the address is not allowed', isAddressGone: false };
      const text = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
      return isKnownAgain || isBeforeRequest(text) ? { kind: 'again', code: null, text } : { kind: 'inDoubt', text };
    }
  }
}

function endOfStatus(status: number, retryAfter: string | null): SendEnd {
  if (status >= 200 && status < 300) return { kind: 'sent', code: status, text: `HTTP ${status}` };
  // Standard Webhooks: who answers 410 wants nothing more.
  if (status === 410) return { kind: 'refused', code: status, text: 'HTTP 410', isAddressGone: true };
  const seconds = Number(retryAfter ?? Number.NaN);
  const after = Number.isFinite(seconds) && seconds > 0 ? { afterMs: seconds * SECOND_MS } : {};
  return { kind: 'again', code: status, text: `HTTP ${status}`, ...after };
}

/** Errors that come before anything of the request is sent. */
function isBeforeRequest(code: string): boolean {
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
}

/** The headers of Standard Webhooks: the signature is over id, time in seconds and body. Without a key there is none. */
function signedHeaders(id: string, body: string, key: Buffer | null, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / SECOND_MS));
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (key === null) return headers;
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}
