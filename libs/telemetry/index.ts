export type { Span } from '@opentelemetry/api';
export { type Metric, METRICS } from './metrics/catalogue.ts';
export { record } from './metrics/record.ts';
export { startTelemetry, type Telemetry } from './sdk/start.ts';
export { boundToService, inService } from './service/service.ts';
export { otelErrors } from './settings/otel-settings.ts';
export { SPANS } from './conventions/span-catalogue.ts';
export { ATTRIBUTES } from './conventions/attributes.ts';
export {
  addEvents,
  activeTraceparent,
  inClientSpan,
  inServerSpan,
  hasActiveSpan,
  inSpan,
  outsideOfSpans,
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
