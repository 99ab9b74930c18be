import { trace } from '@opentelemetry/api';
import { type DestinationStream, type LoggerOptions, pino, type Logger as PinoLogger } from 'pino';
import { describeError } from './describe-error.ts';
import { limitedLines } from './limited-lines.ts';

export type Logger = PinoLogger;

/**
 * One line per thing that an operator acts on: ids only, never names, points, tokens or secrets. Warnings and errors of one kind are
 * said at once and then counted, a line a minute. `to`: standard output, where it is left out.
 */
export function createLogger(service: string, level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
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
    hooks: limitedLines(),
  };
  return to === undefined ? pino(options) : pino(options, to);
}
