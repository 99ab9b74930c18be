import { trace } from '@opentelemetry/api';
import { pino, type Logger as PinoLogger } from 'pino';
import { describeError } from './describe-error.ts';

export type Logger = PinoLogger;

/** One line per thing that an operator acts on: ids only, never names, points, tokens or secrets. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: (error: unknown) => describeError(error) },
    redact: {
      paths: ['authorization', 'clientSecret', 'token', '*.authorization', '*.clientSecret', '*.token'],
      remove: true,
    },
    mixin: () => {
      const context = trace.getActiveSpan()?.spanContext();
      return context === undefined ? {} : { trace_id: context.traceId, span_id: context.spanId };
    },
  });
}
