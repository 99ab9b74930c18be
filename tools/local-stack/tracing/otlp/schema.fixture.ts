/** How a field is on the wire, or the message that it holds. */
export type FieldType =
  'string' | 'hex' | 'bytes' | 'bool' | 'int' | 'fixed64' | 'sfixed64' | 'fixed32' | 'double' | Message;
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly repeated?: boolean;
}
/** Fields by number; a function, because values hold values. */
export type Message = () => Readonly<Record<number, Field>>;

const one = (name: string, type: FieldType): Field => ({ name, type });
const many = (name: string, type: FieldType): Field => ({ name, type, repeated: true });

/** opentelemetry-proto 1.x: common/v1, resource/v1. */
const anyValue: Message = () => ({
  1: one('stringValue', 'string'),
  2: one('boolValue', 'bool'),
  3: one('intValue', 'int'),
  4: one('doubleValue', 'double'),
  5: one('arrayValue', () => ({ 1: many('values', anyValue) })),
  6: one('kvlistValue', () => ({ 1: many('values', keyValue) })),
  7: one('bytesValue', 'bytes'),
});
const keyValue: Message = () => ({ 1: one('key', 'string'), 2: one('value', anyValue) });
const resource: Message = () => ({ 1: many('attributes', keyValue), 2: one('droppedAttributesCount', 'int') });
const scope: Message = () => ({
  1: one('name', 'string'),
  2: one('version', 'string'),
  3: many('attributes', keyValue),
  4: one('droppedAttributesCount', 'int'),
});

/** trace/v1 */
const event: Message = () => ({
  1: one('timeUnixNano', 'fixed64'),
  2: one('name', 'string'),
  3: many('attributes', keyValue),
  4: one('droppedAttributesCount', 'int'),
});
const link: Message = () => ({
  1: one('traceId', 'hex'),
  2: one('spanId', 'hex'),
  3: one('traceState', 'string'),
  4: many('attributes', keyValue),
  5: one('droppedAttributesCount', 'int'),
  6: one('flags', 'fixed32'),
});
const status: Message = () => ({ 2: one('message', 'string'), 3: one('code', 'int') });
const span: Message = () => ({
  1: one('traceId', 'hex'),
  2: one('spanId', 'hex'),
  3: one('traceState', 'string'),
  4: one('parentSpanId', 'hex'),
  5: one('name', 'string'),
  6: one('kind', 'int'),
  7: one('startTimeUnixNano', 'fixed64'),
  8: one('endTimeUnixNano', 'fixed64'),
  9: many('attributes', keyValue),
  10: one('droppedAttributesCount', 'int'),
  11: many('events', event),
  12: one('droppedEventsCount', 'int'),
  13: many('links', link),
  14: one('droppedLinksCount', 'int'),
  15: one('status', status),
  16: one('flags', 'fixed32'),
});

/** metrics/v1 */
const exemplar: Message = () => ({
  2: one('timeUnixNano', 'fixed64'),
  3: one('asDouble', 'double'),
  4: one('spanId', 'hex'),
  5: one('traceId', 'hex'),
  6: one('asInt', 'sfixed64'),
  7: many('filteredAttributes', keyValue),
});
const number: Message = () => ({
  2: one('startTimeUnixNano', 'fixed64'),
  3: one('timeUnixNano', 'fixed64'),
  4: one('asDouble', 'double'),
  5: many('exemplars', exemplar),
  6: one('asInt', 'sfixed64'),
  7: many('attributes', keyValue),
  8: one('flags', 'int'),
});
const histogramPoint: Message = () => ({
  2: one('startTimeUnixNano', 'fixed64'),
  3: one('timeUnixNano', 'fixed64'),
  4: one('count', 'fixed64'),
  5: one('sum', 'double'),
  6: many('bucketCounts', 'fixed64'),
  7: many('explicitBounds', 'double'),
  8: many('exemplars', exemplar),
  9: many('attributes', keyValue),
  10: one('flags', 'int'),
  11: one('min', 'double'),
  12: one('max', 'double'),
});
const metric: Message = () => ({
  1: one('name', 'string'),
  2: one('description', 'string'),
  3: one('unit', 'string'),
  5: one('gauge', () => ({ 1: many('dataPoints', number) })),
  7: one('sum', () => ({
    1: many('dataPoints', number),
    2: one('aggregationTemporality', 'int'),
    3: one('isMonotonic', 'bool'),
  })),
  9: one('histogram', () => ({ 1: many('dataPoints', histogramPoint), 2: one('aggregationTemporality', 'int') })),
});

/** `ExportTraceServiceRequest`. */
export const TRACES: Message = () => ({
  1: many('resourceSpans', () => ({
    1: one('resource', resource),
    2: many('scopeSpans', () => ({ 1: one('scope', scope), 2: many('spans', span), 3: one('schemaUrl', 'string') })),
    3: one('schemaUrl', 'string'),
  })),
});

/** `ExportMetricsServiceRequest`. */
export const METRICS_REQUEST: Message = () => ({
  1: many('resourceMetrics', () => ({
    1: one('resource', resource),
    2: many('scopeMetrics', () => ({
      1: one('scope', scope),
      2: many('metrics', metric),
      3: one('schemaUrl', 'string'),
    })),
    3: one('schemaUrl', 'string'),
  })),
});
