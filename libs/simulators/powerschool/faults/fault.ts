/** What goes wrong. Unless said, the status and words are those that PowerSchool is known to use. */
export type Fault =
  /** The connection is reset: before the work = never done, after = done and the reply is lost. */
  | { readonly kind: 'reset' }
  /** The connection is reset, and the work is done when `late.carryOut` says so. Only before the work. */
  | { readonly kind: 'late' }
  /** No answer until the client gives up. */
  | { readonly kind: 'hang' }
  /** Waits, then goes on with other faults or the work. */
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  | { readonly kind: 'unauthorized' }
  | {
      readonly kind: 'throttle';
      readonly seconds?: number;
      readonly retryAfterSeconds?: number;
      readonly text?: string;
    }
  | { readonly kind: 'fieldAccess' }
  | { readonly kind: 'notTeaching' }
  /** 409 for students of the batch: those named, else the first of it; `unnamed` leaves out who it was. */
  | { readonly kind: 'rowConflict'; readonly studentDcids?: readonly number[]; readonly unnamed?: boolean }
  | { readonly kind: 'unitConflict'; readonly field?: string; readonly message?: string }
  | { readonly kind: 'resubmit' }
  | { readonly kind: 'tooManyRequests'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'serverError' }
  | { readonly kind: 'badGateway' }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds?: number }
  /** A proxy's or login page's HTML. */
  | { readonly kind: 'html'; readonly status?: number }
  /** A body that ends too early: `json` with a matching length, `connection` by closing in the middle. */
  | { readonly kind: 'truncated'; readonly cut?: 'json' | 'connection' }
  | { readonly kind: 'huge'; readonly bytes?: number }
  | { readonly kind: 'empty'; readonly status?: number };

export interface FaultRule {
  readonly match?: {
    readonly method?: string;
    /** The route's pattern, or a path; a `*` at the end stands for any rest. */
    readonly route?: string;
    /** A part of path and query, as a section's id. */
    readonly path?: string;
  };
  readonly action: Fault;
  /** Before the work (default) or after it is done. */
  readonly when?: 'before' | 'after';
  /** From the n-th matching request on; 1 = the next. */
  readonly nth?: number;
  /** How many requests it hits: by default 1 where `nth` is given, else all until it is removed. */
  readonly count?: number | 'all';
  /** Chance of each, from a generator that starts with `seed`. */
  readonly probability?: number;
  readonly seed?: number;
  /** Ends by itself after this many milliseconds. */
  readonly forMs?: number;
}

export const FAULT_KINDS: readonly Fault['kind'][] = [
  'reset',
  'late',
  'hang',
  'delay',
  'status',
  'unauthorized',
  'throttle',
  'fieldAccess',
  'notTeaching',
  'rowConflict',
  'unitConflict',
  'resubmit',
  'tooManyRequests',
  'serverError',
  'badGateway',
  'unavailable',
  'html',
  'truncated',
  'huge',
  'empty',
];
