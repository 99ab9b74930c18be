import { describe, expect, it } from '@jest/globals';
import { startTelemetry } from '../sdk/start.ts';
import { otelErrors } from './otel-settings.ts';

const LIST = 'must be a list of key=value, separated by commas';
const RESOURCE = `${LIST}, percent-encoded, none over 255 characters`;
const RATIO = { OTEL_TRACES_SAMPLER: 'traceidratio' };
const HERE = import.meta.filename;

describe('an OTEL_* setting that is wrong is refused by name', () => {
  it.each<[name: string, value: string, message: string, others?: Record<string, string>]>([
    ['OTEL_SDK_DISABLED', 'yes', 'must be true or false'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'deployment', RESOURCE],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a=b=c', RESOURCE],
    ['OTEL_RESOURCE_ATTRIBUTES', '=prod', RESOURCE],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a=%zz', RESOURCE],
    ['OTEL_RESOURCE_ATTRIBUTES', `a=${'x'.repeat(256)}`, RESOURCE],
    ['OTEL_PROPAGATORS', 'b3', 'must be tracecontext'],
    ['OTEL_PROPAGATORS', 'tracecontext,baggage', 'must be tracecontext'],
    [
      'OTEL_TRACES_SAMPLER',
      'jaeger_remote',
      'must be one of always_on, always_off, parentbased_always_on, parentbased_always_off, traceidratio, parentbased_traceidratio',
    ],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'must be a number from 0 to 1', RATIO],
    ['OTEL_TRACES_SAMPLER_ARG', 'half', 'must be a number from 0 to 1', RATIO],
    ['OTEL_TRACES_EXPORTER', 'zipkin', 'must be one of otlp, none'],
    ['OTEL_METRICS_EXPORTER', 'prometheus', 'must be one of otlp, none'],
    ['OTEL_LOGS_EXPORTER', 'otlp', 'must be none'],
    ['OTEL_BSP_SCHEDULE_DELAY', '1s', 'must be a whole number from 0'],
    ['OTEL_BSP_EXPORT_TIMEOUT', '0', 'must be a whole number from 1'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '-1', 'must be a whole number from 1'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '1e3', 'must be a whole number from 1'],
    [
      'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
      '65',
      'must not be over OTEL_BSP_MAX_QUEUE_SIZE',
      { OTEL_BSP_MAX_QUEUE_SIZE: '64' },
    ],
    ['OTEL_METRIC_EXPORT_INTERVAL', '15.5', 'must be a whole number from 1'],
    ['OTEL_METRIC_EXPORT_TIMEOUT', '15001', 'must not be over OTEL_METRIC_EXPORT_INTERVAL'],
    ['OTEL_METRICS_EXEMPLAR_FILTER', 'trace_based', 'must be always_off'],
    ['OTEL_SPAN_LINK_COUNT_LIMIT', 'many', 'must be a whole number from 0'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'must be http/protobuf'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'http/json', 'must be http/protobuf'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'must be an http:// or https:// address'],
    ['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', 'grpc://collector', 'must be an http:// or https:// address'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'authorization', LIST],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=1,b', LIST],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', 'soon', 'must be a whole number from 1'],
    ['OTEL_EXPORTER_OTLP_COMPRESSION', 'zstd', 'must be one of gzip, none'],
    ['OTEL_EXPORTER_OTLP_CERTIFICATE', '/nowhere/ca.pem', 'is not a file that can be read'],
    ['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE', 'gauge', 'must be one of cumulative, delta, lowmemory'],
    [
      'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
      'base2_exponential_bucket_histogram',
      'must be explicit_bucket_histogram',
    ],
    // What is specified and does not work here, and slips.
    ['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT', 'http://collector', 'is not supported'],
    ['OTEL_EXPORTER_ZIPKIN_ENDPOINT', 'http://zipkin', 'is not supported'],
    ['OTEL_BLRP_SCHEDULE_DELAY', '1', 'is not supported'],
    ['OTEL_LOG_LEVEL', 'debug', 'is not supported'],
    ['OTEL_CONFIG_FILE', 'otel.yaml', 'is not supported'],
    ['OTEL_EXPORTER_OTLP_ENDPIONT', 'http://collector', 'is not supported'],
  ])('%s=%s', async (path, value, message, others = {}) => {
    const env = { ...others, [path]: value };
    expect(otelErrors(env)).toEqual([{ path, message }]);
    await expect(startTelemetry('test', env)).rejects.toThrow(`${path} ${message}`);
  });

  it('all of them at once, and no value is told', () => {
    const env = {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_TRACES_SAMPLER: 'sometimes',
      OTEL_EXPORTER_OTLP_HEADERS: 'a-secret-token',
    };
    const errors = otelErrors(env);
    expect(errors.map(({ path }) => path)).toEqual(Object.keys(env));
    expect(JSON.stringify(errors)).not.toMatch(/grpc|sometimes|a-secret-token/);
  });
});

it('what is right, not set, or nobody’s of ours is let be', () => {
  expect(
    otelErrors({
      OTEL_SDK_DISABLED: 'False',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=prod, team=a%20b%2C,',
      OTEL_SERVICE_NAME: 'passback',
      OTEL_PROPAGATORS: 'tracecontext',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '.25',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example:4318/base',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: '',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc,x-tenant=7',
      OTEL_EXPORTER_OTLP_INSECURE: 'true',
      OTEL_EXPORTER_OTLP_CERTIFICATE: HERE,
      OTEL_BSP_MAX_QUEUE_SIZE: '64',
      OTEL_METRIC_EXPORT_TIMEOUT: '15000',
      OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'fs',
      OTEL_RESOURCE_ATTRIBUTES_POD_NAME: 'rules-0',
    }),
  ).toEqual([]);
});

it('where all telemetry is disabled, what it would be is nobody’s concern', () => {
  expect(otelErrors({ OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toEqual([]);
});
