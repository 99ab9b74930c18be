export { startTelemetry, type Telemetry } from './sdk/start.ts';
export { ATTRIBUTES } from './spans/attributes.ts';
export {
  activeCarrier,
  activeTraceparent,
  type Carrier,
  inClientSpan,
  inServerSpan,
  inSpan,
  type SpanOptions,
  traceIdOf,
} from './spans/spans.ts';
