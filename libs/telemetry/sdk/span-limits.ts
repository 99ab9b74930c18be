import type { SpanLimits } from '@opentelemetry/sdk-trace-base';
import { type Environment, isSet } from '../settings/environment.ts';

/** A batch links to every message in it, and a class of any size has an event for each score. */
const MANY = 1_024;

/** By OpenTelemetry's names: where the first is not set the second counts. The SDK knows some of them by names of its own only. */
const NAMES = {
  linkCountLimit: ['OTEL_SPAN_LINK_COUNT_LIMIT'],
  eventCountLimit: ['OTEL_SPAN_EVENT_COUNT_LIMIT'],
  attributeCountLimit: ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  attributeValueLengthLimit: ['OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'],
  attributePerEventCountLimit: ['OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT'],
  attributePerLinkCountLimit: ['OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'],
} as const satisfies Record<keyof SpanLimits, readonly string[]>;

/** What a span holds at most; what is not set stays as the SDK has it, but for links and events, of which we need more. */
export function spanLimits(env: Environment): SpanLimits {
  const given = Object.entries(NAMES).flatMap(([limit, names]) => {
    const name = names.find((candidate) => isSet(env, candidate));
    return name === undefined ? [] : [[limit, Number(env[name])]];
  });
  return { linkCountLimit: MANY, eventCountLimit: MANY, ...Object.fromEntries(given) };
}
