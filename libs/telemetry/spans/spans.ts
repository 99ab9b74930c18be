import {
  type Attributes,
  context,
  type Context,
  type Link,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/** Carries a trace over a border: W3C `traceparent`, and `tracestate` where there is one. */
export type Carrier = Readonly<Record<string, string>>;

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Continue this trace; left out: the active one. `null`: start a new trace. */
  readonly parent?: string | null;
  /** Other traces that this work belongs to, as `traceparent`s. */
  readonly links?: readonly (string | null | undefined)[];
}

const tracer = () => trace.getTracer('passback');

function contextOf(traceparent: string): Context {
  return propagation.extract(context.active(), { traceparent });
}

function linkTo(traceparent: string): Link | undefined {
  const spanContext = trace.getSpanContext(contextOf(traceparent));
  return spanContext === undefined ? undefined : { context: spanContext };
}

/** Runs `work` in a span; an error that it throws is recorded and thrown on. */
export async function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  const links = (options.links ?? []).flatMap((link) => (link == null ? [] : (linkTo(link) ?? [])));
  const parent = options.parent == null ? context.active() : contextOf(options.parent);
  return tracer().startActiveSpan(
    name,
    {
      kind: options.kind ?? SpanKind.INTERNAL,
      attributes: options.attributes ?? {},
      links,
      root: options.parent === null,
    },
    parent,
    async (span) => {
      try {
        return await work(span);
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
        span.setAttribute('error.type', error instanceof Error ? error.name : 'error');
        throw error;
      } finally {
        span.end();
      }
    },
  );
}

/** The other side of a gRPC call: continues the trace that came with it. */
export function inServerSpan<T>(method: string, carrier: Carrier, work: () => Promise<T>): Promise<T> {
  const traceparent = carrier['traceparent'];
  return inSpan(
    method,
    {
      kind: SpanKind.SERVER,
      attributes: { 'rpc.system': 'grpc' },
      ...(traceparent === undefined ? {} : { parent: traceparent }),
    },
    work,
  );
}

/** A gRPC call: `work` gets what to send along. */
export function inClientSpan<T>(method: string, work: (carrier: Carrier) => Promise<T>): Promise<T> {
  return inSpan(method, { kind: SpanKind.CLIENT, attributes: { 'rpc.system': 'grpc' } }, () => work(activeCarrier()));
}

/** The active trace as headers; empty when there is none. */
export function activeCarrier(): Carrier {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/** W3C `traceparent` of the active span, or null. */
export function activeTraceparent(): string | null {
  return activeCarrier()['traceparent'] ?? null;
}

/** The 32 hex digits that Jaeger finds a trace by, or null. */
export function traceIdOf(traceparent: string | null): string | null {
  return traceparent === null ? null : (/^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(traceparent)?.[1] ?? null);
}
