import { openLedger } from '@passback/ledger';
import type { Messaging } from '@passback/messaging';
import { createLogger, Secrets, systemClock } from '@passback/service-kit';
import { createIngestionApp } from './app.ts';

// `node services/ingestion/openapi.ts`: ingestion's own OpenAPI document, for who makes types or a client of it (`npm run generate`).

const KEY_BYTES = 32;

const ledger = await openLedger({ url: 'sqlite::memory:' });
/** Nothing is sent: the document alone is asked for. */
const messaging = { check: async () => undefined } as unknown as Messaging;
const settings = { INGESTION_PORT: 0, INGESTION_HOST: '127.0.0.1', TRUSTED_PROXIES: '' };
const app = createIngestionApp(settings, {
  ...{ ledger, messaging, secrets: new Secrets(Buffer.alloc(KEY_BYTES), {}), clock: systemClock },
  logger: createLogger('ingestion', 'silent'),
});
await app.start();
const document = await (await fetch(`${app.url}/documentation/json`)).json();
process.stdout.write(`${JSON.stringify(document, null, 1)}\n`);
await app.stop();
await ledger.close();
