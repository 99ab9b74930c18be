import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ScenarioUnit } from '@passback/simulators';
import { METRICS } from '@passback/telemetry';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { strayFrom } from '../../../libs/telemetry/conventions/stray-from.fixture.ts';
import type { ExplanationAnswer, RunAnswer } from '../demo/console-client.ts';
import { removeTemporaryFolders } from '../testing/districts.fixture.ts';
import { ofAnotherService, SERVICES } from './otlp/owners.fixture.ts';
import type { ReceivedSpan } from './otlp/received.fixture.ts';
import { Traces } from './otlp/traces.fixture.ts';
import { TracedSystem } from './traced-system.fixture.ts';

const REDRIVEN = 'CATEGORY_INACTIVE';
const HELD = 'CATEGORY_NOT_MAPPED';
const REFUSED = 'STUDENT_NOT_ENROLLED';

let system: TracedSystem;
let traces: Traces;
let run: RunAnswer;
let garbageTraceparent: string;
const explained = new Map<string, ExplanationAnswer>();

/** The unit of the scenario that shows something, as explained when all was over. */
function unitThat(about: string): { unit: ScenarioUnit; explanation: ExplanationAnswer } {
  const unit = [...system.lincoln.otus.district.units.values()].find((candidate) => candidate.about === about);
  const explanation = explained.get(unit?.snapshot.sectionAssessmentId ?? '');
  if (unit === undefined || explanation === undefined) throw new Error(`no unit is there for ${about}`);
  return { unit, explanation };
}

async function untilRun(runId: string, states: readonly string[], districtId = 'lincoln'): Promise<RunAnswer> {
  return eventually(async () => {
    const answer = await system.lincoln.console.run(districtId, runId);
    expect(states).toContain(answer.state);
    return answer;
  }, 60_000);
}

async function redrive(reason: string): Promise<void> {
  const path = '/v1/districts/lincoln/redrive';
  const { runId } = await system.lincoln.console.call<{ runId: string }>('POST', path, { reason });
  await untilRun(runId, ['finished']);
}

