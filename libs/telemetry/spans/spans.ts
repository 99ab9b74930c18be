import {
  type Attributes,
  type AttributeValue,
  context,
  type Context,
  type Link,
  type Span,
  SpanKind,
  type SpanOptions as ApiSpanOptions,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { ERROR_ATTRIBUTES, RPC_ATTRIBUTES } from '../conventions/semantic.ts';
import { activeTelemetry, rootContext } from '../service/service.ts';
import { parseTraceparent, traceparentOf } from './traceparent.ts';

/** Carries a trace over a border: W3C `traceparent`, where there is one. */
export type Carrier = Readonly<Record<string, string>>;

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Continue this trace; left out: the active one. `null`: start a new trace. */
  readonly parent?: string | null;
  /** Other traces that this work belongs to, as `traceparent`s. */
  readonly links?: readonly (string | null | undefined)[];
}

function contextOf(traceparent: string): Context {
  const spanContext = parseTraceparent(traceparent);
  const active = context.active();
  return spanContext === null ? active : trace.setSpanContext(active, spanContext);
}

function linkTo(traceparent: string | null | undefined): Link | undefined {
  const spanContext = traceparent == null ? null : parseTraceparent(traceparent);
  return spanContext === null ? undefined : { context: spanContext };
}

function spanOptions({ kind = SpanKind.INTERNAL, attributes = {}, links, parent }: SpanOptions): ApiSpanOptions {
  const options = { kind, attributes, root: parent === null };
  return links === undefined ? options : { ...options, links: links.flatMap((link) => linkTo(link) ?? []) };
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
  return activeTelemetry().tracer.startActiveSpan(name, spanOptions(options), parentContext(options), async (span) => {
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

/** Adds events of one name that happened together: the clock is read once for all of them. */
export function addEvents(span: Span, name: string, events: readonly Attributes[]): void {
  const now = new Date();
  for (const attributes of events) span.addEvent(name, attributes, now);
}

/** A span beside the active one, for work that is done for many journeys at once. */
export class StartedSpan {
  readonly #span: Span;

  constructor(span: Span) {
    this.#span = span;
  }

  /** What the next party continues from; null where tracing is off. */
  get traceparent(): string | null {
    return traceparentOf(this.#span.spanContext());
  }

  /** Runs `work` as a part of it: spans that begin in there are its children. */
  within<T>(work: () => T): T {
    return context.with(trace.setSpan(context.active(), this.#span), work);
  }

  setAttribute(key: string, value: AttributeValue): void {
    this.#span.setAttribute(key, value);
  }

  addEvent(name: string, attributes: Attributes): void {
    this.#span.addEvent(name, attributes);
  }

  /** Another trace that this work turned out to belong to, as a `traceparent`; null: none. A part of its own is no other trace. */
  link(traceparent: string | null): void {
    const link = linkTo(traceparent);
    if (link !== undefined && link.context.traceId !== this.#span.spanContext().traceId) this.#span.addLink(link);
  }

  /** `error`: what it failed with; left out when it did not. Only the first end counts. */
  end(error?: unknown): void {
    if (!this.#span.isRecording()) return;
    if (error !== undefined) markFailed(this.#span, error);
    this.#span.end();
  }

  /** Ends it as failed with a code of ours. */
  fail(code: string): void {
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message: code });
    this.#span.setAttribute(ERROR_ATTRIBUTES.type, code);
    this.#span.end();
  }
}

/** Starts a span that is not made active. */
export function startSpan(name: string, options: SpanOptions): StartedSpan {
  return new StartedSpan(activeTelemetry().tracer.startSpan(name, spanOptions(options), parentContext(options)));
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
function activeCarrier(): Carrier {
  const traceparent = activeTraceparent();
  return traceparent === null ? {} : { traceparent };
}

/** W3C `traceparent` of the active span, or null. */
export function activeTraceparent(): string | null {
  const spanContext = trace.getActiveSpan()?.spanContext();
  return spanContext === undefined ? null : traceparentOf(spanContext);
}

/** Runs `work` as nobody's part: for work that goes on for others than who began it. */
export function outsideOfSpans<T>(work: () => T): T {
  return context.with(rootContext(), work);
}

/** True inside a span: what has no parent here would be a trace of its own that belongs to nobody. */
export function hasActiveSpan(): boolean {
  return trace.getActiveSpan() !== undefined;
}
