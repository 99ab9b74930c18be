import { randomUUID } from 'node:crypto';
import type { TopicDefinition } from '@passback/contracts';
import { type Headers, MessagingError, type OutgoingMessage } from '../port/messaging.ts';

/** A message as the broker stores it. */
export interface EncodedMessage {
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Headers;
  readonly bytes: number;
}

/** Length prefixes, attributes, timestamp and offset of one record; measured at about 20 bytes, taken with a margin. */
const RECORD_OVERHEAD_BYTES = 32;
const HEADER_OVERHEAD_BYTES = 4;

export function encodedMessage(key: string, value: Uint8Array, headers: Headers): EncodedMessage {
  let bytes = RECORD_OVERHEAD_BYTES + Buffer.byteLength(key) + value.byteLength;
  for (const [name, text] of Object.entries(headers))
    bytes += HEADER_OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(text);
  return { key, value, headers, bytes };
}

/**
 * Encodes messages and gives each its CloudEvents headers (binary mode; a header that the caller gives wins).
 * Throws `MESSAGE_TOO_LARGE`, with the limit, before any is sent.
 */
export function encodeMessages<T>(
  topic: TopicDefinition<T>,
  messages: readonly OutgoingMessage<T>[],
): readonly EncodedMessage[] {
  const time = new Date().toISOString();
  return messages.map(({ key, value, headers }) => {
    const encoded = encodedMessage(key, topic.encode(value), {
      'ce-id': randomUUID(),
      'ce-type': topic.type,
      'ce-time': time,
      ...headers,
    });
    if (encoded.bytes > topic.maxMessageBytes)
      throw new MessagingError(
        'MESSAGE_TOO_LARGE',
        `a message of ${encoded.bytes} bytes for ${topic.name} is over the limit of ${topic.maxMessageBytes} bytes`,
      );
    return encoded;
  });
}

/** Cuts messages, in order, into parts of at most `limitBytes`; a message that is larger goes alone. */
export function inParts(messages: readonly EncodedMessage[], limitBytes: number): EncodedMessage[][] {
  const parts: EncodedMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const last = parts.at(-1);
    if (last !== undefined && message.bytes <= room) {
      last.push(message);
      room -= message.bytes;
    } else {
      parts.push([message]);
      room = limitBytes - message.bytes;
    }
  }
  return parts;
}

export function totalBytes(messages: readonly EncodedMessage[]): number {
  return messages.reduce((sum, { bytes }) => sum + bytes, 0);
}
