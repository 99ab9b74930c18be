export type { MessagingSasl, MessagingSecurity, MessagingTls } from './port/security.ts';
export { ConsumerGroup } from './consumer-group.ts';
export { openMessaging } from './open-messaging.ts';
export {
  type BatchResult,
  type ConsumeOptions,
  type IncomingMessage,
  type Messaging,
  MessagingError,
  type MessagingErrorCode,
  type MessagingOptions,
  type OutgoingMessage,
  type Poison,
  type TopicCopies,
} from './port/messaging.ts';
