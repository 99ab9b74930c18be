export interface FieldError {
  /** As `scores[3].points`; empty: the whole body. */
  readonly path: string;
  readonly message: string;
}

/** As RFC 9457 has it, and as far as it could be read. */
export interface ProblemAnswer {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

/** What may be otherwise a little later. */
const PASSING: ReadonlySet<number> = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

/** A call that was not answered as it should, with the service's own words. */
export class IngestionError extends Error {
  /** Of HTTP; 0 where there was no answer. */
  readonly status: number;
  /** What is wrong with what was sent. */
  readonly errors: readonly FieldError[];
  /** What the service asks to be waited, in milliseconds; null where it says nothing. */
  readonly retryAfterMs: number | null;

  constructor(status: number, problem: ProblemAnswer, options: { retryAfterMs?: number | null; cause?: unknown } = {}) {
    const { title = `HTTP status ${status}`, detail, errors = [] } = problem;
    super(detail === undefined ? title : `${title}: ${detail}`, { cause: options.cause });
    this.name = 'IngestionError';
    this.status = status;
    this.errors = errors;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  /** Whether the same call may well succeed a little later. It is safe: a revision that is stored already changes nothing. */
  get isPassing(): boolean {
    return PASSING.has(this.status);
  }
}

/** `Retry-After` in milliseconds from `now` on, of seconds as of a date; null where it says neither. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
