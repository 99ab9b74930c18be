import type { TermSettings } from '@passback/domain';

/** One request to PowerSchool, before pacing. */
export interface SisRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, below the district's base URL. */
  readonly path: string;
  /** The path without ids, as `/ws/xte/section/assignment/{id}`: low cardinality, for spans and attempts. */
  readonly route: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SisResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** At most 8 MiB; more is a transient failure. */
  readonly body: string;
}

/**
 * Sends one request in the district's turn: waits for the lane's pace, keeps the concurrency limit, enforces the timeout.
 * A throttle answer (403 rate limit, 429, 503 with Retry-After) is waited out here and sent again, without being a failure, up to
 * the limits of `ThrottlePolicy`. Throws `SisError` `transient` where no complete reply came.
 */
export type SisTransport = (request: SisRequest, signal?: AbortSignal) => Promise<SisResponse>;

/** Who may send at all: the process that holds the district's lane, as long as it does. */
export interface Permit {
  /** Aborts when nothing more may be sent: what waits is turned away, what is under way is cut off, both with the signal's reason. */
  readonly signal: AbortSignal;
  /** Asked right before each request leaves. Throws, as a `SisError`, what the request is to fail with instead. */
  check(request: Pick<SisRequest, 'method'>): void;
}

/**
 * Where xte reads the scores from: table ASSIGNMENTSCORE, `POST /ws/xte/assignment_score`, whichever of them answers (`auto`), or nowhere.
 * Which of them a district's PowerSchool opens to plugins is not settled.
 */
export type ScoreSource = 'auto' | 'table' | 'assignmentScore' | 'none';

/** Makes sourcedIds from the ids that Otus has, as `user-{id}`; `{id}`, the id itself, where left out. */
export interface SourcedIdTemplates {
  readonly school?: string;
  readonly term?: string;
  readonly class?: string;
  readonly student?: string;
  readonly teacher?: string;
}

/** What is not settled about PowerSchool's OneRoster interface, and may differ between districts. */
interface OneRosterSettings {
  /** Below the base URL; `/api/ims/oneroster/v1p1` where left out. */
  readonly basePath?: string;
  /** Where line items and results are read, if elsewhere than they are written: PowerSchool is certified for 1.1 push and 1.2 pull. */
  readonly readBasePath?: string;
  readonly ids?: SourcedIdTemplates;
}

export interface GradebookSettings {
  readonly districtId: string;
  readonly connector: 'xte' | 'oneroster';
  readonly baseUrl: string;
  /** The operator's own word for `baseUrl`: http, and addresses that are not public, are allowed. Not so where left out. */
  readonly isAddressTrusted?: boolean;
  readonly clientId: string;
  /** In plain text, in memory only. */
  readonly clientSecret: string;
  /** Least time between two requests to this PowerSchool. */
  readonly minIntervalMs: number;
  /** Most requests under way at once. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly xte?: { readonly scoreSource?: ScoreSource };
  readonly oneroster?: OneRosterSettings;
  readonly terms?: TermSettings;
}

/** Told of every request when its answer is known; feeds attempts, metrics and the lane's learnt interval. */
export interface RequestObserver {
  requestEnded(ended: {
    method: string;
    route: string;
    status: number | null;
    durationMs: number;
    waitedMs: number;
    throttled: boolean;
  }): void;
}
