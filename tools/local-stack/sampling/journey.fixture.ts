import { createHash, randomBytes } from 'node:crypto';

/** A span as OTLP has it in JSON, and the service that sends it. */
export interface SentSpan {
  readonly service: string;
  readonly otlp: object;
}

const KINDS = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;
const ERROR = 2;
const NANOS = '000000';

type Attributes = Readonly<Record<string, string | number>>;

interface SpanFacts {
  readonly traceId: string;
  readonly service: string;
  readonly name: string;
  readonly kind?: keyof typeof KINDS;
  readonly attributes?: Attributes;
  readonly events?: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly isError?: boolean;
}

/** The same number always gives the same trace id, so that the share keeps the same ones in each run. */
export function traceIdOf(journey: number): string {
  return createHash('sha256').update(`journey ${journey}`).digest('hex').slice(0, 32);
}

function attributesOf(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
  }));
}

export function span({ traceId, service, name, kind = 'internal', isError = false, ...facts }: SpanFacts): SentSpan {
  const now = `${Date.now()}${NANOS}`;
  return {
    service,
    otlp: {
      traceId,
      spanId: randomBytes(8).toString('hex'),
      // Each has a parent: the root of a journey is never seen by the sampler.
      parentSpanId: traceId.slice(0, 16),
      name,
      kind: KINDS[kind],
      startTimeUnixNano: now,
      endTimeUnixNano: now,
      attributes: attributesOf(facts.attributes ?? {}),
      events: (facts.events ?? []).map((event) => ({
        timeUnixNano: now,
        name: event.name,
        attributes: attributesOf(event.attributes),
      })),
      status: isError ? { code: ERROR } : {},
    },
  };
}

/** Hours before the delivery. */
export function evening(traceId: string): SentSpan[] {
  return [
    span({ traceId, service: 'ingestion', name: 'accept section assessment' }),
    span({ traceId, service: 'ingestion', name: 'send passback.section-assessments.v1', kind: 'producer' }),
    span({ traceId, service: 'rules', name: 'passback.evaluate' }),
    span({ traceId, service: 'rules', name: 'passback.gradingperiods.v1.X/Resolve', kind: 'client' }),
  ];
}

export const CALLS = ['POST /ws/xte/section/assignment', 'PUT /ws/xte/score'] as const;
export const FAILED_CALL = 'GET /ws/v1/section/{id}/section_enrollment';

export interface AttemptFacts {
  readonly attempt?: number;
  readonly run?: string;
  readonly reason?: string;
  readonly isError?: boolean;
  readonly kept?: boolean;
}

/** The attempt itself and the news of it: what is always kept. */
export function attemptSpans(traceId: string, facts: AttemptFacts = {}): SentSpan[] {
  const { attempt = 1, run = 'night-2026-11-24', reason, isError = false, kept = false } = facts;
  const attributes = {
    'passback.attempt': attempt,
    'passback.run': run,
    ...(reason !== undefined && { 'passback.reason': reason }),
  };
  const events = kept ? [{ name: 'score kept', attributes: { 'passback.reason': 'SIS_EDIT_KEPT' } }] : [];
  return [
    span({ traceId, service: 'delivery', name: 'deliver section assessment', attributes, events, isError }),
    span({ traceId, service: 'delivery', name: 'send passback.outcomes.v1', kind: 'producer' }),
  ];
}

/** Its calls, which went well. */
export function callSpans(traceId: string): SentSpan[] {
  return CALLS.map((name) => span({ traceId, service: 'delivery', name, kind: 'client' }));
}

/** One whole attempt. */
export function delivery(traceId: string, facts: AttemptFacts = {}): SentSpan[] {
  return [...callSpans(traceId), ...attemptSpans(traceId, facts)];
}
