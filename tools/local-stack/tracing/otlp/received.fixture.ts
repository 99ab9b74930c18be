import { type Decoded } from './decode.fixture.ts';

type AttributeValue = string | number | boolean | readonly AttributeValue[];
type Attributes = Readonly<Record<string, AttributeValue>>;

/** A span as the receiver got it. */
export interface ReceivedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Null: a root. */
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly startedAt: bigint;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly isError: boolean;
  readonly statusMessage: string;
}

export interface ReceivedMetric {
  readonly service: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: 'counter' | 'histogram' | 'gauge';
  readonly points: readonly { readonly attributes: Attributes; readonly value: number }[];
}

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const ERROR = 2;

const list = (value: unknown): Decoded[] => (value ?? []) as Decoded[];
const text = (value: unknown): string => String(value ?? '');

function valueOf(value: Decoded): AttributeValue {
  const { arrayValue, ...plain } = value;
  if (arrayValue !== undefined) return list((arrayValue as Decoded)['values']).map(valueOf);
  return Object.values(plain)[0] as AttributeValue;
}

function attributesOf(pairs: unknown): Attributes {
  return Object.fromEntries(list(pairs).map(({ key, value }) => [text(key), valueOf((value ?? {}) as Decoded)]));
}

function serviceOf(part: Decoded): string {
  return text(attributesOf(((part['resource'] ?? {}) as Decoded)['attributes'])['service.name']);
}

export function spansOf(request: Decoded): ReceivedSpan[] {
  return list(request['resourceSpans']).flatMap((part) =>
    list(part['scopeSpans']).flatMap(({ spans }) => list(spans).map((span) => spanOf(serviceOf(part), span))),
  );
}

function spanOf(service: string, span: Decoded): ReceivedSpan {
  const status = (span['status'] ?? {}) as Decoded;
  return {
    service,
    traceId: text(span['traceId']),
    spanId: text(span['spanId']),
    parentId: text(span['parentSpanId']) || null,
    name: text(span['name']),
    kind: KINDS[Number(span['kind'] ?? 0)] ?? 'internal',
    startedAt: BigInt(text(span['startTimeUnixNano'])),
    attributes: attributesOf(span['attributes']),
    events: list(span['events']).map((event) => ({
      name: text(event['name']),
      attributes: attributesOf(event['attributes']),
    })),
    links: list(span['links']).map(({ traceId, spanId }) => ({ traceId: text(traceId), spanId: text(spanId) })),
    isError: Number(status['code'] ?? 0) === ERROR,
    statusMessage: text(status['message']),
  };
}

export function metricsOf(request: Decoded): ReceivedMetric[] {
  return list(request['resourceMetrics']).flatMap((part) =>
    list(part['scopeMetrics']).flatMap(({ metrics }) =>
      list(metrics).map((metric) => metricOf(serviceOf(part), metric)),
    ),
  );
}

function metricOf(service: string, metric: Decoded): ReceivedMetric {
  const kind = 'sum' in metric ? 'counter' : 'histogram' in metric ? 'histogram' : 'gauge';
  const data = (metric['sum'] ?? metric['histogram'] ?? metric['gauge'] ?? {}) as Decoded;
  const points = list(data['dataPoints']).map((point) => ({
    attributes: attributesOf(point['attributes']),
    value: Number(point['asDouble'] ?? point['asInt'] ?? point['count'] ?? 0),
  }));
  return { service, name: text(metric['name']), unit: text(metric['unit']), kind, points };
}
