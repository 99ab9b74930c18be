import type { TopicDefinition } from '@passback/contracts';
import type { ConsumeOptions, Consumer, IncomingMessage, Messaging } from '../port/messaging.ts';

export interface Collected<T> {
  readonly consumer: Consumer;
  readonly batches: IncomingMessage<T>[][];
  messages(): IncomingMessage<T>[];
  values(): T[];
}

/** Consumes and remembers what came; `handle` may do more with it first. */
export async function collect<T>(
  messaging: Messaging,
  topic: TopicDefinition<T>,
  options: Partial<ConsumeOptions<T>> & { readonly group: string },
): Promise<Collected<T>> {
  const batches: IncomingMessage<T>[][] = [];
  const consumer = await messaging.consume(topic, {
    maxBatch: 100,
    ...options,
    handle: async (messages, signal) => {
      const result = await options.handle?.(messages, signal);
      batches.push([...messages]);
      return result;
    },
  });
  return {
    consumer,
    batches,
    messages: () => batches.flat(),
    values: () => batches.flat().map(({ value }) => value),
  };
}
