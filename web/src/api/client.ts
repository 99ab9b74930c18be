import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema.ts';

/** The status of a call that got no answer. */
export const UNREACHABLE = 0;
export const UNAUTHORIZED = 401;
export const FORBIDDEN = 403;
export const NOT_FOUND = 404;
export const CONFLICT = 409;

/** What went wrong with a call, with the console's own words. */
export class ApiError extends Error {
  /** Of the answer; `UNREACHABLE` where none came. */
  readonly status: number;
  /** Of input that is not valid: what is wrong with it, by its path. */
  readonly errors: readonly FieldError[];

  constructor(status: number, message: string, errors: readonly FieldError[] = []) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.errors = errors;
  }
}

interface FieldError {
  readonly path: string;
  readonly message: string;
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

/**
 * What each call carries beside its own: the language of the page, and against forgery the session's token. `onUnauthorized` is told of an
 * answer to somebody who is not signed in any more.
 */
const carried = { csrf: '', language: 'en', onUnauthorized: (): void => undefined };

export function carry(values: Partial<typeof carried>): void {
  Object.assign(carried, values);
}

/** Whether a person did something since the last request; whoever opens the page does. */
let isActive = true;
for (const happening of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
  addEventListener(happening, () => (isActive = true), { capture: true, passive: true });

const headers: Middleware = {
  onRequest({ request }) {
    // Only a person's requests keep the session: those that the page sends by itself do not.
    if (isActive) request.headers.set('x-active', '1');
    isActive = false;
    request.headers.set('accept-language', carried.language);
    if (request.method !== 'GET') request.headers.set('x-csrf-token', carried.csrf);
    return request;
  },
  onResponse({ response }) {
    if (response.status === UNAUTHORIZED) carried.onUnauthorized();
  },
  onError({ error }) {
    // A call that was called off is no failure of the console's.
    return error instanceof DOMException ? undefined : new ApiError(UNREACHABLE, 'the console does not answer');
  },
};

/** The console's API, as its OpenAPI document has it. */
export const api = createClient<paths>({ baseUrl: '/', cache: 'no-store' });
api.use(headers);

interface Result<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was answered; throws `ApiError` where that was a problem. */
export async function answerOf<T>(call: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (data !== undefined && response.ok) return data;
  const { title = response.statusText, detail, errors } = (error ?? {}) as Problem;
  throw new ApiError(response.status, detail === undefined ? title : `${title}: ${detail}`, errors);
}
