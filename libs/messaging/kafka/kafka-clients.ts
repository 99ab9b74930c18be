import { Kafka, logLevel, type RetryOptions } from 'kafkajs';
import type { MessagingOptions } from '../port/messaging.ts';
import { brokerLog } from './broker-log.ts';
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

/**
 * Makes kafkajs clients, each with connections of its own: two consumers of one `Kafka` share their table of committed offsets, and a
 * producer that failed must leave nothing to the next.
 */
export function kafkaClients(options: MessagingOptions): () => Kafka {
  const brokers = brokersOf(options.url);
  const log = brokerLog(options.log);
  return () =>
    new Kafka({
      clientId: options.clientId,
      brokers,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      retry: RETRY,
      logLevel: logLevel.WARN,
      logCreator: () => log,
    });
}
