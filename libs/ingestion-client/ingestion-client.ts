import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './generated/schema.ts';
import { IngestionError, type ProblemAnswer, retryAfterMs } from './ingestion-error.ts';

const LINES = '/v1/districts/{districtId}/section-assessments';
const UNIT = '/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}';
const STAFF = '/v1/districts/{districtId}/staff';

type Body<P extends keyof paths> = paths[P] extends {
  put: { requestBody: { content: { 'application/json': infer B } } };
}
  ? B
  : never;

/** One section assessment with all its scores. */
export type Snapshot = Body<typeof UNIT> & { readonly sectionAssessmentId: string };
/** All staff of a district. */
export type StaffList = Body<typeof STAFF>;
/** What came of many snapshots. */
export type LinesReport = paths[typeof LINES]['post']['responses'][200]['content']['application/json'];

export interface IngestionClientOptions {
  /** Of the service, as `https://ingestion.example.org`. */
  readonly url: string;
  /** With the role `otus`. */
  readonly token: string;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

/** Each call throws `IngestionError` where it is not answered as it should. */
export interface IngestionClient {
  /** Every call as the OpenAPI document has it. */
  readonly api: Client<paths>;
  /** One snapshot; when this resolves the service has it durably. */
  putSnapshot(districtId: string, snapshot: Snapshot, signal?: AbortSignal): Promise<void>;
  /** Many, in one request; those that are not valid do not stop the others, and are in the report by their place from 1. */
  postSnapshots(districtId: string, snapshots: readonly Snapshot[], signal?: AbortSignal): Promise<LinesReport>;
  /** The same of NDJSON as it is. */
  postLines(districtId: string, lines: string | Uint8Array, signal?: AbortSignal): Promise<LinesReport>;
  /** All staff; one that loses most of them is 409 unless it `confirmShrink`. */
  putStaff(
    districtId: string,
    list: StaffList,
    options?: { confirmShrink?: boolean; signal?: AbortSignal },
  ): Promise<void>;
}

/** The service answers 500 lines within a second; a minute more is for the way. */
const TIMEOUT_MS = 120_000;

/** A client of ingestion for one token. It makes no call again by itself: `patiently` does. */
export function createIngestionClient(options: IngestionClientOptions): IngestionClient {
  const { url, token, timeoutMs = TIMEOUT_MS } = options;
  const headers = { authorization: `Bearer ${token}` };
  // Nobody else is to be given the token, whoever says so.
  const send = { headers, redirect: 'manual', ...(options.fetch !== undefined && { fetch: options.fetch }) } as const;
  const api = createClient<paths>({ baseUrl: url.replace(/\/+$/, ''), ...send });
  const within = (signal?: AbortSignal): { signal: AbortSignal } => {
    const timeout = AbortSignal.timeout(timeoutMs);
    return { signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]) };
  };
  const postLines: IngestionClient['postLines'] = (districtId, lines, signal) =>
    answerOf(
      api.POST(LINES, {
        params: { path: { districtId } },
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines as string,
        bodySerializer: (body) => body,
        ...within(signal),
      }),
    );
  return {
    api,
    postLines,
    async putSnapshot(districtId, body, signal) {
      const path = { districtId, sectionAssessmentId: body.sectionAssessmentId };
      await answerOf(api.PUT(UNIT, { params: { path }, body, ...within(signal) }));
    },
    postSnapshots: (districtId, snapshots, signal) =>
      postLines(districtId, snapshots.map((snapshot) => `${JSON.stringify(snapshot)}\n`).join(''), signal),
    async putStaff(districtId, body, { confirmShrink, signal } = {}) {
      const query = confirmShrink === undefined ? {} : { query: { confirmShrink } };
      await answerOf(api.PUT(STAFF, { params: { path: { districtId }, ...query }, body, ...within(signal) }));
    },
  };
}

interface Result<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

async function answerOf<T>(call: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown): never => {
    throw new IngestionError(0, { title: 'There was no answer', detail: wordsOf(cause) }, { cause });
  });
  if (data !== undefined && response.ok) return data;
  const problem = typeof error === 'object' && error !== null ? (error as ProblemAnswer) : {};
  const waitMs = retryAfterMs(response.headers.get('retry-after'), Date.now());
  throw new IngestionError(response.status, problem, { retryAfterMs: waitMs });
}

/** The code of a connection's failure rather than `fetch failed`. */
function wordsOf(error: unknown): string {
  const { message, cause } = (error ?? {}) as { message?: unknown; cause?: { code?: unknown } };
  return String(cause?.code ?? message ?? error);
}
