import { accessSync, constants } from 'node:fs';
import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { type Environment, isDisabled, isSet, numberOf } from './environment.ts';

/** A setting that is wrong, and what is wrong with it; never its value, which may be a secret. */
export interface SettingError {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a value that is set, or null. */
type Check = (value: string, env: Environment) => string | null;

/** Where they are not set. */
export const OTEL_DEFAULTS = {
  /** Spans in memory that the exporter has not taken yet, about 16 MB. */
  maxQueueSize: 8_192,
  maxExportBatchSize: 512,
  metricIntervalMs: 15_000,
  metricTimeoutMs: 30_000,
} as const;

/** The SDK discards longer ones, and all others with them. */
const MAX_RESOURCE_TEXT = 255;
const RATIO_SAMPLERS: readonly string[] = ['traceidratio', 'parentbased_traceidratio'];
const SAMPLERS = ['always_on', 'always_off', 'parentbased_always_on', 'parentbased_always_off', ...RATIO_SAMPLERS];

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value) ? null : `must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}`;

/** Digits only: `1e3` and `0x1F` are numbers of ours, and of no one else. */
const wholeNumber =
  (least: number): Check =>
  (value) =>
    /^\d{1,15}$/.test(value) && Number(value) >= least ? null : `must be a whole number from ${least}`;

const flag: Check = (value) => (/^(true|false)$/i.test(value) ? null : 'must be true or false');

const url: Check = (value) => {
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  return protocol === 'http:' || protocol === 'https:' ? null : 'must be an http:// or https:// address';
};

const file: Check = (value) => {
  try {
    accessSync(value, constants.R_OK);
    return null;
  } catch {
    return 'is not a file that can be read';
  }
};

/** The SDK leaves out silently what it cannot read. */
const headers: Check = (value) => {
  const given = value.split(',').filter((pair) => pair.trim() !== '');
  const isPair = (pair: string): boolean =>
    decoded(pair) !== null && Object.keys(parseKeyPairsIntoRecord(pair)).length === 1;
  return given.every(isPair) ? null : 'must be a list of key=value, separated by commas';
};

/** The SDK leaves out all of them silently where it cannot read one. */
const resourceAttributes: Check = (value) => {
  const isAttribute = (pair: string): boolean => {
    const [key = '', text, ...more] = pair.split('=').map((part) => decoded(part.trim()));
    const isText = (part: string | null | undefined): part is string =>
      typeof part === 'string' && part.length <= MAX_RESOURCE_TEXT;
    return more.length === 0 && key !== '' && isText(key) && isText(text);
  };
  const given = value.split(',').filter((pair) => pair.trim() !== '');
  return given.every(isAttribute)
    ? null
    : `must be a list of key=value, separated by commas, percent-encoded, none over ${MAX_RESOURCE_TEXT} characters`;
};

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const samplerArgument: Check = (value, env) => {
  if (!RATIO_SAMPLERS.includes(env['OTEL_TRACES_SAMPLER'] ?? '')) return null;
  return /^(\d+|\d*\.\d+)$/.test(value) && Number(value) <= 1 ? null : 'must be a number from 0 to 1';
};

const batchSize: Check = (value, env) => {
  const most = numberOf(env, 'OTEL_BSP_MAX_QUEUE_SIZE', OTEL_DEFAULTS.maxQueueSize);
  return wholeNumber(1)(value, env) ?? (Number(value) > most ? 'must not be over OTEL_BSP_MAX_QUEUE_SIZE' : null);
};

const metricTimeout: Check = (value, env) => {
  const interval = numberOf(env, 'OTEL_METRIC_EXPORT_INTERVAL', OTEL_DEFAULTS.metricIntervalMs);
  return (
    wholeNumber(1)(value, env) ?? (Number(value) > interval ? 'must not be over OTEL_METRIC_EXPORT_INTERVAL' : null)
  );
};

