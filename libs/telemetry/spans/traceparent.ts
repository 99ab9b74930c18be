import { INVALID_SPANID, INVALID_TRACEID, type SpanContext, TraceFlags } from '@opentelemetry/api';

/** Version, trace id, span id and flags of W3C Trace Context; a later version may have more fields. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** No version: W3C forbids it. */
const NO_VERSION = 'ff';

/** A run's, a batch's and those of a page are met again and again. */
const PARSED_KEPT = 2_048;
const parsed = new Map<string, SpanContext | null>();

/** What a W3C `traceparent` names, or null where it is none. */
export function parseTraceparent(traceparent: string): SpanContext | null {
  const known = parsed.get(traceparent);
  if (known !== undefined) return known;
  if (parsed.size >= PARSED_KEPT) parsed.clear();
  const spanContext = parse(traceparent);
  parsed.set(traceparent, spanContext);
  return spanContext;
}

function parse(traceparent: string): SpanContext | null {
  const [, version, traceId = '', spanId = '', flags = '', more] = TRACEPARENT.exec(traceparent) ?? [];
  if (version === undefined || version === NO_VERSION || (version === '00' && more !== undefined)) return null;
  if (traceId === INVALID_TRACEID || spanId === INVALID_SPANID) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

/** W3C `traceparent` of a span, or null where tracing is off. */
export function traceparentOf(spanContext: SpanContext): string | null {
  if (spanContext.traceId === INVALID_TRACEID) return null;
  const flags = (spanContext.traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01';
  return `00-${spanContext.traceId}-${spanContext.spanId}-${flags}`;
}

/** The 32 hex digits that Jaeger finds a trace by, or null. */
export function traceIdOf(traceparent: string | null): string | null {
  return traceparent === null ? null : (parseTraceparent(traceparent)?.traceId ?? null);
}