beforeAll(async () => {
  system = await TracedSystem.start();
  const { lincoln, franklin, otlp, powerSchool } = system;
  await lincoln.begin();
  await lincoln.settledPreview();
  await lincoln.editOneScore(lincoln.untouchedUnit());
  await lincoln.settledPreview();
  const aTrace = await eventually(async () => {
    const span = otlp.spans.find(({ name }) => name === 'PUT /v1/districts/:districtId/staff');
    if (span === undefined) throw new Error('nothing was accepted');
    return span;
  });
  garbageTraceparent = `00-${aTrace.traceId}-${aTrace.spanId}-01`;
  await system.writeGarbage(garbageTraceparent);
  expect((await fetch(`${lincoln.console.url}/v1/districts`)).status).toBe(401);
  powerSchool.faults.add({
    match: { method: 'PUT', route: '/ws/xte/score' },
    action: { kind: 'serverError' },
    count: 1,
  });
  run = await lincoln.night();
  await redrive(REDRIVEN);
  await system.findDrift();
  await franklin.otus.sendEverything();
  await franklin.settledPreview();
  powerSchool.access.revokeCredentials();
  const blocked = await franklin.console.startRun('franklin');
  await untilRun(blocked, ['blocked'], 'franklin');
  for (const id of lincoln.otus.district.units.keys()) explained.set(id, await lincoln.console.explain('lincoln', id));
  await eventually(async () => {
    const received = new Set(otlp.metrics.map(({ name }) => name));
    const missing = Object.values(METRICS).filter(({ name }) => !received.has(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
  await system.endServices();
  traces = new Traces(otlp.spans);
}, 180_000);
afterAll(() => system?.stop(), 60_000);
afterAll(removeTemporaryFolders);

describe('what is exported', () => {
  it('is OTLP to the last byte', () => {
    expect(system.otlp.faults).toEqual([]);
  });

  it('has no orphan: every span that has a parent has it in its own trace', () => {
    expect(traces.orphans().map((span) => `${span.service}: ${span.name}`)).toEqual([]);
  });

  it('is of all services, each under its own name', () => {
    expect([...new Set(traces.spans.map(({ service }) => service))].sort()).toEqual(SERVICES);
    expect(ofAnotherService(traces.spans)).toEqual([]);
  });

  it('is in the catalogue of spans, roots and attributes included', () => {
    const stray = traces.spans.flatMap((span) => strayFrom({ ...span, isRoot: span.parentId === null }));
    expect([...new Set(stray)]).toEqual([]);
  });

  it('is in the catalogue of metrics, each of which is measured', () => {
    const received = system.otlp.metrics.flatMap(({ name, unit, kind, points }) =>
      points.map(({ attributes }) => ({ name, unit, kind, attributes: Object.keys(attributes) })),
    );
    const catalogue = new Map<string, (typeof METRICS)[keyof typeof METRICS]>(
      Object.values(METRICS).map((metric) => [metric.name, metric]),
    );
    const stray = received.filter(({ name, unit, kind, attributes }) => {
      const metric = catalogue.get(name);
      const allowed: readonly string[] = metric?.attributes ?? [];
      return metric?.unit !== unit || metric.kind !== kind || attributes.some((key) => !allowed.includes(key));
    });
    expect(stray).toEqual([]);
    expect(new Set(received.map(({ name }) => name))).toEqual(new Set(catalogue.keys()));
  });

  it('has the values that they are meant to have', () => {
    const last = (name: string, attributes: object): number | undefined =>
      system.otlp.metrics
        .filter((metric) => metric.name === name)
        .flatMap(({ points }) => points)
        .findLast((point) => Object.entries(attributes).every(([key, value]) => point.attributes[key] === value))
        ?.value;
    const garbage = {
      'messaging.destination.name': 'passback.section-assessments.v1',
      'passback.reason': 'UNDECODABLE',
    };
    expect(last(METRICS.deadLetters.name, garbage)).toBe(1);
    expect(
      last(METRICS.circuitOpen.name, { 'passback.district': 'franklin', 'passback.reason': 'SIS_CREDENTIALS' }),
    ).toBe(1);
    expect(last(METRICS.scores.name, { 'passback.district': 'lincoln', 'passback.reason': REFUSED })).toBeGreaterThan(
      0,
    );
    expect(last(METRICS.droppedSpans.name, {})).toBe(0);
  });
});

const RESOLVE = 'passback.gradingperiods.v1.GradingPeriodsService/ResolveGradingPeriod';
const INTO_GRADING_PERIODS = `rules: ${RESOLVE} → grading-periods: ${RESOLVE}`;
/** Where a journey begins: with its own request, or in the stream that brought many. */
const OF_OWN_REQUEST = 'ingestion: send passback.section-assessments.v1';
const OF_STREAM = 'ingestion: accept section assessment';
const DECIDED = 'rules: passback.evaluate';
const REQUESTED = 'rules: passback.request_delivery';
const DELIVERED = 'delivery: deliver section assessment';
const edges = (from: string, ...to: string[]) => new Set(to.map((step) => `${from} → ${step}`));

/** The steps from service to service; a call for a grading period is only in the journey that needed it first. */
function edgesOf(traceId: string | null): Set<string> {
  return traces.crossings(traceId).difference(new Set([INTO_GRADING_PERIODS]));
}

function expectOneTrace(traceId: string | null): ReceivedSpan[] {
  const spans = traces.of(traceId);
  expect(spans.filter(({ parentId }) => parentId === null)).toHaveLength(1);
  return spans;
}

describe('a score that was sent', () => {
  it('is one trace from the request of Otus to PowerSchool’s answer and the news of it', () => {
    const { explanation } = [...explained]
      .map(([, one]) => ({ explanation: one }))
      .find(
        ({ explanation: one }) => traces.named(/^PUT \/v1.*:sectionAssessmentId$/, traces.of(one.traceId)).length > 0,
      ) ?? { explanation: undefined };
    expect(explanation?.state).toBe('inSync');
    expect(edgesOf(explanation?.traceId ?? null)).toEqual(edges(OF_OWN_REQUEST, DECIDED, REQUESTED, DELIVERED));
    const journey = expectOneTrace(explanation?.traceId ?? null);
    const put = 'ingestion: PUT /v1/districts/:districtId/section-assessments/:sectionAssessmentId';
    const accepted = [put, OF_OWN_REQUEST];
    const pathOf = (name: string): string[] => traces.path(traces.named(name, journey)[0]);
    expect(pathOf('passback.evaluate')).toEqual([...accepted, 'rules: passback.evaluate']);
    expect(pathOf('passback.request_delivery')).toEqual([...accepted, 'rules: passback.request_delivery']);
    const delivered = [...accepted, 'delivery: deliver section assessment'];
    expect(pathOf('POST /ws/xte/section/assignment')).toEqual([
      ...delivered,
      'delivery: POST /ws/xte/section/assignment',
    ]);
    expect(pathOf('PUT /ws/xte/score')).toEqual([...delivered, 'delivery: PUT /ws/xte/score']);
    expect(pathOf('send passback.outcomes.v1')).toEqual([...delivered, 'delivery: send passback.outcomes.v1']);
    const [delivery] = traces.named('deliver section assessment', journey);
    const sent = delivery?.events.filter(({ name }) => name === 'score sent').map((event) => event.attributes);
    const scores = explanation?.scores.filter(({ state }) => state === 'sent') ?? [];
    expect(new Set(sent?.map((attributes) => attributes['passback.score']))).toEqual(
      new Set(scores.map(({ scoreId }) => scoreId)),
    );
    expect(delivery?.events.map(({ name }) => name)).toContain('claimed');
  });

  it('is linked from every batch that it was in', () => {
    const { explanation } = unitThat('every case of a score');
    const linked = new Set(traces.linkedTo(explanation.traceId).map(({ service, name }) => `${service}: ${name}`));
    // Others that shared its call for a grading period.
    const batches = linked.difference(new Set([DECIDED]));
    expect(batches).toEqual(
      new Set([
        OF_OWN_REQUEST,
        'rules: process passback.section-assessments.v1',
        'rules: passback.plan_page',
        'delivery: record outcomes',
        'rules: process passback.outcomes.v1',
      ]),
    );
  });

  it('leads to the batch in which the decision was stored', () => {
    const [evaluated] = traces.named(
      'passback.evaluate',
      traces.of(unitThat('every case of a score').explanation.traceId),
    );
    const batch = evaluated?.links[0]?.traceId ?? null;
    const names = new Set(traces.of(batch).map(({ service, name }) => `${service}: ${name}`));
    expect(names).toContain('rules: process passback.section-assessments.v1');
    expect(names).toContain('rules: recordEvaluations sectionAssessments');
  });

  it('holds the call for its grading period, or links to the journey that holds it', () => {
    const calls = traces.named(RESOLVE).filter(({ kind, service }) => kind === 'client' && service === 'rules');
    const first = [...explained.values()].filter(({ traceId }) => traces.named(RESOLVE, traces.of(traceId)).length > 0);
    expect(first.length).toBeGreaterThan(0);
    for (const { traceId } of first) {
      const crossings = traces.crossings(expectOneTrace(traceId)[0]?.traceId ?? null);
      expect(crossings).toContain(`${OF_STREAM} → ${DECIDED}`);
      expect(crossings).toContain(INTO_GRADING_PERIODS);
    }
    for (const { attributes } of calls)
      expect(attributes).toMatchObject({ 'rpc.system.name': 'grpc', 'server.address': 'localhost' });
    const parents = new Set(calls.map((call) => traces.parentOf(call)?.name));
    expect(parents).toContain('passback.evaluate');
    const shared = traces.named('passback.evaluate').flatMap(({ links }) => links.map(({ spanId }) => spanId));
    expect(calls.filter(({ spanId }) => shared.includes(spanId)).length).toBeGreaterThan(0);
    const statuses = new Set(traces.named(RESOLVE).map(({ attributes }) => attributes['rpc.response.status_code']));
    expect(statuses).toEqual(new Set(['OK', 'UNAVAILABLE']));
  });
});

it('every batch links to each of its messages', () => {
  const batches = traces.named(/^process /);
  expect(batches.length).toBeGreaterThan(0);
  for (const { name, attributes, links } of batches)
    expect([name, links.length]).toEqual([name, attributes['messaging.batch.message_count']]);
});

describe('a score that was refused, because the student left', () => {
  it('is a failed span of its own in the journey, found by identifier, reason, district, run and score', () => {
    const { unit, explanation } = unitThat('every case of a score');
    const left = explanation.scores.find(({ reasons }) => reasons.some(({ code }) => code === REFUSED));
    const tags = {
      error: true,
      'passback.identifier': unit.snapshot.identifier,
      'passback.reason': REFUSED,
      'passback.district': 'lincoln',
      'passback.run': run.runId,
      'passback.score': left?.scoreId ?? '',
      'passback.section_assessment': unit.snapshot.sectionAssessmentId,
    } as const;
    const found = traces.tagged(tags);
    expect(found.map(({ name, traceId }) => [name, traceId])).toEqual([['score refused', explanation.traceId]]);
    for (const [key, value] of Object.entries(tags)) expect(traces.tagged({ [key]: value })).toContain(found[0]);
    expect(traces.path(found[0]).slice(-2)).toEqual([
      'delivery: deliver section assessment',
      'delivery: score refused',
    ]);
    expectOneTrace(explanation.traceId);
    expect(edgesOf(explanation.traceId)).toEqual(edges(OF_STREAM, DECIDED, REQUESTED, DELIVERED));
  });
});

describe('a unit that is held', () => {
  it('ends at its decision, which says why and is found by it', () => {
    const { unit, explanation } = unitThat('a type without a category');
    expectOneTrace(explanation.traceId);
    const { identifier } = unit.snapshot;
    const found = traces.tagged({
      'passback.reason': HELD,
      'passback.identifier': identifier,
      'passback.district': 'lincoln',
    });
    // More than one where its grading period came late: then it is decided anew.
    expect(found.length).toBeGreaterThan(0);
    for (const { name, traceId } of found) expect([name, traceId]).toEqual(['passback.evaluate', explanation.traceId]);
    expect(edgesOf(explanation.traceId)).toEqual(edges(OF_STREAM, DECIDED));
  });
});

describe('a delivery that met an error and was made again', () => {
  it('is two attempts in one trace, the first failed', () => {
    const failed = traces.tagged({ error: true, 'passback.reason': 'SIS_UNAVAILABLE', 'passback.district': 'lincoln' });
    const [first] = traces.named('deliver section assessment', failed);
    const journey = expectOneTrace(first?.traceId ?? null);
    const attempts = traces.named('deliver section assessment', journey);
    expect(attempts.map(({ attributes, isError }) => [attributes['passback.attempt'], isError])).toEqual([
      [1, true],
      [2, false],
    ]);
    const [refusedCall] = traces.named('PUT /ws/xte/score', journey);
    expect(refusedCall?.attributes).toMatchObject({ 'http.response.status_code': 500, 'error.type': '500' });
    expect(edgesOf(first?.traceId ?? null)).toEqual(edges(OF_STREAM, DECIDED, REQUESTED, DELIVERED));
  });
});

describe('a unit that was redriven', () => {
  it('is attempted in the same trace again, for the other run', () => {
    const { explanation } = unitThat('a category that is not active for the teacher');
    const attempts = traces.named('deliver section assessment', expectOneTrace(explanation.traceId));
    expect(attempts.map(({ attributes }) => String(attributes['passback.run']).split('-')[0])).toEqual([
      'manual',
      'redrive',
    ]);
    expect(attempts.map(({ attributes }) => attributes['passback.reason'])).toEqual([REDRIVEN, REDRIVEN]);
    expect(explanation.attempts.map(({ traceId }) => traceId)).toEqual([explanation.traceId, explanation.traceId]);
    expect(edgesOf(explanation.traceId)).toEqual(edges(OF_STREAM, DECIDED, REQUESTED, DELIVERED));
    expect(traces.named('passback.request_delivery', traces.of(explanation.traceId))).toHaveLength(2);
  });

  it('was asked for in a trace that leads from the console into rules and to the run', () => {
    const [asked] = traces.named('POST /v1/districts/:districtId/redrive');
    const crossings = [...traces.crossings(asked?.traceId ?? null)];
    expect(crossings.some((crossing) => crossing.includes('→ rules: passback.rules.v1.RulesService/'))).toBe(true);
    expect(traces.named('passback.run', traces.linkedTo(asked?.traceId ?? null))).toHaveLength(1);
  });
});

describe('a run', () => {
  it('has a trace of its own, linked both ways with each journey that it took along', () => {
    const opened = traces.named('passback.run', traces.of(run.traceId));
    expect(opened.map(({ attributes }) => attributes['passback.run'])).toEqual([run.runId]);
    const pages = traces.named('passback.plan_page', traces.of(run.traceId));
    const linked = new Set(pages.flatMap(({ links }) => links.map(({ traceId }) => traceId)));
    expect(linked).toEqual(new Set([...explained.values()].map(({ traceId }) => traceId)));
    const deliveries = traces.named('deliver section assessment', traces.tagged({ 'passback.run': run.runId }));
    expect(deliveries.length).toBeGreaterThanOrEqual(run.units.planned);
    for (const { links } of deliveries) expect(links.map(({ traceId }) => traceId)).toEqual([run.traceId]);
  });
});

describe('a message that does not decode', () => {
  it('is put aside in its own journey, with its code', () => {
    const [aside] = traces.named('put message aside', traces.tagged({ 'passback.reason': 'UNDECODABLE', error: true }));
    expect(aside?.traceId).toBe(garbageTraceparent.split('-')[1]);
  });
});
