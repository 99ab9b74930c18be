import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { DeliveryState, SisState, WrittenScore } from '@passback/domain';
import { startTelemetry, type Telemetry } from '@passback/telemetry';
import { recordOf } from '../testing/record.fixture.ts';
import type { DeliveryResult } from './delivery-result.ts';
import { inDeliverySpan } from './trace-delivery.ts';

const exporter = new InMemorySpanExporter();
let telemetry: Telemetry;
beforeAll(async () => {
  telemetry = await startTelemetry('delivery', {}, { spanProcessors: [new SimpleSpanProcessor(exporter)] });
});
afterAll(() => telemetry.shutdown(1_000));
beforeEach(() => exporter.reset());

const written = (sisStudentId: string, points: number): WrittenScore => ({
  ...{ sisStudentId, points, sentAt: 1, kept: null, refused: null },
});
/** Of seven scores two were written before: 81005 as it is, 81006 otherwise. 81007 is not graded. */
const SCORES = { '81001': 1, '81002': 2, '81003': 3, '81004': 4, '81005': 5, '81006': 6, '81007': null };
const BEFORE: SisState = { assignment: null, scores: [written('81006', 7), written('81005', 5)] };

/** A date: the SDK takes a small number for the time since the process began. */
const CLAIMED_AT = Date.UTC(2026, 10, 20);
const FAILURE = {
  class: 'transient',
  code: 'SIS_UNAVAILABLE',
  message: '502',
  retryAfterMs: null,
  isOurs: false,
} as const;

/** The spans of an attempt that sent the first score, kept the second, and had the third refused. */
async function spansOf(end: DeliveryResult['end'], delivery: Partial<DeliveryState> = {}) {
  const result: DeliveryResult = {
    ...{ end, effect: 'scoresOnly', sis: BEFORE, isCreateUncertain: false, createAskedAt: null },
    ...{ sent: ['sc-81001'], kept: ['sc-81002'], refused: [{ scoreId: 'sc-81003', code: 'STUDENT_NOT_ENROLLED' }] },
  };
  await inDeliverySpan(recordOf({ id: 's1', scores: SCORES }, delivery, BEFORE), null, async () => result);
  const named = (name: string) => exporter.getFinishedSpans().filter((span) => span.name === name);
  const [span] = named('deliver section assessment');
  const events = span!.events.map(({ name, attributes = {} }) => [
    ...[name, attributes['passback.score'], attributes['passback.reason']],
  ]);
  return { span: span!, events, refusals: named('score refused') };
}

const TOLD = [
  ['score sent', 'sc-81001', undefined],
  ['score kept', 'sc-81002', 'SIS_EDIT_KEPT'],
];

describe('the span of an attempt', () => {
  it('tells of each score that was sent or kept, and apart of each that was refused', async () => {
    const { span, events, refusals } = await spansOf({ kind: 'done' });
    expect(events).toEqual(TOLD);
    expect(span.status).toEqual({ code: 0 });
    expect(refusals.map(({ attributes }) => attributes['passback.score'])).toEqual(['sc-81003']);
  });

  it('that failed tells of each score that is wanting for it: none that was told of, sent before, or not to be sent', async () => {
    const { span, events } = await spansOf({ kind: 'failed', failure: FAILURE });
    expect(events).toEqual([
      ...TOLD,
      ['score not sent', 'sc-81004', 'SIS_UNAVAILABLE'],
      ['score not sent', 'sc-81006', 'SIS_UNAVAILABLE'],
    ]);
    expect(span.status).toEqual({ code: 2, message: 'SIS_UNAVAILABLE' });
  });

  it('that was given back says of no score that it was not sent', async () => {
    const { span, events } = await spansOf({ kind: 'givenBack', dueAt: 5, failure: FAILURE });
    expect(events).toEqual(TOLD);
    expect(span.status).toEqual({ code: 0 });
  });

  it('says when it was claimed and for which run, where it was', async () => {
    const claim = { owner: 'delivery-1', fence: 1, at: CLAIMED_AT };
    const { span } = await spansOf({ kind: 'done' }, { claim, runId: 'night-1' });
    expect(span.events[0]).toMatchObject({ name: 'claimed', time: [CLAIMED_AT / 1_000, 0] });
    expect(span.attributes).toMatchObject({ 'passback.run': 'night-1' });
  });

  it('says of no run where none asked for it', async () => {
    const { span, refusals } = await spansOf({ kind: 'done' });
    for (const { attributes } of [span, ...refusals]) expect(attributes).not.toHaveProperty(['passback.run']);
  });
});
