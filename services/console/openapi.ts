import { openLedger } from '@passback/ledger';
import { createLogger, Secrets, systemClock } from '@passback/service-kit';
import { createConsoleApp } from './app.ts';

// `node services/console/openapi.ts`: the console's own OpenAPI document, for who makes types or a client of it (`npm run generate`).

const NOWHERE = '127.0.0.1:1';
const KEY_BYTES = 32;

const ledger = await openLedger({ url: 'sqlite::memory:' });
const settings = {
  ...{ CONSOLE_PORT: 0, CONSOLE_HOST: '127.0.0.1', TRUSTED_PROXIES: '', AUDIT_RETENTION_DAYS: 400 },
  ...{ ATTEMPT_RETENTION_DAYS: 90, RUN_RETENTION_DAYS: 400, TERM_RETENTION_DAYS: 400 },
  ...{ PLUGIN_NAME: 'Otus Gradebook Passback', PLUGIN_VERSION: '1.0.0', PLUGIN_PUBLISHER: 'Lincoln USD' },
  PLUGIN_EMAIL: 'it@lincoln.test',
  ...{ RULES_ADDRESS: NOWHERE, DELIVERY_ADDRESS: NOWHERE },
};
const secrets = new Secrets(Buffer.alloc(KEY_BYTES), {});
const app = createConsoleApp(settings, {
  ledger,
  secrets,
  clock: systemClock,
  logger: createLogger('console', 'silent'),
});
await app.start();
const document = await (await fetch(`${app.url}/documentation/json`)).json();
process.stdout.write(`${JSON.stringify(document, null, 1)}\n`);
await app.stop();
await ledger.close();
