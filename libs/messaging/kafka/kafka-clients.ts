import { Kafka, type KafkaConfig, logLevel, type RetryOptions, type SASLOptions } from 'kafkajs';
import type { MessagingOptions } from '../port/messaging.ts';
import type { MessagingSasl, MessagingSecurity, MessagingTls } from '../port/security.ts';
import { brokerLog } from './broker-log.ts';
import { type Explain, explainer } from './kafka-trouble.ts';
import { brokersOf } from './kafka-url.ts';

const CONNECTION_TIMEOUT_MS = 2_000;
/** Below the time limit of `produce()`, so that one lost answer leaves time for a second try. */
const REQUEST_TIMEOUT_MS = 5_000;

/**
 * kafkajs's own retries: short, about 2 s in all. What lasts longer is handled by the adapter, which starts afresh and can tell.
 * All given, because kafkajs has other defaults under NODE_ENV=test.
 */
export const RETRY: RetryOptions = {
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  factor: 0.2,
  multiplier: 2,
  retries: 4,
  // The adapter starts a consumer again itself, whatever it crashed of.
  restartOnFailure: () => Promise.resolve(false),
};

/** How the brokers are reached, and what is said where they are not. */
export interface KafkaAccess {
  /** Throws what names a file that is of no use. */
  readonly newKafka: () => Kafka;
  readonly explain: Explain;
}

/**
 * Makes kafkajs clients, each with connections of its own: two consumers of one `Kafka` share their table of committed offsets, and a
 * producer that failed must leave nothing to the next.
 * Files and passwords are read for each of them, so that one that was replaced counts from the next connection on. Throws `INVALID_URL`.
 */
export function kafkaAccess(options: MessagingOptions): KafkaAccess {
  const brokers = brokersOf(options.url);
  const log = brokerLog(options.log);
  const { security = IN_PLAIN_TEXT } = options;
  const newKafka = (): Kafka =>
    new Kafka({
      clientId: options.clientId,
      brokers,
      ...securityOf(security),
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      retry: RETRY,
      logLevel: logLevel.WARN,
      logCreator: () => log,
    });
  return { newKafka, explain: explainer(brokers, security) };
}

const IN_PLAIN_TEXT: MessagingSecurity = { tls: null, sasl: null };

function securityOf({ tls, sasl }: MessagingSecurity): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return { ...(tls !== null && { ssl: tlsOf(tls) }), ...(sasl !== null && { sasl: saslOf(sasl) }) };
}

function tlsOf(tls: MessagingTls): NonNullable<KafkaConfig['ssl']> {
  const { ca, certificate, key } = tls.read();
  return {
    minVersion: 'TLSv1.2',
    ...(ca !== undefined && { ca: [ca] }),
    ...(certificate !== undefined && key !== undefined && { cert: certificate, key }),
  };
}

function saslOf(sasl: MessagingSasl): SASLOptions {
  if (sasl.mechanism === 'oauthbearer')
    return { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: await sasl.token() }) };
  const { mechanism, username } = sasl;
  const password = sasl.password();
  // One object for each: kafkajs's types tell them apart by their mechanism.
  if (mechanism === 'plain') return { mechanism, username, password };
  return mechanism === 'scram-sha-256' ? { mechanism, username, password } : { mechanism, username, password };
}
