export type { Span } from '@opentelemetry/api';
export { type Metric, METRICS } from './metrics/catalogue.ts';
export { measure } from './metrics/measure.ts';
export { startTelemetry, type Telemetry, type TelemetryExtras } from './sdk/start.ts';
export { boundToService, inService } from './service/service.ts';
export { otelErrors, type SettingError } from './settings/otel-settings.ts';
export { type DescribedSpan, SPANS, type SpanKindName, strayFrom } from './conventions/span-catalogue.ts';
export { ATTRIBUTES } from './conventions/attributes.ts';
export {
  addEvents,
  activeCarrier,
  activeTraceparent,
  type Carrier,
  inClientSpan,
  inServerSpan,
  hasActiveSpan,
  inSpan,
  outsideOfSpans,
  type SpanOptions,
  StartedSpan,
  startSpan,
} from './spans/spans.ts';
export { traceIdOf } from './spans/traceparent.ts';
export {
  DB_ATTRIBUTES,
  ERROR_ATTRIBUTES,
  HTTP_ATTRIBUTES,
  MESSAGING_ATTRIBUTES,
  RPC_ATTRIBUTES,
} from './conventions/semantic.ts';
