import { randomUUID } from 'node:crypto';
import type { ConsumerGroup } from '@passback/messaging';
import type { ServiceResources } from '@passback/service-host';
import {
  addScope,
  type App,
  createHttpServer,
  type Environment,
  Health,
  type HttpServer,
  stopInOrder,
} from '@passback/service-kit';
import { Briefings } from './brief/briefings.ts';
import { mailChannel, webhookChannel } from './channels.ts';
import { createWakeUps } from './events/wake-ups.ts';
import { addMailFolder } from './http/mail-folder.ts';
import { addUnsubscribe } from './http/unsubscribe.ts';
import { LIMITS } from './limits.ts';
import { createStuckReasons } from './measure/stuck-reasons.ts';
import type { NotificationsContext } from './notifications-context.ts';
import { createRetention } from './retention.ts';
import type { Channel } from './send/channel.ts';
import { warnOfNoMailServer } from './send/no-mail-server.ts';
import { Pace } from './send/pace.ts';
import { Sender } from './send/sender.ts';
import type { NotificationsSettings } from './settings.ts';

export interface NotificationsApp extends App {
  /** `http://127.0.0.1:port`; throws before `start`. */
  readonly url: string;
}

/** What may be replaced, in tests. */
export interface NotificationsParts {
  readonly mail?: Channel;
  readonly env?: Environment;
  readonly random?: () => number;
}

/** The notifications service: it alone writes to people, and each of them once a night. */
export function createNotificationsApp(
  settings: NotificationsSettings,
  resources: ServiceResources,
  parts: NotificationsParts = {},
): NotificationsApp {
  const { ledger, messaging, secrets, clock, logger, operator } = resources;
  const context: NotificationsContext = {
    ...{ ledger, secrets, clock, logger },
    owner: `notifications-${randomUUID()}`,
    operators: addressesIn(settings.OPERATOR_EMAILS),
    tellsOfAnyRun: operator?.isDemo === true,
  };
  let server: HttpServer | null = null;
  let url: string | null = null;
  const briefings = new Briefings(context, settings.NOTIFICATIONS_POLL_MS);
  const email = parts.mail ?? mailChannel(settings, parts.env ?? process.env);
  const sender = new Sender(context, {
    channels: {
      email,
      webhook: webhookChannel(settings, context, operator),
    },
    publicUrl: () => settings.NOTIFICATIONS_PUBLIC_URL ?? (operator?.isDemo === true ? url : null),
    random: parts.random ?? Math.random,
    pace: new Pace(settings.MESSAGES_PER_MINUTE, () => clock.monotonic()),
    leaseMs: settings.NOTIFICATIONS_LEASE_MS,
    everyMs: settings.NOTIFICATIONS_POLL_MS,
  });
  const group = settings.NOTIFICATIONS_GROUP;
  const wakeUps = createWakeUps({ messaging, group, clock, logger, onWake: () => briefings.wake() });
  const stuckReasons = createStuckReasons({ ledger, clock, logger }, settings.HELD_MEASURED_MS);
  const { notifications } = ledger;
  const retention = createRetention(settings.NOTIFICATION_RETENTION_DAYS, { notifications, clock, logger });
  const health = healthOf(resources, wakeUps);
  return {
    get url() {
      if (url === null) throw new Error('notifications is not started');
      return url;
    },
    async start() {
      server = await buildServer(settings, resources, health);
      const address = await server.listen({ port: settings.NOTIFICATIONS_PORT, host: settings.NOTIFICATIONS_HOST });
      url = `http://127.0.0.1:${new URL(address).port}`;
      if (email === null) await warnOfNoMailServer(context);
      for (const work of [briefings, sender, stuckReasons, retention]) work.start();
      await wakeUps.start();
      logger.info({ url }, 'notifications listens');
    },
    async stop() {
      health.stopping();
      const stopWork = (): Promise<unknown> =>
        Promise.all([briefings, sender, stuckReasons, retention].map((work) => work.stop()));
      await stopInOrder(
        [
          { name: 'work', limitMs: LIMITS.stopMs, stop: stopWork },
          { name: 'wake-ups', limitMs: LIMITS.consumersStopMs, stop: () => wakeUps.stop() },
          { name: 'http', limitMs: LIMITS.httpStopMs, stop: async () => server?.close() },
        ],
        logger,
      );
      server?.server.closeAllConnections();
    },
  };
}

function addressesIn(text: string): string[] {
  return text
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

function healthOf({ ledger, messaging, logger }: ServiceResources, wakeUps: ConsumerGroup): Health {
  return new Health(
    [
      { name: 'ledger', check: () => ledger.check() },
      { name: 'messaging', check: () => messaging.check() },
      { name: 'wakeUps', check: () => wakeUps.check() },
    ],
    logger,
  );
}

async function buildServer(
  { MAIL_FOLDER: folder }: NotificationsSettings,
  { ledger, secrets, clock, logger }: ServiceResources,
  health: Health,
): Promise<HttpServer> {
  const server = await createHttpServer({
    title: 'Gradebook Passback: notifications',
    description: 'Where a link in a mail leads by which its reader wants no more of them.',
    ...{ health, logger, bodyLimitBytes: LIMITS.bodyBytes },
  });
  await addScope(server, 'readers', (scope) => {
    // `List-Unsubscribe=One-Click` as a form, or in parts: whatever it says, it means what the link means.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, async () => undefined);
    addUnsubscribe(scope, { notifications: ledger.notifications, secrets, clock, logger });
    if (folder !== undefined) addMailFolder(scope, folder);
  });
  return server;
}
