import type { TopicDefinition } from '@passback/contracts';
import type { ConsumeOptions, Headers, IncomingMessage } from '../port/messaging.ts';
import { type EncodedMessage, encodedMessage } from './encoded-message.ts';
import { errorText } from './error-text.ts';

/** A message as it came from the broker. */
export interface RawMessage {
  readonly key: string;
  /** Null where the record has none. */
  readonly value: Uint8Array | null;
  readonly headers: Headers;
  readonly partition: number;
  readonly offset: string;
}

export interface Delivery<T> {
  readonly topic: TopicDefinition<T>;
  /** As the broker knows it, prefix included. */
  readonly topicName: string;
  readonly handle: ConsumeOptions<T>['handle'];
}

/**
 * Decodes messages of one partition and has them handled in one call. Gives the dead letters to be written before the offset moves:
 * what does not decode, and what the handler found to be poison. Throws what the handler throws.
 */
export async function handleSlice<T>(
  { topic, topicName, handle }: Delivery<T>,
  slice: readonly RawMessage[],
  signal: AbortSignal,
): Promise<EncodedMessage[]> {
  const rawByOffset = new Map(slice.map((raw) => [raw.offset, raw]));
  const deadLetters: EncodedMessage[] = [];
  const messages: IncomingMessage<T>[] = [];
  for (const raw of slice) {
    try {
      messages.push(decode(topic, raw));
    } catch (error) {
      deadLetters.push(deadLetter(topicName, raw, 'UNDECODABLE', errorText(error)));
    }
  }
  if (messages.length === 0) return deadLetters;
  const result = await handle(messages, signal);
  for (const { message, code, error } of result?.poison ?? []) {
    const raw = rawByOffset.get(message.offset);
    if (raw === undefined) throw new Error(`the handler of ${topicName} named a poison message that it was not given`);
    deadLetters.push(deadLetter(topicName, raw, code, error));
  }
  return deadLetters;
}

function decode<T>(topic: TopicDefinition<T>, { value, ...rest }: RawMessage): IncomingMessage<T> {
  // No bytes at all would decode as a message of defaults.
  if (value === null) throw new Error('the message has no value');
  return { ...rest, value: topic.decode(value) };
}

function deadLetter(topicName: string, raw: RawMessage, code: string, error: string): EncodedMessage {
  const origin = {
    'x-origin-topic': topicName,
    'x-origin-partition': String(raw.partition),
    'x-origin-offset': raw.offset,
    'x-error-code': code,
    'x-error': errorText(error),
  };
  return encodedMessage(raw.key, raw.value ?? new Uint8Array(), { ...raw.headers, ...origin });
}

/** Cuts messages into runs of at most `most`, in order. */
export function* inSlices<T>(messages: readonly T[], most: number): Generator<readonly T[]> {
  for (let start = 0; start < messages.length; start += most) yield messages.slice(start, start + most);
}
