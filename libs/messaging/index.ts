export { openMessaging } from './open-messaging.ts';
export {
  type BatchResult,
  type ConsumeOptions,
  type Consumer,
  type Headers,
  type IncomingMessage,
  MESSAGING_ERROR_CODES,
  type Messaging,
  MessagingError,
  type MessagingErrorCode,
  type MessagingOptions,
  type OutgoingMessage,
  type Poison,
} from './port/messaging.ts';
