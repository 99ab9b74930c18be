import { expect } from '@jest/globals';
import { type Ledger, openLedger } from '@passback/ledger';
import type { Operator } from '@passback/service-host';
import { type Clock, createLogger, Secrets, systemClock } from '@passback/service-kit';
import { createConsoleApp } from '../app.ts';
import { checkSettings } from '../districts/check-settings.ts';
import { storeSettings } from '../districts/store-settings.ts';
import type { ConsoleSettings } from '../settings.ts';
import { FakeServices, startFakeServices } from './services.fixture.ts';
import { DISTRICT, hashOf, settingsJson, TOKENS } from './settings.fixture.ts';

interface ProblemJson {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

export interface RunningConsole {
  readonly url: string;
  readonly ledger: Ledger;
  readonly services: FakeServices;
  /** Calls as an administrator, unless told otherwise; gives status, body and headers. */
  call<T>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
  /** The problem that a call is answered with. */
  problem(method: string, path: string, options?: CallOptions): Promise<ProblemJson & { headers: Headers }>;
  /** The CSV that a call is answered with: its name, and its lines without the empty end. */
  file(method: string, path: string, options?: CallOptions): Promise<{ name: string; lines: string[] }>;
  stop(): Promise<void>;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export const secrets = new Secrets(Buffer.alloc(32, 7), {});

export async function putDistrict(ledger: Ledger, changes: Record<string, unknown> = {}): Promise<void> {
  const checked = checkSettings(settingsJson(changes));
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  const districtId = checked.value.districtId ?? DISTRICT;
  await storeSettings(
    { districts: ledger.districts, secrets },
    { districtId, given: checked.value, by: 'test', at: 0 },
  );
}

/** The console over real HTTP with a ledger in memory, as `prepare` gives it, and servers that answer gRPC instead of rules and delivery. */
export async function startConsole(
  settings: Partial<ConsoleSettings> = {},
  parts: { clock?: Clock; operator?: Operator; prepare?: (ledger: Ledger) => Promise<Ledger> } = {},
): Promise<RunningConsole> {
  const opened = await openLedger({ url: 'sqlite::memory:' });
  const ledger = parts.prepare === undefined ? opened : await parts.prepare(opened);
  await putDistrict(ledger);
  await putDistrict(ledger, { districtId: 'jefferson', tokens: [{ sha256: hashOf(TOKENS.other), roles: ['admin'] }] });
  const services = new FakeServices();
  const { stop: stopServices, ...addresses } = await startFakeServices(services);
  const app = createConsoleApp(
    {
      ...{ CONSOLE_PORT: 0, CONSOLE_HOST: '127.0.0.1', TRUSTED_PROXIES: '', AUDIT_RETENTION_DAYS: 400 },
      ...{ ATTEMPT_RETENTION_DAYS: 90, RUN_RETENTION_DAYS: 400, TERM_RETENTION_DAYS: 400 },
      ...{ PLUGIN_NAME: 'Otus Gradebook Passback', PLUGIN_VERSION: '1.0.0', PLUGIN_PUBLISHER: 'Lincoln USD' },
      PLUGIN_EMAIL: 'it@lincoln.test',
      ...addresses,
      ...settings,
    },
    {
      ...{ ledger, secrets, clock: parts.clock ?? systemClock, logger: createLogger('console', 'silent') },
      ...(parts.operator !== undefined && { operator: parts.operator }),
    },
  );
  await app.start();
  const call = async <T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> => {
    const response = await send(`${app.url}${path}`, method, options);
    return { status: response.status, headers: response.headers, body: (await bodyOf(response)) as T };
  };
  return {
    url: app.url,
    ledger,
    services,
    call,
    async problem(method, path, options) {
      const { status, headers, body } = await call<ProblemJson>(method, path, options);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body.status).toBe(status);
      return { ...body, headers };
    },
    async file(method, path, options = {}) {
      const response = await send(`${app.url}${path}`, method, options);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      const name = /filename="(.*)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '';
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const lines = bytes.subarray(3).toString().split('\r\n');
      expect(lines.pop()).toBe('');
      return { name, lines };
    },
    async stop() {
      await app.stop();
      await stopServices();
      await ledger.close();
    },
  };
}

/** JSON as its value, and anything else as its bytes. */
async function bodyOf(response: Response): Promise<unknown> {
  if (response.headers.get('content-type')?.includes('json') === true) return response.json();
  return new Uint8Array(await response.arrayBuffer());
}

function send(url: string, method: string, { body, token, headers }: CallOptions): Promise<Response> {
  const bearer = token === undefined ? TOKENS.admin : token;
  return fetch(url, {
    method,
    headers: {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
