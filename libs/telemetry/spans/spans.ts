import {
  type Attributes,
  context,
  type Context,
  type Link,
  propagation,
  type Span,
  SpanKind,
  type SpanOptions as ApiSpanOptions,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { ERROR_ATTRIBUTES, RPC_ATTRIBUTES } from '../conventions/semantic.ts';

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

function spanOptions(options: SpanOptions): ApiSpanOptions {
  return {
    kind: options.kind ?? SpanKind.INTERNAL,
    attributes: options.attributes ?? {},
    links: (options.links ?? []).flatMap((link) => (link == null ? [] : (linkTo(link) ?? []))),
    root: options.parent === null,
  };
}

function parentContext({ parent }: SpanOptions): Context {
  return parent == null ? context.active() : contextOf(parent);
}

function markFailed(span: Span, error: unknown): void {
  const name = error instanceof Error ? error.name : 'error';
  span.setStatus({ code: SpanStatusCode.ERROR, message: name });
  span.setAttribute(ERROR_ATTRIBUTES.type, name);
}

/** Runs `work` in a span; an error that it throws marks the span as failed (by its kind, never its words) and is thrown on. */
export async function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  return tracer().startActiveSpan(name, spanOptions(options), parentContext(options), async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A span beside the active one, for work that is done for many journeys at once. */
export interface StartedSpan {
  /** What the next party continues from; null where tracing is off. */
  readonly traceparent: string | null;
  /** `error`: what it failed with; left out when it did not. */
  end(error?: unknown): void;
  /** Ends it as failed with a code of ours. */
  fail(code: string): void;
}

/** Starts a span that is not made active. */
export function startSpan(name: string, options: SpanOptions): StartedSpan {
  const span = tracer().startSpan(name, spanOptions(options), parentContext(options));
  return {
    traceparent: carrierOf(trace.setSpan(context.active(), span))['traceparent'] ?? null,
    end(error) {
      if (error !== undefined) markFailed(span, error);
      span.end();
    },
    fail(code) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: code });
      span.setAttribute(ERROR_ATTRIBUTES.type, code);
      span.end();
    },
  };
}

/** The other side of a gRPC call: continues the trace that came with it. `method`: fully qualified, as `passback.rules.v1.RulesService/Preview`. */
export function inServerSpan<T>(method: string, carrier: Carrier, work: (span: Span) => Promise<T>): Promise<T> {
  const traceparent = carrier['traceparent'];
  const parent = traceparent === undefined ? {} : { parent: traceparent };
  return inSpan(method, { kind: SpanKind.SERVER, attributes: rpcAttributes(method), ...parent }, work);
}

/** A gRPC call: `work` gets what to send along. */
export function inClientSpan<T>(method: string, work: (carrier: Carrier, span: Span) => Promise<T>): Promise<T> {
  return inSpan(method, { kind: SpanKind.CLIENT, attributes: rpcAttributes(method) }, (span) =>
    work(activeCarrier(), span),
  );
}

function rpcAttributes(method: string): Attributes {
  return { [RPC_ATTRIBUTES.system]: 'grpc', [RPC_ATTRIBUTES.method]: method };
}

/** The active trace as headers; empty when there is none. */
export function activeCarrier(): Carrier {
  return carrierOf(context.active());
}

/** W3C `traceparent` of the active span, or null. */
export function activeTraceparent(): string | null {
  return activeCarrier()['traceparent'] ?? null;
}

/** The 32 hex digits that Jaeger finds a trace by, or null. */
export function traceIdOf(traceparent: string | null): string | null {
  return traceparent === null ? null : (/^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(traceparent)?.[1] ?? null);
}

/** True inside a span: what has no parent here would be a trace of its own that belongs to nobody. */
export function hasActiveSpan(): boolean {
  return trace.getActiveSpan() !== undefined;
}

function carrierOf(of: Context): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(of, carrier);
  return carrier;
}
