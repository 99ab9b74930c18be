import { SpanKind } from '@opentelemetry/api';
import type { TopicDefinition } from '@passback/contracts';
import type { BatchResult, ConsumeOptions, IncomingMessage, Messaging, OutgoingMessage } from '@passback/messaging';
import type { Logger } from '@passback/service-kit';
import {
  activeTraceparent,
  boundToService,
  inSpan,
  MESSAGING_ATTRIBUTES as NAMES,
  type StartedSpan,
  startSpan,
  traceIdOf,
} from '@passback/telemetry';
import { LagMeter } from './lag.ts';

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
 * The broker with a span at each border, by OpenTelemetry's conventions for messaging. A message gets a producer span in the journey
 * that it belongs to (its own `traceparent`, else the active one), and the next party continues from that. Where many journeys began
 * within one request, each message was created in a span of its own already: the next party continues from that, and the batch gets
 * one span in the request, linked to all of them. A batch that is handled gets a consumer span linked to every message in it. The
 * lag of each group is measured while it consumes.
 */
export function instrumentMessaging(messaging: Messaging, system: string, logger: Pick<Logger, 'warn'>): Messaging {
  const lags = new LagMeter(messaging, logger);
  return {
    ensureTopics: (topics, copies) => messaging.ensureTopics(topics, copies),
    produce: (topic, messages) => produce(messaging, system, topic, messages),
    async consume(topic, options) {
      const handle = boundToService(inConsumerSpan(system, topic, options));
      const consumer = await messaging.consume(topic, { ...options, handle });
      const watched = lags.watch(options.group, topic);
      return {
        trouble: () => consumer.trouble(),
        stop() {
          watched.forget();
          return consumer.stop();
        },
      };
    },
    lag: (group, topics) => messaging.lag(group, topics),
    waitUntilConsumed: (group, topics, timeoutMs) => messaging.waitUntilConsumed(group, topics, timeoutMs),
    check: () => messaging.check(),
    stop() {
      lags.stop();
      return messaging.stop();
    },
  };
}

async function produce<T>(
  messaging: Messaging,
  system: string,
  topic: TopicDefinition<T>,
  messages: readonly OutgoingMessage<T>[],
): Promise<void> {
  const attributes = attributesOf(system, topic.name, 'send');
  const name = `send ${topic.name}`;
  const spans: StartedSpan[] = [];
  const created: string[] = [];
  const active = activeTraceparent();
  const traced = messages.map((message) => {
    const own = message.headers?.['traceparent'] ?? null;
    const parent = own ?? active;
    if (parent === null) return message;
    if (own !== null && active !== null && traceIdOf(own) !== traceIdOf(active)) {
      created.push(own);
      return message;
    }
    const span = startSpan(name, { kind: SpanKind.PRODUCER, attributes, parent });
    spans.push(span);
    const { traceparent } = span;
    return traceparent === null ? message : { ...message, headers: { ...message.headers, traceparent } };
  });
  if (created.length > 0) {
    const batch = { ...attributes, [NAMES.batchSize]: created.length };
    spans.push(startSpan(name, { kind: SpanKind.CLIENT, attributes: batch, links: created.slice(0, MAX_LINKS) }));
  }
  try {
    await messaging.produce(topic, traced);
    for (const span of spans) span.end();
  } catch (error) {
    for (const span of spans) span.end(error);
    throw error;
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
