import { topics as catalogue } from '@passback/contracts';
import type { Messaging, MessagingOptions } from '../port/messaging.ts';
import { textTopic } from '../testing/text-topic.ts';

export interface MessagingUnderTest {
  /** Opens the adapter; what is opened twice with one prefix is one log. */
  open(options: Pick<MessagingOptions, 'prefix'>): Promise<Messaging>;
  /** Whether messages of a topic are spread over partitions. */
  readonly hasPartitions: boolean;
}

/** Opens the adapter with its topics; each call without a prefix is a world of its own. Stopped after the test. */
export type Open = (prefix?: string) => Promise<Messaging>;

export const topic = textTopic('texts');
export const ALL = [topic, catalogue.deadLetters];
export const LIMIT_MS = 60_000;

export const message = (value: string, key = 'key') => ({ key, value });
export const numbered = (count: number, key = 'key') =>
  Array.from({ length: count }, (_, index) => message(String(index), key));
