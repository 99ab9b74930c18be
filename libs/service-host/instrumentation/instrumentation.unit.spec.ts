import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { topics } from '@passback/contracts';
import type { Ledger } from '@passback/ledger';
import type { ConsumeOptions, IncomingMessage, Messaging, OutgoingMessage } from '@passback/messaging';
import { createLogger } from '@passback/service-kit';
import { inSpan, SPANS, startSpan, startTelemetry, type Telemetry, traceIdOf } from '@passback/telemetry';
import { instrumentLedger } from './ledger.ts';
import { instrumentMessaging } from './messaging.ts';

const exporter = new InMemorySpanExporter();
let telemetry: Telemetry;
beforeAll(async () => {
  telemetry = await startTelemetry('test', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
});
afterAll(() => telemetry.shutdown(1_000));
beforeEach(() => exporter.reset());

type Staff = { districtId: string; revision: number; staff: [] };
const message = (key: string, traceparent?: string): OutgoingMessage<Staff> => ({
  key,
  value: { districtId: key, revision: 1, staff: [] },
  ...(traceparent === undefined ? {} : { headers: { traceparent } }),
});

/** A broker that hands what is produced straight to who consumes. */
function loopback(): { broker: Messaging; produced: OutgoingMessage<unknown>[]; fail: { with?: Error } } {
  const produced: OutgoingMessage<unknown>[] = [];
  const fail: { with?: Error } = {};
  let handle: ConsumeOptions<unknown>['handle'] | undefined;
  const broker = {
    async produce(_topic: unknown, messages: readonly OutgoingMessage<unknown>[]) {
      if (fail.with !== undefined) throw fail.with;
      produced.push(...messages);
      const incoming = messages.map(({ key, value, headers = {} }, offset): IncomingMessage<unknown> => ({
        key,
        value,
        headers,
        partition: 3,
        offset: String(offset),
      }));
      await handle?.(incoming, new AbortController().signal);
    },
    async consume(_topic: unknown, options: ConsumeOptions<unknown>) {
      handle = options.handle;
      return { trouble: () => null, stop: async () => undefined };
    },
  } as unknown as Messaging;
  return { broker, produced, fail };
}

const named = (name: string): ReadableSpan[] => exporter.getFinishedSpans().filter((span) => span.name === name);
const parentOf = (span: ReadableSpan | undefined): string | undefined => span?.parentSpanContext?.spanId;

describe('instrumentMessaging', () => {
  it('continues each message’s own journey through a producer span, and links the batch to all of them', async () => {
    const { broker, produced } = loopback();
    const messaging = instrumentMessaging(broker, 'kafka', createLogger('test', 'silent'));
    await messaging.consume(topics.staff, { group: 'g', maxBatch: 10, handle: async () => undefined });
    const journeys = ['a', 'b'].map((name) => startSpan(name, { parent: null }));
    await messaging.produce(
      topics.staff,
      journeys.map(({ traceparent }, index) => message(`d${index}`, traceparent ?? '')),
    );
    for (const journey of journeys) journey.end();

    const sends = named('send passback.staff.v1');
    expect(sends.map((span) => span.spanContext().traceId)).toEqual(
      journeys.map(({ traceparent }) => traceIdOf(traceparent)),
    );
    const carried = produced.map(({ headers }) => headers?.['traceparent']);
    expect(carried.map((traceparent) => traceparent?.split('-')[2])).toEqual(
      sends.map((span) => span.spanContext().spanId),
    );
    const [processed] = named('process passback.staff.v1');
    expect(processed?.links.map(({ context }) => context.traceId)).toEqual(
      journeys.map(({ traceparent }) => traceIdOf(traceparent)),
    );
    expect(processed?.attributes).toMatchObject({
      'messaging.system': 'kafka',
      'messaging.destination.name': 'passback.staff.v1',
      'messaging.operation.type': 'process',
      'messaging.consumer.group.name': 'g',
      'messaging.destination.partition.id': '3',
      'messaging.batch.message_count': 2,
    });
  });

  it('sends messages that were each created in a journey of its own within one request as one, linked to all', async () => {
    const { broker, produced } = loopback();
    const messaging = instrumentMessaging(broker, 'kafka', createLogger('test', 'silent'));
    const journeys = ['a', 'b'].map((name) => startSpan(name, { parent: null }));
    const sent = journeys.map(({ traceparent }, index) => message(`d${index}`, traceparent ?? ''));
    await inSpan('request', { parent: null }, () => messaging.produce(topics.staff, sent));
    expect(produced).toEqual(sent);
    const [send, ...more] = named('send passback.staff.v1');
    expect(more).toEqual([]);
    expect(parentOf(send)).toBe(named('request')[0]?.spanContext().spanId);
    expect(send?.kind).toBe(SpanKind.CLIENT);
    expect(send?.attributes['messaging.batch.message_count']).toBe(2);
    expect(send?.links.map(({ context }) => context.traceId)).toEqual(
      journeys.map(({ traceparent }) => traceIdOf(traceparent)),
    );
  });

  it('takes the active span where a message has no journey of its own, and leaves it alone where there is none', async () => {
    const { broker, produced } = loopback();
    const messaging = instrumentMessaging(broker, 'kafka', createLogger('test', 'silent'));
    await inSpan('request', { parent: null }, () => messaging.produce(topics.staff, [message('d')]));
    expect(parentOf(named('send passback.staff.v1')[0])).toBe(named('request')[0]?.spanContext().spanId);
    await messaging.produce(topics.staff, [message('d')]);
    expect(named('send passback.staff.v1')).toHaveLength(1);
    expect(produced[1]?.headers).toBeUndefined();
  });

  it('marks what the broker did not take, by the kind of the error and not its words', async () => {
    const { broker, fail } = loopback();
    fail.with = new TypeError('a secret detail');
    const messaging = instrumentMessaging(broker, 'kafka', createLogger('test', 'silent'));
    await expect(
      inSpan('request', { parent: null }, () => messaging.produce(topics.staff, [message('d')])),
    ).rejects.toThrow();
    const [send] = named('send passback.staff.v1');
    expect(send?.attributes['error.type']).toBe('TypeError');
    expect(
      JSON.stringify(
        exporter.getFinishedSpans().map(({ status, attributes, events }) => ({ status, attributes, events })),
      ),
    ).not.toContain('secret');
  });
});

describe('instrumentLedger', () => {
  const store = { load: async (_districtId: string, ids: readonly string[]) => ids.map((id) => ({ id })) };
  const stores = {
    sectionAssessments: store,
    ...{ attempts: store, runs: store, lanes: store, districts: store, staff: store, gradingPeriods: store },
    ...{ audit: store, tokenUses: store, sessions: store, letterMarks: store },
    ...{ notifications: store, districtData: store },
  } satisfies Record<Exclude<keyof Ledger, 'paces' | 'check' | 'close'>, object>;
  const ledger = instrumentLedger(stores as unknown as Ledger, 'mongodb');

  it('traces an operation inside of a journey, and gives its result', async () => {
    const loaded = await inSpan('journey', { parent: null }, () => ledger.sectionAssessments.load('d', ['1', '2']));
    expect(loaded).toEqual([{ id: '1' }, { id: '2' }]);
    const [span] = named('load sectionAssessments');
    expect(parentOf(span)).toBe(named('journey')[0]?.spanContext().spanId);
    expect(span?.attributes).toEqual({
      'db.system.name': 'mongodb',
      'db.collection.name': 'sectionAssessments',
      'db.operation.name': 'load',
      'db.operation.batch.size': 2,
    });
  });

  it('has a place in the catalogue of spans for each of its stores', () => {
    const names = Object.keys(stores).map((collection) => `load ${collection}`);
    const isKnown = (name: string): boolean => SPANS.some((span) => span.kind === 'client' && span.name.test(name));
    expect(names.filter((name) => !isKnown(name))).toEqual([]);
  });

  it('leaves polls and timers untraced', async () => {
    await ledger.sectionAssessments.load('d', ['1']);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
