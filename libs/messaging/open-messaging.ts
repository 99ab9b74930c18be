import { type Messaging, MessagingError, type MessagingOptions } from './port/messaging.ts';

/**
 * Opens messaging with the adapter that the URL names: `embedded:<folder>` or `kafka://host:port,host:port`.
 * Rejects with `INVALID_URL` where it names none, and with `UNAVAILABLE` where the embedded log is open in another process.
 * A Kafka that cannot be reached does not reject: the adapter connects when it can, and `check()` tells.
 */
export async function openMessaging(options: MessagingOptions): Promise<Messaging> {
  if (options.url.startsWith('embedded:'))
    return (await import('./embedded/embedded-messaging.ts')).openEmbeddedMessaging(options);
  if (options.url.startsWith('kafka:')) return (await import('./kafka/kafka-messaging.ts')).openKafkaMessaging(options);
  throw new MessagingError('INVALID_URL', 'MESSAGING_URL is neither embedded:<folder> nor kafka://host:port,host:port');
}
