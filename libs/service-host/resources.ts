import { type Ledger, openLedger } from '@passback/ledger';
import {
  type Messaging,
  type MessagingOptions,
  type MessagingSecurity,
  openMessaging,
  type TopicCopies,
} from '@passback/messaging';
import { parseAllowedHosts } from '@passback/powerschool';
import {
  type Clock,
  ConfigError,
  createLogger,
  currentSecret,
  DEFAULT_SECRET_ENV_PREFIX,
  type FieldError,
  type Environment,
  grpcCertificates,
  type GrpcFiles,
  type Logger,
  loadSecrets,
  type Secrets,
  stopInOrder,
  systemClock,
  tlsErrors,
  withSecretFiles,
} from '@passback/service-kit';
import { demoDefaults } from './demo-defaults.ts';
import { type KafkaSettings, kafkaSecurity, requiredCopies } from './kafka-security.ts';
import { type Operator, STRICT_OPERATOR } from './operator.ts';
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
  /** What the operator allows; where left out, nothing beyond the rules. */
  readonly operator?: Operator;
}

/** What an operator's command is given to work with. */
export type LedgerResources = Omit<ServiceResources, 'messaging'>;

export interface ResourceSettings extends KafkaSettings, GrpcFiles {
  readonly LEDGER_URL: string;
  readonly MESSAGING_URL: string;
  readonly DATA_DIR: string;
  readonly LOG_LEVEL: string;
  readonly SECRET_ENV_PREFIX?: string;
  readonly POWERSCHOOL_ALLOWED_HOSTS?: string;
  readonly PASSBACK_DEMO?: boolean;
}

const CLOSE_LIMIT_MS = 10_000;

/**
 * Opens ledger and messaging for `service`; a server that is down does not stop it: readiness says so until it is back. Throws `ConfigError`
 * for settings that are wrong, or that everybody knows from the demo.
 */
export async function openResources(
  service: string,
  settings: ResourceSettings,
  env: Environment,
): Promise<ServiceResources & { close(): Promise<void> }> {
  const errors: FieldError[] = [];
  const way = { security: kafkaSecurity(settings, env, errors), copies: requiredCopies(settings, errors) };
  const { close: closeLedger, ...resources } = await openChecked(service, settings, env, errors);
  const { logger } = resources;
  const broker = await openMessagingBy(service, settings, way, instrumentDeadLetters(logger));
  const system = settings.MESSAGING_URL.startsWith('embedded:') ? 'embedded' : 'kafka';
  const messaging = instrumentMessaging(broker, system, logger);
  return {
    ...resources,
    messaging,
    close: () =>
      stopInOrder(
        [
          { name: 'messaging', limitMs: CLOSE_LIMIT_MS, stop: () => messaging.stop() },
          { name: 'ledger', limitMs: CLOSE_LIMIT_MS, stop: closeLedger },
        ],
        logger,
      ),
  };
}

/** Messaging alone, for an operator's command; `log` is told of what happens to it. Throws `ConfigError`. */
export function openBroker(
  command: string,
  settings: KafkaSettings & Pick<ResourceSettings, 'MESSAGING_URL'>,
  env: Environment,
  log: NonNullable<MessagingOptions['log']>,
): Promise<Messaging> {
  const errors: FieldError[] = [];
  const way = { security: kafkaSecurity(settings, env, errors), copies: requiredCopies(settings, errors) };
  if (errors.length > 0) throw new ConfigError(errors);
  return openMessagingBy(command, settings, way, log);
}

function openMessagingBy(
  service: string,
  settings: Pick<ResourceSettings, 'MESSAGING_URL'>,
  { security, copies }: { readonly security: MessagingSecurity; readonly copies: TopicCopies | null },
  log: NonNullable<MessagingOptions['log']>,
): Promise<Messaging> {
  return openMessaging({
    url: settings.MESSAGING_URL,
    clientId: `passback-${service}`,
    security,
    log,
    ...(copies !== null && { copies }),
  });
}

/** The same without messaging, for an operator's command: it may run beside services that have the embedded log to themselves. */
export function openLedgerAlone(
  command: string,
  settings: ResourceSettings,
  env: Environment,
): Promise<LedgerResources & { close(): Promise<void> }> {
  return openChecked(command, settings, env, []);
}

/** `errors`: what is known to be wrong by now. */
async function openChecked(
  command: string,
  settings: ResourceSettings,
  env: Environment,
  errors: readonly FieldError[],
): Promise<LedgerResources & { close(): Promise<void> }> {
  const logger = createLogger(command, settings.LOG_LEVEL);
  const { operator, secrets } = takeSettings(settings, env, errors);
  if (operator.isDemo) logger.warn('PASSBACK_DEMO is set: a token, a key and a secret that everybody knows are taken');
  const ledger = instrumentLedger(
    await openLedger({
      url: settings.LEDGER_URL,
      currentUrl: () => currentSecret(env, 'LEDGER_URL') ?? settings.LEDGER_URL,
    }),
    settings.LEDGER_URL.startsWith('sqlite:') ? 'sqlite' : 'mongodb',
  );
  return { ledger, secrets, clock: systemClock, logger, operator, close: () => ledger.close() };
}

/** What can be told wrong before anything is opened, all of it at once. */
function takeSettings(
  settings: ResourceSettings,
  env: Environment,
  known: readonly FieldError[],
): { operator: Operator; secrets: Secrets } {
  const errors: FieldError[] = [...known];
  const attempt = <T>(path: string, byDefault: T, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      errors.push({ path, message: error instanceof Error ? error.message : 'cannot be used' });
      return byDefault;
    }
  };
  const { SECRET_ENV_PREFIX: prefix = DEFAULT_SECRET_ENV_PREFIX, POWERSCHOOL_ALLOWED_HOSTS: hosts = '' } = settings;
  const isDemo = settings.PASSBACK_DEMO ?? false;
  if (!isDemo) errors.push(...demoDefaults(withSecretFiles(env).env, prefix));
  errors.push(...tlsErrors(() => grpcCertificates(settings)));
  const { allowedHosts: none } = STRICT_OPERATOR;
  const allowedHosts = attempt('POWERSCHOOL_ALLOWED_HOSTS', none, () => parseAllowedHosts(hosts));
  const secrets = attempt('SECRETS_KEY', null, () => loadSecrets(settings.DATA_DIR, env, prefix));
  if (errors.length > 0 || secrets === null) throw new ConfigError(errors);
  return { operator: { allowedHosts, isDemo }, secrets };
}
