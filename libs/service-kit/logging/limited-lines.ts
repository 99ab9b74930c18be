import type { LogFn, LoggerOptions } from 'pino';
import { LineLimiter } from './line-limiter.ts';

/** Ids and codes by which causes are told apart; what differs from unit to unit (its id, a time) is not among them. */
const CAUSE_FIELDS = ['district', 'topic', 'route', 'job', 'check', 'step', 'code', 'reason'] as const;
/** As pino numbers them. */
const WARN = 40;
const FATAL = 60;

type Fields = Readonly<Record<string, unknown>>;

/** One kind: the same words, of the same district, for the same cause. */
function kindOf(level: number, fields: Fields, words: unknown): string {
  const { err } = fields;
  const { name, code } = err instanceof Error ? (err as Error & { code?: unknown }) : { name: '', code: '' };
  return JSON.stringify([level, words, name, code, ...CAUSE_FIELDS.map((field) => fields[field])]);
}

/**
 * Hooks for pino: warnings and errors are limited to a line of each kind a minute; a line that stands for others too says so in
 * `repeated`. What an operator is told only once (information, and what ends the process) always goes at once.
 */
export function limitedLines(): NonNullable<LoggerOptions['hooks']> {
  const limiter = new LineLimiter();
  return {
    logMethod(args, method: LogFn, level) {
      const [fields, words] = args as [unknown, unknown];
      if (level < WARN || level >= FATAL || typeof fields !== 'object' || fields === null)
        return method.apply(this, args);
      const say = (repeated: number): void => method.apply(this, [{ ...fields, repeated }, words as string]);
      if (limiter.admits(kindOf(level, fields as Fields, words), say)) method.apply(this, args);
    },
  };
}
