import { createHash } from 'node:crypto';
import type { TopicDefinition } from '@passback/contracts';
import { type DistrictSettings, type Ledger, openLedger } from '@passback/ledger';
import type { Messaging, OutgoingMessage } from '@passback/messaging';
import { createLogger, Secrets, systemClock } from '@passback/service-kit';
import { createIngestionApp, type IngestionApp } from '../index.ts';
import type { IngestionSettings } from '../settings.ts';

export const DISTRICT = 'lincoln';
export const TOKENS = { otus: 'token-of-otus', viewer: 'token-of-a-viewer', other: 'token-of-another-district' };

export const secrets = new Secrets(Buffer.alloc(32, 7), {});

export interface Produced {
  readonly topic: string;
  readonly message: OutgoingMessage<unknown>;
}

type Broker = Pick<Messaging, 'produce' | 'check'>;

/** As the bytes of a message have it: what is null of it is absent. */
function onTheWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(onTheWire);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, onTheWire(field)]));
}

/** A broker that keeps what it is given. */
export function recordingBroker(): Broker & { readonly produced: Produced[] } {
  const produced: Produced[] = [];
  return {
    produced,
    check: async () => undefined,
    async produce<T>(topic: TopicDefinition<T>, messages: readonly OutgoingMessage<T>[]) {
      const kept = messages.map((message) => ({ ...message, value: onTheWire(message.value) }));
      produced.push(...kept.map((message) => ({ topic: topic.name, message })));
    },
  };
}

export interface RunningIngestion {
  readonly app: IngestionApp;
  readonly url: string;
  readonly ledger: Ledger;
  /** Sends as Otus does, unless told otherwise. */
  send(method: string, path: string, body: unknown, options?: SendOptions): Promise<Response>;
  stop(): Promise<void>;
}

interface SendOptions {
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The service over real HTTP, with the ledger in memory and `broker` instead of one. */
export async function startIngestion(
  broker: Broker,
  settings: Partial<IngestionSettings> = {},
): Promise<RunningIngestion> {
  const ledger = await openLedger({ url: 'sqlite::memory:' });
  await ledger.districts.put(district(DISTRICT, [token(TOKENS.otus, 'otus'), token(TOKENS.viewer, 'viewer')]), CHANGE);
  await ledger.districts.put(district('jefferson', [token(TOKENS.other, 'otus')]), CHANGE);
  const app = createIngestionApp(
    { INGESTION_PORT: 0, INGESTION_HOST: '127.0.0.1', TRUSTED_PROXIES: '', ...settings },
    {
      ...{ ledger, secrets, messaging: broker as Messaging },
      ...{ clock: systemClock, logger: createLogger('ingestion', 'silent') },
    },
  );
  await app.start();
  return {
    app,
    url: app.url,
    ledger,
    send: (method, path, body, options = {}) => send(`${app.url}${path}`, method, body, options),
    async stop() {
      await app.stop();
      await ledger.close();
    },
  };
}

const CHANGE = { by: 'test', at: 0 };

function token(text: string, role: 'otus' | 'viewer') {
  return { sha256: createHash('sha256').update(text).digest('hex'), roles: [role] };
}

function send(url: string, method: string, body: unknown, { token: given, headers }: SendOptions): Promise<Response> {
  const bearer = given === undefined ? TOKENS.otus : given;
  return fetch(url, {
    method,
    headers: {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      'content-type': 'application/json',
      ...headers,
    },
    body: isRaw(body) ? body : JSON.stringify(body),
    ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
  });
}

function district(districtId: string, tokens: DistrictSettings['tokens']): DistrictSettings {
  return {
    districtId,
    name: districtId,
    timeZone: 'America/Chicago',
    nightlyRunAt: '01:00',
    effectiveDate: null,
    paused: false,
    pastDueAsZero: false,
    categories: {},
    powerschool: {
      connector: 'xte',
      baseUrl: 'http://127.0.0.1:1',
      clientId: 'id',
      clientSecret: 'env:NONE',
      minIntervalMs: 0,
      concurrency: 1,
      timeoutMs: 1_000,
      maxTitleLength: 50,
    },
    gradingPeriods: null,
    tokens,
  };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> {
  return typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
}
