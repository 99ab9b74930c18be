import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { EvaluationWrite, Ledger } from '@passback/ledger';
import { startTelemetry, type Telemetry, traceIdOf } from '@passback/telemetry';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { LIMITS } from './limits.ts';
import { snapshotOf } from './testing/facts.fixture.ts';
import { World } from './testing/world.fixture.ts';

const JOURNEY = '0af7651916cd43dd8448eb211c80319c';
const CALL = 'passback.gradingperiods.v1.GradingPeriodsService/ResolveGradingPeriod';
const OTHER = '1af7651916cd43dd8448eb211c80319c';
const headers = { traceparent: `00-${JOURNEY}-b7ad6b7169203331-01` };

const exporter = new InMemorySpanExporter();
let telemetry: Telemetry;
let world: World;

beforeAll(async () => {
  telemetry = await startTelemetry('rules', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
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

const requests = (traceId: string): ReadableSpan[] =>
  exporter
    .getFinishedSpans()
    .filter((span) => span.name === 'passback.request_delivery' && span.spanContext().traceId === traceId);

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

/** The ledger on which somebody else writes before the first of these writes; `onRetry` is told when that one was tried. */
function overtaken(isMeant: (write: EvaluationWrite) => boolean, onRetry: (triedAt: number) => void): Ledger {
  const { sectionAssessments } = world.ledger;
  const tries: number[] = [];
  const recordEvaluations: typeof sectionAssessments.recordEvaluations = async (writes) => {
    const meant = writes.find(isMeant);
    if (meant !== undefined && tries.push(Date.now()) === 1) {
      const { delivery: _request, otus: _news, ...evaluatedAnew } = meant;
      await sectionAssessments.recordEvaluations([evaluatedAnew]);
      await new Promise((resolve) => setTimeout(resolve, 10));
    } else if (meant !== undefined) onRetry(tries[0] ?? NaN);
    return sectionAssessments.recordEvaluations(writes);
  };
  return { ...world.ledger, sectionAssessments: { ...sectionAssessments, recordEvaluations } };
}

describe('of what the ledger did not take because somebody else was quicker there is no span, and one once it does', () => {
  it('an evaluation, which lasts from its first try', async () => {
    const seen = { spans: -1, at: 0 };
    const evaluations = (): ReadableSpan[] =>
      exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === OTHER);
    const ledger = overtaken(
      ({ otus }) => otus?.snapshot.revision === 2,
      (at) => Object.assign(seen, { spans: evaluations().length, at }),
    );
    const app = await world.startRules({ ledger });
    await world.send('lincoln', [snapshotOf('1')], headers);
    await world.evaluated('lincoln', 1);
    const newer = { traceparent: headers.traceparent.replaceAll(JOURNEY, OTHER) };
    await world.send('lincoln', [snapshotOf('1', { revision: 2, gradingScale: 'standards' })], newer);
    await world.eventualUnit('lincoln', '1', ({ otus }) => expect(otus.snapshot.revision).toBe(2));
    await world.stopRules(app);
    expect(seen.spans).toBe(0);
    const [evaluated, ...more] = evaluations();
    expect(more).toEqual([]);
    expect(evaluated?.events.map(({ name }) => name)).toEqual(['unit held']);
    const [seconds, nanoseconds] = evaluated?.startTime ?? [Infinity, 0];
    expect(seconds * 1_000 + nanoseconds / 1_000_000).toBeLessThanOrEqual(seen.at);
  });

  it('none of an evaluation that somebody else stored, and one of what another district has of the same id', async () => {
    await world.addDistrict('adams');
    const { sectionAssessments } = world.ledger;
    const batches: string[][] = [];
    const recordEvaluations: typeof sectionAssessments.recordEvaluations = async (writes) => {
      batches.push(writes.map(({ districtId }) => districtId).sort());
      await sectionAssessments.recordEvaluations(writes.filter(({ districtId }) => districtId === 'lincoln'));
      return sectionAssessments.recordEvaluations(writes);
    };
    const ledger = { ...world.ledger, sectionAssessments: { ...sectionAssessments, recordEvaluations } };
    for (const districtId of ['lincoln', 'adams']) await world.send(districtId, [snapshotOf('1')], headers);
    const app = await world.startRules({ ledger });
    for (const districtId of ['lincoln', 'adams']) await world.evaluated(districtId, 1);
    await world.stopRules(app);
    const evaluated = exporter.getFinishedSpans().filter(({ name }) => name === 'passback.evaluate');
    expect(evaluated.map(({ attributes }) => attributes['passback.district'])).toEqual(['adams']);
    expect(batches).toEqual([['adams', 'lincoln']]);
  });

  it('a request for delivery', async () => {
    const seen: ReadableSpan[][] = [];
    const ledger = overtaken(
      ({ delivery }) => delivery !== undefined,
      () => void seen.push(requests(JOURNEY)),
    );
    const app = await world.startRules({ ledger });
    await world.send('lincoln', [snapshotOf('1')], headers);
    await world.evaluated('lincoln', 1);
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'delivering');
    expect(seen).toEqual([[]]);
    expect(requests(JOURNEY)).toHaveLength(1);
  });
});

describe('every way in which a unit becomes due marks it in the unit’s journey, once', () => {
  it('a run’s plan, also where somebody else wrote the unit in between', async () => {
    await world.send('lincoln', [snapshotOf('1')], headers);
    const meanwhile = world.ledger.sectionAssessments;
    let disturbed = false;
    const recordEvaluations: Ledger['sectionAssessments']['recordEvaluations'] = async (writes) => {
      const [write] = writes;
      if (write?.delivery !== undefined && !disturbed) {
        disturbed = true;
        const { delivery: _left, ...same } = write;
        await meanwhile.recordEvaluations([same]);
      }
      return meanwhile.recordEvaluations(writes);
    };
    const app = await world.startRules({
      ledger: { ...world.ledger, sectionAssessments: { ...meanwhile, recordEvaluations } },
    });
    await world.evaluated('lincoln', 1);
    const { runId } = await world.startRun(app, 'lincoln');
    await world.eventualRun('lincoln', runId, 'delivering');
    expect(disturbed).toBe(true);
    expect(requests(JOURNEY)).toHaveLength(1);
  });

  it('a run that missed it for want of its grading period, and takes it along after all', async () => {
    world.gradingPeriods.isDown = true;
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')], headers);
    const { runId } = await world.startRun(app, 'lincoln');
    const { traceparent } = await world.eventualRun('lincoln', runId, 'finished');
    expect(requests(JOURNEY)).toEqual([]);
    world.gradingPeriods.isDown = false;
    world.clock.advance(LIMITS.inputsSettleMs);
    await eventually(async () => expect((await world.ledger.districts.get('lincoln'))?.evaluatedWith).not.toBeNull());
    world.clock.advance(LIMITS.unknownPeriodAgainMs);
    await world.eventualUnit('lincoln', '1', ({ delivery }) => expect(delivery.runId).toBe(runId));
    await world.stopRules(app);
    const [requested, ...more] = requests(JOURNEY);
    expect(more).toEqual([]);
    expect(requested?.attributes).toMatchObject({ 'passback.run': runId, 'passback.section_assessment': '1' });
    expect(requested === undefined ? [] : linkedTraces(requested)).toEqual([traceIdOf(traceparent)]);
  });

  it('a catch-up that is quicker than the plan of the same run', async () => {
    world.gradingPeriods.isDown = true;
    const { sectionAssessments } = world.ledger;
    const requesting: (() => void)[] = [];
    const recordEvaluations: Ledger['sectionAssessments']['recordEvaluations'] = async (writes) => {
      if (writes.every(({ delivery }) => delivery === undefined)) return sectionAssessments.recordEvaluations(writes);
      // The plan's comes first and waits until the catch-up's is stored.
      await new Promise<void>((resolve) => {
        if (requesting.push(resolve) > 1) resolve();
      });
      const result = await sectionAssessments.recordEvaluations(writes);
      requesting[0]?.();
      return result;
    };
    const app = await world.startRules({
      ledger: { ...world.ledger, sectionAssessments: { ...sectionAssessments, recordEvaluations } },
    });
    await world.send('lincoln', [snapshotOf('1')], headers);
    await world.evaluated('lincoln', 1);
    world.clock.advance(LIMITS.inputsSettleMs);
    await eventually(async () => expect((await world.ledger.districts.get('lincoln'))?.evaluatedWith).not.toBeNull());
    await world.someTicks();
    world.gradingPeriods.isDown = false;
    world.clock.advance(LIMITS.gradingPeriodUnknownKeptMs);
    const { runId } = await world.startRun(app, 'lincoln');
    await eventually(async () => expect(requesting).toHaveLength(1));
    world.clock.advance(LIMITS.unknownPeriodAgainMs);
    expect(await world.eventualRun('lincoln', runId, 'delivering')).toMatchObject({ units: { planned: 1 } });
    await world.stopRules(app);
    expect(requesting).toHaveLength(2);
    expect(requests(JOURNEY).map(({ attributes }) => attributes['passback.run'])).toEqual([runId]);
  });

  it('a newer revision that comes while the unit is due', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')], headers);
    const { runId } = await world.startRun(app, 'lincoln');
    const { traceparent } = await world.eventualRun('lincoln', runId, 'delivering');
    const newer = { traceparent: headers.traceparent.replaceAll(JOURNEY, OTHER) };
    await world.send('lincoln', [snapshotOf('1', { revision: 2 })], newer);
    await world.eventualUnit('lincoln', '1', ({ otus }) => expect(otus.snapshot.revision).toBe(2));
    await world.stopRules(app);
    expect(requests(JOURNEY)).toHaveLength(1);
    expect(requests(OTHER).map(({ attributes }) => attributes['passback.run'])).toEqual([runId]);
    expect(requests(OTHER).map(linkedTraces)).toEqual([[traceIdOf(traceparent)]]);
  });
});
