// The delivery service as a process of its own, until SIGTERM: over the ledger at the first argument, with a broker of its own in the folder
// at the second, and a lease of as many milliseconds as the third says. Logs to stdout.
import { openLedger } from '@passback/ledger';
import { openMessaging } from '@passback/messaging';
import { createLogger, runAsProcess, systemClock } from '@passback/service-kit';
import { createDeliveryApp } from '../index.ts';
import { secrets } from './world.fixture.ts';

const [, , url = '', folder = '', leaseMs = ''] = process.argv;
const logger = createLogger('delivery', 'info');
const ledger = await openLedger({ url });
const messaging = await openMessaging({ url: `embedded:${folder}`, clientId: 'one-process' });
const operator = { allowedHosts: new Set(['127.0.0.1']), isDemo: false };
const app = createDeliveryApp(
  {
    DELIVERY_ADDRESS: '127.0.0.1:0',
    DELIVERY_PROBE_PORT: 0,
    DELIVERY_LEASE_MS: Number(leaseMs),
    DELIVERY_MAX_LANES: 1,
    DELIVERY_SLICE_MS: 60_000,
    DELIVERY_POLL_MS: 50,
    DELIVERY_GROUP: 'one-process',
  },
  { ledger, messaging, secrets: secrets(), clock: systemClock, logger, operator },
);
await runAsProcess(app, logger);
