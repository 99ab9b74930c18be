import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { inSpan, activeTraceparent, startTelemetry, type Telemetry, traceIdOf } from '@passback/telemetry';
import { rejected } from '../testing/fake-powerschool.fixture.ts';
import { World } from '../testing/world.fixture.ts';

const exporter = new InMemorySpanExporter();
let telemetry: Telemetry;
let world: World;
beforeAll(async () => {
  telemetry = await startTelemetry('delivery', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
});
afterAll(() => telemetry.shutdown(1_000));
beforeEach(async () => {
  exporter.reset();
  world = await World.open();
});
afterEach(() => world.close());

/** The context of a request of Otus, hours before. */
const journey = (): Promise<string> =>
  inSpan('PUT /v1/section-assessments', { parent: null }, async () => activeTraceparent() ?? '');
const spansNamed = (name: string) => exporter.getFinishedSpans().filter((span) => span.name === name);
const unit = { id: 's1', scores: { '81001': 26.5, '81002': 12 } };

async function openRun(traceparent: string): Promise<void> {
  const none = { planned: 0, inSync: 0, rejected: 0, retrying: 0, held: 0 };
  await world.ledger.runs.open({
    districtId: 'lincoln',
    runId: 'night-1',
    kind: 'night',
    date: '2026-11-20',
    state: 'delivering',
    version: 1,
    requestedBy: 'clock',
    startedAt: 1,
    finishedAt: null,
    planner: null,
    selection: null,
    units: none,
    scores: { sent: 0, kept: 0, held: 0, rejected: 0 },
    reasons: {},
    traceparent,
  });
}

describe('the span of a delivery', () => {
  it('continues the journey of its revision, is linked to the run, and has each score sent as an event', async () => {
    const traceparent = await journey();
    const run = await journey();
    await openRun(run);
    await world.start();
    await world.night([unit], { traceparent });
    await world.settled();
    const [span] = spansNamed('deliver section assessment');
    expect(span?.spanContext().traceId).toBe(traceIdOf(traceparent));
    expect(span?.links.map(({ context }) => context.traceId)).toEqual([traceIdOf(run)]);
    expect(span?.attributes).toEqual({
      'passback.district': 'lincoln',
      'passback.section_assessment': 's1',
      'passback.identifier': 'S1',
      'passback.revision': 1,
      'passback.attempt': 1,
      'passback.run': 'night-1',
      'passback.effect': 'create',
    });
    expect(span?.events.map(({ name, attributes }) => [name, attributes])).toEqual([
      ['claimed', {}],
      ['score sent', { 'passback.score': 'sc-81001' }],
      ['score sent', { 'passback.score': 'sc-81002' }],
    ]);
    const [attempt] = await world.attempts('s1');
    expect(attempt?.traceId).toBe(traceIdOf(traceparent));
    expect(JSON.stringify(span?.attributes)).not.toContain('26.5');
  });

  it('has a span of its own for each score refused, found by reason and score', async () => {
    world.sis.left.add('81002');
    const traceparent = await journey();
    await world.start();
    await world.night([unit], { traceparent });
    await world.settled();
    const [delivery] = spansNamed('deliver section assessment');
    const refused = spansNamed('score refused');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.parentSpanContext?.spanId).toBe(delivery?.spanContext().spanId);
    expect(refused[0]?.status.code).toBe(2);
    expect(refused[0]?.attributes).toEqual({
      'passback.district': 'lincoln',
      'passback.section_assessment': 's1',
      'passback.identifier': 'S1',
      'passback.revision': 1,
      'passback.attempt': 1,
      'passback.run': 'night-1',
      'passback.score': 'sc-81002',
      'passback.reason': 'STUDENT_NOT_ENROLLED',
      'error.type': 'STUDENT_NOT_ENROLLED',
    });
  });

  it('has failed where the attempt did, with its reason', async () => {
    world.sis.hook = (phase, { method }) => {
      if (phase === 'before' && method === 'createAssignment') throw rejected();
    };
    await world.start();
    await world.night([unit], { traceparent: await journey() });
    await world.settled();
    const [span] = spansNamed('deliver section assessment');
    expect(span?.status).toEqual({ code: 2, message: 'SIS_REJECTED' });
    expect(span?.attributes['passback.reason']).toBe('SIS_REJECTED');
    expect(span?.events.filter(({ name }) => name === 'score not sent').map(({ attributes }) => attributes)).toEqual([
      { 'passback.score': 'sc-81001', 'passback.reason': 'SIS_REJECTED' },
      { 'passback.score': 'sc-81002', 'passback.reason': 'SIS_REJECTED' },
    ]);
  });
});
