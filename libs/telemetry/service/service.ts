import {
  type Attributes,
  context,
  type Context,
  createContextKey,
  type Meter,
  metrics,
  ROOT_CONTEXT,
  trace,
  type Tracer,
} from '@opentelemetry/api';

/** Takes one value of a metric. */
export type Recorder = (value: number, attributes: Attributes) => void;

/** What one service tells with: its spans and metrics carry its own name. */
export interface ServiceTelemetry {
  readonly tracer: Tracer;
  readonly meter: Meter;
  /** By the name of the metric. */
  readonly recorders: Map<string, Recorder>;
}

/** Gives a service's telemetry, opened when it is asked for first; null: that of the process's own service. */
export type TelemetryOf = (service: string | null) => ServiceTelemetry;

export const SCOPE = 'passback';
const SERVICE = createContextKey('the service that works');
/** Where no telemetry is started: does nothing. */
const NONE: ServiceTelemetry = { tracer: trace.getTracer(SCOPE), meter: metrics.getMeter(SCOPE), recorders: new Map() };

let telemetryOf: TelemetryOf | null = null;

/** From now on telemetry comes from there; null: from nowhere. */
export function useTelemetry(source: TelemetryOf | null): void {
  telemetryOf = source;
}

function activeService(): string | null {
  return (context.active().getValue(SERVICE) as string | undefined) ?? null;
}

/** The telemetry of the service that works here. */
export function activeTelemetry(): ServiceTelemetry {
  return telemetryOf === null ? NONE : telemetryOf(activeService());
}

/**
 * Runs `work`, and all that it sets going (timers, loops, promises), as that service: for a process that has several. What others
 * call back (a server's handlers, a consumer's) is bound with `boundToService`. A process with one service needs neither.
 */
export function inService<T>(service: string, work: () => T): T {
  telemetryOf?.(service);
  return context.with(context.active().setValue(SERVICE, service), work);
}

/** `work` as the service that works here, whoever calls it and whatever trace it is called in. */
export function boundToService<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  const service = activeService();
  return service === null ? work : (...args) => inService(service, () => work(...args));
}

/** Outside of every span, but still the same service. */
export function rootContext(): Context {
  const service = activeService();
  return service === null ? ROOT_CONTEXT : ROOT_CONTEXT.setValue(SERVICE, service);
}
