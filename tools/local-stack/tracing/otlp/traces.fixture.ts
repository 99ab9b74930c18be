import type { ReceivedSpan } from './received.fixture.ts';

/** All spans that were received, to be walked along parents and links. */
export class Traces {
  readonly spans: readonly ReceivedSpan[];
  readonly #byId: ReadonlyMap<string, ReceivedSpan>;

  constructor(spans: readonly ReceivedSpan[]) {
    this.spans = spans;
    this.#byId = new Map(spans.map((span) => [span.spanId, span]));
  }

  parentOf({ parentId, traceId }: ReceivedSpan): ReceivedSpan | undefined {
    const parent = parentId === null ? undefined : this.#byId.get(parentId);
    return parent?.traceId === traceId ? parent : undefined;
  }

  /** Spans whose parent was never received. */
  orphans(): ReceivedSpan[] {
    return this.spans.filter((span) => span.parentId !== null && this.parentOf(span) === undefined);
  }

  of(traceId: string | null): ReceivedSpan[] {
    return this.spans.filter((span) => span.traceId === traceId);
  }

  /** Those with all of the tags, on the span or on one of its events, as Jaeger searches. */
  tagged(tags: Readonly<Record<string, string | number | true>>): ReceivedSpan[] {
    return this.spans.filter((span) =>
      Object.entries(tags).every(([key, value]) => {
        if (key === 'error') return span.isError === value;
        return [span, ...span.events].some(({ attributes }) => attributes[key] === value);
      }),
    );
  }

  named(name: string | RegExp, among: readonly ReceivedSpan[] = this.spans): ReceivedSpan[] {
    return among.filter((span) => (typeof name === 'string' ? span.name === name : name.test(span.name)));
  }

  /** `service: name` of a span and of each above it, root first. */
  path(span: ReceivedSpan | undefined): string[] {
    const names: string[] = [];
    for (let at = span; at !== undefined; at = this.parentOf(at)) names.unshift(`${at.service}: ${at.name}`);
    return names;
  }

  /** Every step of a trace from one service into another. */
  crossings(traceId: string | null): Set<string> {
    const crossed = new Set<string>();
    for (const span of this.of(traceId)) {
      const parent = this.parentOf(span);
      if (parent !== undefined && parent.service !== span.service)
        crossed.add(`${parent.service}: ${parent.name} → ${span.service}: ${span.name}`);
    }
    return crossed;
  }

  /** Spans that link to a span of this trace. */
  linkedTo(traceId: string | null): ReceivedSpan[] {
    return this.spans.filter(({ links }) => links.some((link) => link.traceId === traceId));
  }
}
