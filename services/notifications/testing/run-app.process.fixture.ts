// The service as a process that a test can kill: on a ledger in a file, with a mail server of the test.
import { openLedger } from '@passback/ledger';
import type { Messaging } from '@passback/messaging';
import { createLogger, loadConfig, Secrets, systemClock } from '@passback/service-kit';
import { createNotificationsApp, notificationsSettings } from '../index.ts';

const [, , ledgerUrl = '', mailUrl = ''] = process.argv;
const ledger = await openLedger({ url: ledgerUrl });
const settings = loadConfig(notificationsSettings, {
  ...{ NOTIFICATIONS_PORT: '0', SMTP_URL: mailUrl, SMTP_TLS: 'off', MAIL_FROM: 'passback@otus.example' },
  ...{ NOTIFICATIONS_POLL_MS: '50', NOTIFICATIONS_LEASE_MS: '1000' },
});
const messaging = {
  check: async () => undefined,
  ensureTopics: async () => undefined,
  consume: async () => ({ trouble: () => null, stop: async () => undefined }),
} as unknown as Messaging;
const secrets = new Secrets(Buffer.alloc(32, 7), {});
const logger = createLogger('notifications', 'warn');
await createNotificationsApp(settings, { ledger, messaging, secrets, clock: systemClock, logger }, { env: {} }).start();
