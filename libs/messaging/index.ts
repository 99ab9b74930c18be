export type { MessagingSasl, MessagingSecurity, MessagingTls } from './port/security.ts';
export { openMessaging } from './open-messaging.ts';
export {
  type BatchResult,
  type ConsumeOptions,
  type Consumer,
  type IncomingMessage,
  type Messaging,
  MessagingError,
  type MessagingErrorCode,
  type MessagingOptions,
  type OutgoingMessage,
  type Poison,
  type TopicCopies,
} from './port/messaging.ts';
