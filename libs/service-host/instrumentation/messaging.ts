import { SpanKind } from '@opentelemetry/api';
import type { TopicDefinition } from '@passback/contracts';
import type { BatchResult, ConsumeOptions, IncomingMessage, Messaging, OutgoingMessage } from '@passback/messaging';
import { activeTraceparent, inSpan, MESSAGING_ATTRIBUTES as NAMES, startSpan } from '@passback/telemetry';

/** Links that one span of a batch carries: every message of the largest batch that a service takes. */
const MAX_LINKS = 1_000;

function attributesOf(system: string, topic: string, operation: 'send' | 'process'): Record<string, string> {
  return {
    [NAMES.system]: system,
    [NAMES.destination]: topic,
    [NAMES.operationName]: operation,
    [NAMES.operationType]: operation,
  };
}

/**
 * The broker with a span at each border, by OpenTelemetry's conventions for messaging. A message that belongs to a journey of its
 * own (it carries a `traceparent`) gets a producer span in that journey, and the next party continues from it; a batch that is
 * handled gets a consumer span linked to every message in it.
 */
export function instrumentMessaging(messaging: Messaging, system: string): Messaging {
  return {
    ensureTopics: (topics) => messaging.ensureTopics(topics),
    produce: (topic, messages) => produce(messaging, system, topic, messages),
    consume: (topic, options) =>
      messaging.consume(topic, { ...options, handle: inConsumerSpan(system, topic, options) }),
    lag: (group, topics) => messaging.lag(group, topics),
    waitUntilConsumed: (group, topics, timeoutMs) => messaging.waitUntilConsumed(group, topics, timeoutMs),
    check: () => messaging.check(),
    stop: () => messaging.stop(),
  };
}

async function produce<T>(
  messaging: Messaging,
  system: string,
  topic: TopicDefinition<T>,
  messages: readonly OutgoingMessage<T>[],
): Promise<void> {
  const attributes = attributesOf(system, topic.name, 'send');
  const spans = messages.map(({ headers }) => {
    const parent = headers?.['traceparent'] ?? activeTraceparent();
    return parent === null ? null : startSpan(`send ${topic.name}`, { kind: SpanKind.PRODUCER, attributes, parent });
  });
  const traced = messages.map((message, index) => {
    const traceparent = spans[index]?.traceparent ?? null;
    return traceparent === null ? message : { ...message, headers: { ...message.headers, traceparent } };
  });
  let failure: unknown;
  try {
    await messaging.produce(topic, traced);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    for (const span of spans) span?.end(failure);
  }
}

function inConsumerSpan<T>(
  system: string,
  topic: TopicDefinition<T>,
  { group, handle }: ConsumeOptions<T>,
): (messages: readonly IncomingMessage<T>[], signal: AbortSignal) => Promise<BatchResult<T> | undefined> {
  return (messages, signal) => {
    const [only] = messages;
    const parents = messages.map(({ headers }) => headers['traceparent']);
    const attributes = {
      ...attributesOf(system, topic.name, 'process'),
      [NAMES.group]: group,
      [NAMES.partition]: String(only?.partition ?? 0),
      [NAMES.batchSize]: messages.length,
    };
    const links = parents.slice(0, MAX_LINKS);
    return inSpan(`process ${topic.name}`, { kind: SpanKind.CONSUMER, attributes, parent: null, links }, () =>
      handle(messages, signal),
    );
  };
}
