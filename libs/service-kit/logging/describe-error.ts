/** What a log line tells of an error. */
export interface DescribedError {
  readonly type: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly status?: number;
  /** Where it was thrown, without its words. */
  readonly stack?: string;
  readonly cause?: DescribedError;
}

/**
 * Errors whose words are somebody else's: PowerSchool's own (which name students), those that another service passed on, and
 * `JSON.parse`, which quotes its input. Of these the log has kind, code and place only; the explanation of the unit has the words.
 */
const QUOTING: ReadonlySet<string> = new Set(['SisError', 'RpcError', 'SyntaxError']);
const MAX_MESSAGE = 300;
const MAX_FRAMES = 10;
const MAX_CAUSES = 3;

/**
 * Describes an error for a log line: ids and codes, never what it carries along. A driver's error may hold the documents that it
 * could not write, so nothing but what is named here goes out.
 */
export function describeError(error: unknown, causes = MAX_CAUSES): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, status } = error as { code?: unknown; status?: unknown };
  const stack = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    ...(QUOTING.has(error.name) ? {} : { message: error.message.slice(0, MAX_MESSAGE) }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(stack.length > 0 ? { stack: stack.slice(0, MAX_FRAMES).join('\n') } : {}),
    ...(error.cause !== undefined && causes > 0 ? { cause: describeError(error.cause, causes - 1) } : {}),
  };
}