/** Each for all signals, and for one. */
const EXPORTER: Readonly<Record<string, Check>> = {
  ENDPOINT: url,
  HEADERS: headers,
  TIMEOUT: wholeNumber(1),
  COMPRESSION: oneOf('gzip', 'none'),
  PROTOCOL: oneOf('http/protobuf'),
  // Of gRPC only: over HTTP the address says it.
  INSECURE: flag,
  CERTIFICATE: file,
  CLIENT_CERTIFICATE: file,
  CLIENT_KEY: file,
};
const SIGNALS = ['', 'TRACES_', 'METRICS_'];

/** Every setting of OpenTelemetry that works here as it is specified; what is right for it. */
const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['OTEL_SDK_DISABLED', flag],
  ['OTEL_RESOURCE_ATTRIBUTES', resourceAttributes],
  ['OTEL_SERVICE_NAME', () => null],
  // Journeys go from service to service, and on through the night, by `traceparent` alone.
  ['OTEL_PROPAGATORS', oneOf('tracecontext')],
  ['OTEL_TRACES_SAMPLER', oneOf(...SAMPLERS)],
  ['OTEL_TRACES_SAMPLER_ARG', samplerArgument],
  ['OTEL_TRACES_EXPORTER', oneOf('otlp', 'none')],
  ['OTEL_METRICS_EXPORTER', oneOf('otlp', 'none')],
  // Logs go to standard output.
  ['OTEL_LOGS_EXPORTER', oneOf('none')],
  ['OTEL_BSP_SCHEDULE_DELAY', wholeNumber(0)],
  ['OTEL_BSP_EXPORT_TIMEOUT', wholeNumber(1)],
  ['OTEL_BSP_MAX_QUEUE_SIZE', wholeNumber(1)],
  ['OTEL_BSP_MAX_EXPORT_BATCH_SIZE', batchSize],
  ['OTEL_METRIC_EXPORT_INTERVAL', wholeNumber(1)],
  ['OTEL_METRIC_EXPORT_TIMEOUT', metricTimeout],
  ['OTEL_METRICS_EXEMPLAR_FILTER', oneOf('always_off')],
  ['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE', oneOf('cumulative', 'delta', 'lowmemory')],
  ['OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION', oneOf('explicit_bucket_histogram')],
  ['OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', wholeNumber(0)],
  ['OTEL_ATTRIBUTE_COUNT_LIMIT', wholeNumber(0)],
  ['OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', wholeNumber(0)],
  ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', wholeNumber(0)],
  ['OTEL_SPAN_EVENT_COUNT_LIMIT', wholeNumber(0)],
  ['OTEL_SPAN_LINK_COUNT_LIMIT', wholeNumber(0)],
  ['OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT', wholeNumber(0)],
  ['OTEL_LINK_ATTRIBUTE_COUNT_LIMIT', wholeNumber(0)],
  ...SIGNALS.flatMap((signal) =>
    Object.entries(EXPORTER).map(([name, check]): [string, Check] => [`OTEL_EXPORTER_OTLP_${signal}${name}`, check]),
  ),
]);

/** Names of what is ours to do: one that is not known is a slip, or something that would be left undone silently. */
const OURS =
  /^OTEL_((EXPORTER|BSP|BLRP|TRACES|METRICS?|LOGS|LOGRECORD|SPAN|ATTRIBUTE|EVENT|LINK)_|(PROPAGATORS?|LOG_LEVEL|ENTITIES|CONFIG_FILE|EXPERIMENTAL_CONFIG_FILE)$)/;

/**
 * What is wrong with the `OTEL_*` of a process: every one at once. Others than those of the specification (of instrumentations,
 * operators of clusters) are left alone; where all telemetry is disabled, so are they all.
 */
export function otelErrors(env: Environment): SettingError[] {
  if (isDisabled(env)) return [];
  return Object.entries(env).flatMap(([path, value = '']) => {
    if (!isSet(env, path) || !path.startsWith('OTEL_')) return [];
    const check = CHECKS.get(path);
    if (check === undefined) return OURS.test(path) ? [{ path, message: 'is not supported' }] : [];
    const message = check(value, env);
    return message === null ? [] : [{ path, message }];
  });
}
