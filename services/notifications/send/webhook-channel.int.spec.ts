import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NotificationWebhook } from '@passback/ledger';
import { outgoing } from '../testing/outgoing.fixture.ts';
import type { Outgoing, SendEnd } from './channel.ts';
import { WebhookChannel } from './webhook-channel.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = Date.parse('2026-11-19T12:30:00.500Z');
const TIMEOUT_MS = 500;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let received: Received[];
/** What is answered; null: nothing. */
let answer: { status: number; headers?: Record<string, string> } | null;

beforeEach(async () => {
  received = [];
  answer = { status: 204 };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      if (answer !== null) response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const briefing: Outgoing = outgoing({
  content: {
    ...{ districtId: 'lincoln', districtName: 'Lincoln <USD>', language: 'en', date: '2026-11-19' },
    briefing: {
      alerts: [],
      ...{ over: [], weekly: null },
      newReasons: [{ code: 'SECTION_NOT_LINKED', units: 2, scores: 50 }],
    },
  },
});

async function send(
  shape: NotificationWebhook['shape'],
  changes: { url?: string; allowed?: string; secret?: string | null } = {},
): Promise<{ end: SendEnd; begun: number }> {
  const { port } = server.address() as AddressInfo;
  const { url = `http://127.0.0.1:${port}/hook`, allowed = '127.0.0.1', secret = SECRET } = changes;
  const rules = { allowedHosts: new Set([allowed]) };
  const channel = new WebhookChannel(
    { consoleUrl: 'https://passback.example', rules, timeoutMs: TIMEOUT_MS, now: () => NOW },
    async () => ({ url, secret, shape }),
  );
  let begun = 0;
  const end = await channel.send(briefing, async () => {
    begun += 1;
    return true;
  });
  return { end, begun };
}

describe('a webhook', () => {
  it('is signed as Standard Webhooks say, under the message’s own id', async () => {
    expect((await send('json')).end).toEqual({ kind: 'sent', code: 204, text: 'HTTP 204' });
    const [{ headers, body }] = received as [Received];
    expect(headers).toMatchObject({ 'webhook-id': '0123456789abcdef', 'webhook-timestamp': String(NOW / 1_000 - 0.5) });
    const signed = `0123456789abcdef.${NOW / 1_000 - 0.5}.${body}`;
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(JSON.parse(body)).toMatchObject({
      type: 'passback.briefing',
      data: { districtId: 'lincoln', newReasons: [{ code: 'SECTION_NOT_LINKED', units: 2, scores: 50 }] },
    });
  });

  it.each(['', 'whsec_', 'whsec_!!!!!!!!!!!!!!!!', 'whsec_c2hvcnQ='])(
    'is not sent where its secret is no key: %p',
    async (secret) => {
      expect(await send('slack', { secret })).toMatchObject({
        end: { kind: 'refused', isAddressGone: false },
        begun: 0,
      });
      expect(received).toEqual([]);
    },
  );

  it('has the shape of a chat where it leads to one, and what is markup there is none', async () => {
    await send('slack', { secret: null });
    const slack = JSON.parse(received[0]!.body) as { text: string; blocks: { type: string }[] };
    expect(slack.text).toContain('Lincoln &lt;USD&gt;');
    expect(slack.blocks.map(({ type }) => type)).toContain('section');
    expect(received[0]!.headers['webhook-signature']).toBeUndefined();
    await send('teams');
    const teams = JSON.parse(received[1]!.body) as { attachments: { contentType: string }[] };
    expect(teams.attachments[0]?.contentType).toBe('application/vnd.microsoft.card.adaptive');
  });

  it.each([
    [{ status: 500 }, { kind: 'again', code: 500 }],
    [
      { status: 429, headers: { 'retry-after': '120' } },
      { kind: 'again', code: 429, afterMs: 120_000 },
    ],
    [
      { status: 302, headers: { location: 'http://169.254.169.254/' } },
      { kind: 'again', code: 302 },
    ],
    [{ status: 410 }, { kind: 'refused', code: 410, isAddressGone: true }],
  ])('that is answered %j', async (given, expected) => {
    answer = given;
    expect((await send('json')).end).toMatchObject(expected);
    expect(received).toHaveLength(1);
  });

  it('that hangs comes again where its id is compared, and is in doubt where it would be shown twice', async () => {
    answer = null;
    expect(await send('json')).toMatchObject({ end: { kind: 'again' }, begun: 0 });
    expect(await send('slack')).toMatchObject({ end: { kind: 'inDoubt' }, begun: 1 });
  });

  it('that nobody answers comes again, also of a chat: nothing was sent', async () => {
    expect((await send('slack', { url: 'http://127.0.0.1:1/' })).end).toMatchObject({ kind: 'again' });
  });

  it.each(['http://127.0.0.1/', 'https://10.1.2.3/', 'https://169.254.169.254/latest', 'http://example.com/'])(
    'does not go to %s, whatever the settings say',
    async (url) => {
      expect((await send('json', { url, allowed: 'else.example' })).end).toMatchObject({
        kind: 'refused',
        isAddressGone: false,
      });
      expect(received).toEqual([]);
    },
  );
});
