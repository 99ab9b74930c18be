import { type Ledger, openLedger } from '@passback/ledger';
import { type Messaging, openMessaging } from '@passback/messaging';
import {
  type Clock,
  createLogger,
  type Environment,
  type Logger,
  loadSecrets,
  type Secrets,
  stopInOrder,
  systemClock,
} from '@passback/service-kit';
import { instrumentDeadLetters } from './instrumentation/dead-letters.ts';
import { instrumentLedger } from './instrumentation/ledger.ts';
import { instrumentMessaging } from './instrumentation/messaging.ts';

/** What a service is given to work with; who opened it closes it. */
export interface ServiceResources {
  readonly ledger: Ledger;
  readonly messaging: Messaging;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface ResourceSettings {
  readonly LEDGER_URL: string;
  readonly MESSAGING_URL: string;
  readonly DATA_DIR: string;
  readonly LOG_LEVEL: string;
}

const CLOSE_LIMIT_MS = 10_000;

/** Opens ledger and messaging for `service`; a server that is down does not stop it: readiness says so until it is back. */
export async function openResources(
  service: string,
  settings: ResourceSettings,
  env: Environment,
): Promise<ServiceResources & { close(): Promise<void> }> {
  const logger = createLogger(service, settings.LOG_LEVEL);
  const secrets = loadSecrets(settings.DATA_DIR, env);
  const ledger = instrumentLedger(
    await openLedger({ url: settings.LEDGER_URL }),
    settings.LEDGER_URL.startsWith('sqlite:') ? 'sqlite' : 'mongodb',
  );
  const broker = await openMessaging({
    url: settings.MESSAGING_URL,
    clientId: `passback-${service}`,
    log: instrumentDeadLetters(logger),
  });
  const messaging = instrumentMessaging(broker, settings.MESSAGING_URL.startsWith('embedded:') ? 'embedded' : 'kafka');
  return {
    ledger,
    messaging,
    secrets,
    clock: systemClock,
    logger,
    close: () =>
      stopInOrder(
        [
          { name: 'messaging', limitMs: CLOSE_LIMIT_MS, stop: () => messaging.stop() },
          { name: 'ledger', limitMs: CLOSE_LIMIT_MS, stop: () => ledger.close() },
        ],
        logger,
      ),
  };
}
