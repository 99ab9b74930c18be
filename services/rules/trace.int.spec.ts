import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { startTelemetry, type Telemetry, traceIdOf } from '@passback/telemetry';
import { eventually } from './testing/clock.fixture.ts';
import { snapshotOf } from './testing/facts.fixture.ts';
import { World } from './testing/world.fixture.ts';

const JOURNEY = '0af7651916cd43dd8448eb211c80319c';
const CALL = 'passback.gradingperiods.v1.GradingPeriodsService/ResolveGradingPeriod';
const OTHER = '1af7651916cd43dd8448eb211c80319c';
const headers = { traceparent: `00-${JOURNEY}-b7ad6b7169203331-01` };

const exporter = new InMemorySpanExporter();
let telemetry: Telemetry;
let world: World;

beforeAll(() => {
  telemetry = startTelemetry('rules', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
});

afterAll(() => telemetry.shutdown(1_000));

beforeEach(async () => {
  exporter.reset();
  world = await World.open();
  await world.addDistrict('lincoln');
});

afterEach(() => world.close());

function eventualSpan(name: string): Promise<ReadableSpan> {
  return eventually(async () => {
    const span = exporter.getFinishedSpans().find((candidate) => candidate.name === name);
    if (span === undefined) throw new Error(`there is no span ${name}`);
    return span;
  });
}

const linkedSpans = (span?: ReadableSpan): string[] => span?.links.map(({ context }) => context.spanId) ?? [];
const linkedTraces = ({ links }: ReadableSpan): string[] => links.map(({ context }) => context.traceId);

describe('a unit’s journey', () => {
  it('goes on where its message came from, and says why it is held', async () => {
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1', { gradingScale: 'standards' })], headers);
    const evaluated = await eventualSpan('passback.evaluate');
    expect(evaluated.spanContext().traceId).toBe(JOURNEY);
    expect(evaluated.attributes).toMatchObject({
      'passback.district': 'lincoln',
      'passback.section_assessment': '1',
      'passback.identifier': 'S1',
      'passback.revision': 1,
      'passback.reason': 'NOT_POINTS_SCALE',
    });
  });

  it('holds the call for its grading period, to which others that got the same answer link', async () => {
    world.gradingPeriods.isDown = true;
    await world.send('lincoln', [snapshotOf('1')], headers);
    await world.send('lincoln', [snapshotOf('2')], { traceparent: headers.traceparent.replaceAll(JOURNEY, OTHER) });
    const app = await world.startRules();
    await world.evaluated('lincoln', 2);
    const call = await eventualSpan(CALL);
    await world.stopRules(app);
    const spans = exporter.getFinishedSpans();
    expect(spans.filter(({ name, kind }) => name === CALL && kind === SpanKind.CLIENT)).toEqual([call]);
    const evaluated = spans.filter(({ name }) => name === 'passback.evaluate');
    const [cause] = evaluated.filter((span) => span.spanContext().spanId === call.parentSpanContext?.spanId);
    const [shared] = evaluated.filter((span) => span !== cause);
    expect(linkedSpans(cause)).not.toContain(call.spanContext().spanId);
    expect(linkedSpans(shared)).toContain(call.spanContext().spanId);
    expect([JOURNEY, OTHER]).toContain(call.spanContext().traceId);
  });

  it('says so when the unit is decided otherwise without anything new from Otus', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')], headers);
    await world.evaluated('lincoln', 1);
    await world.changeSettings('lincoln', { paused: true });
    await eventually(async () => {
      const reasons = exporter
        .getFinishedSpans()
        .filter((span) => span.name === 'passback.evaluate' && span.spanContext().traceId === JOURNEY)
        .map(({ attributes }) => attributes['passback.reason']);
      expect(reasons).toEqual([undefined, 'DISTRICT_PAUSED']);
    });
    await world.stopRules(app);
  });

  it('meets the run’s own trace, and each links to the other', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')], headers);
    const { runId } = await world.startRun(app, 'lincoln');
    const { traceparent } = await world.eventualRun('lincoln', runId, 'delivering');
    const run = await eventualSpan('passback.run');
    expect(traceIdOf(traceparent)).toBe(run.spanContext().traceId);
    expect(run.parentSpanContext).toBeUndefined();
    expect(run.attributes).toMatchObject({ 'passback.run': runId, 'passback.run.kind': 'manual' });
    const requested = await eventualSpan('passback.request_delivery');
    expect(requested.spanContext().traceId).toBe(JOURNEY);
    expect(linkedTraces(requested)).toEqual([run.spanContext().traceId]);
    const page = await eventualSpan('passback.plan_page');
    expect(page.spanContext().traceId).toBe(run.spanContext().traceId);
    expect(linkedTraces(page)).toEqual([JOURNEY]);
  });
});
