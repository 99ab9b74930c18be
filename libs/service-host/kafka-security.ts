import type { MessagingSasl, MessagingSecurity, MessagingTls, TopicCopies } from '@passback/messaging';
import {
  currentSecret,
  type Environment,
  type FieldError,
  fileSettingOf,
  readTlsFiles,
  tlsErrors,
  type TlsFiles,
} from '@passback/service-kit';
import { OauthToken } from './oauth-token.ts';

/** What a process's settings say of the way to Kafka. */
export interface KafkaSettings {
  readonly KAFKA_TLS?: boolean;
  readonly KAFKA_CA_FILE?: string;
  readonly KAFKA_CERTIFICATE_FILE?: string;
  readonly KAFKA_KEY_FILE?: string;
  readonly KAFKA_SASL_MECHANISM?: 'plain' | 'scram-sha-256' | 'scram-sha-512' | 'oauthbearer';
  readonly KAFKA_USERNAME?: string;
  readonly KAFKA_PASSWORD?: string;
  readonly KAFKA_OAUTH_TOKEN_URL?: string;
  readonly KAFKA_OAUTH_CLIENT_ID?: string;
  readonly KAFKA_OAUTH_CLIENT_SECRET?: string;
  readonly KAFKA_OAUTH_SCOPE?: string;
  readonly TOPIC_REPLICATION?: number;
  readonly TOPIC_MIN_IN_SYNC?: number;
}

/** What topics have to have, where the operator says so. Wrong values are put in `errors`. */
export function requiredCopies(
  { TOPIC_REPLICATION: replication, TOPIC_MIN_IN_SYNC: minInSync }: KafkaSettings,
  errors: FieldError[],
): TopicCopies | null {
  if (replication === undefined && minInSync === undefined) return null;
  if (replication === undefined)
    errors.push({ path: 'TOPIC_REPLICATION', message: 'must be given with TOPIC_MIN_IN_SYNC' });
  else if (minInSync === undefined)
    errors.push({ path: 'TOPIC_MIN_IN_SYNC', message: 'must be given with TOPIC_REPLICATION' });
  else if (minInSync > replication)
    errors.push({ path: 'TOPIC_MIN_IN_SYNC', message: `must be at most TOPIC_REPLICATION, which is ${replication}` });
  else return { replication, minInSync };
  return null;
}

/** What would go to the broker, or to whoever reads on the way, in plain text. */
const IN_PLAIN_TEXT: ReadonlySet<string> = new Set(['plain', 'oauthbearer']);

/**
 * How Kafka is reached by these settings; passwords and files are read again with each connection. Everything that is wrong is put
 * in `errors`: what belongs together and is not all there, a secret that would go in plain text, a file that is of no use.
 */
export function kafkaSecurity(settings: KafkaSettings, env: Environment, errors: FieldError[]): MessagingSecurity {
  const { KAFKA_TLS: isTls = false, KAFKA_SASL_MECHANISM: mechanism } = settings;
  if (!isTls)
    for (const name of ['KAFKA_CA_FILE', 'KAFKA_CERTIFICATE_FILE', 'KAFKA_KEY_FILE'] as const)
      if (settings[name] !== undefined) errors.push({ path: name, message: 'counts only with KAFKA_TLS=true' });
  if (!isTls && mechanism !== undefined && IN_PLAIN_TEXT.has(mechanism))
    errors.push({
      path: 'KAFKA_SASL_MECHANISM',
      message: `must not be ${mechanism} without KAFKA_TLS=true: the secret would go in plain text`,
    });
  return { tls: isTls ? tlsOf(settings, errors) : null, sasl: saslOf(settings, env, errors) };
}

function tlsOf(settings: KafkaSettings, errors: FieldError[]): MessagingTls {
  const { KAFKA_CA_FILE: caFile, KAFKA_CERTIFICATE_FILE: certificateFile, KAFKA_KEY_FILE: keyFile } = settings;
  const files: TlsFiles = {
    ...(caFile !== undefined && { caFile }),
    ...(certificateFile !== undefined && { certificateFile }),
    ...(keyFile !== undefined && { keyFile }),
  };
  errors.push(...tlsErrors(() => readTlsFiles('KAFKA', files)));
  return {
    read: () => readTlsFiles('KAFKA', files),
    caName:
      caFile === undefined ? 'the authorities of this system (KAFKA_CA_FILE is not set)' : `KAFKA_CA_FILE (${caFile})`,
    certificateName: certificateFile === undefined ? null : `KAFKA_CERTIFICATE_FILE (${certificateFile})`,
  };
}

const OF_USER = ['KAFKA_USERNAME', 'KAFKA_PASSWORD'] as const;
const OF_OAUTH = [
  'KAFKA_OAUTH_TOKEN_URL',
  'KAFKA_OAUTH_CLIENT_ID',
  'KAFKA_OAUTH_CLIENT_SECRET',
  'KAFKA_OAUTH_SCOPE',
] as const;
const OF_SASL = [...OF_USER, ...OF_OAUTH];

function saslOf(settings: KafkaSettings, env: Environment, errors: FieldError[]): MessagingSasl | null {
  const { KAFKA_SASL_MECHANISM: mechanism } = settings;
  if (mechanism === undefined) {
    const given = OF_SASL.find((name) => settings[name] !== undefined);
    if (given !== undefined) errors.push({ path: 'KAFKA_SASL_MECHANISM', message: `must be given with ${given}` });
    return null;
  }
  const others = mechanism === 'oauthbearer' ? OF_USER : OF_OAUTH;
  for (const name of others)
    if (settings[name] !== undefined)
      errors.push({ path: name, message: `does not count with KAFKA_SASL_MECHANISM=${mechanism}` });
  if (mechanism === 'oauthbearer') return oauthOf(settings, env, errors);
  const { KAFKA_USERNAME: username = '' } = settings;
  missing(settings, OF_USER, mechanism, errors);
  const setting = 'KAFKA_PASSWORD';
  return { mechanism, username, password: () => currentSecret(env, setting) ?? '', passwordName: nameOf(env, setting) };
}

function oauthOf(settings: KafkaSettings, env: Environment, errors: FieldError[]): MessagingSasl {
  const needed = ['KAFKA_OAUTH_TOKEN_URL', 'KAFKA_OAUTH_CLIENT_ID', 'KAFKA_OAUTH_CLIENT_SECRET'] as const;
  missing(settings, needed, 'oauthbearer', errors);
  const { KAFKA_OAUTH_TOKEN_URL: url = '', KAFKA_OAUTH_CLIENT_ID: clientId = '', KAFKA_OAUTH_SCOPE: scope } = settings;
  const clientSecret = (): string => currentSecret(env, 'KAFKA_OAUTH_CLIENT_SECRET') ?? '';
  const token = new OauthToken({ url, clientId, clientSecret, ...(scope !== undefined && { scope }) });
  return { mechanism: 'oauthbearer', clientId, token: () => token.current() };
}

function missing(
  settings: KafkaSettings,
  names: readonly (keyof KafkaSettings)[],
  mechanism: string,
  errors: FieldError[],
): void {
  for (const name of names)
    if (settings[name] === undefined)
      errors.push({ path: name, message: `must be given with KAFKA_SASL_MECHANISM=${mechanism}` });
}

/** How messages name where a secret stands. */
function nameOf(env: Environment, setting: string): string {
  const file = env[fileSettingOf(setting)] ?? '';
  return file === '' ? setting : `${fileSettingOf(setting)} (${file})`;
}
