import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema.ts';

/** What went wrong with a call, with the console's own words. */
export class ApiError extends Error {
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

/** What each call carries beside its own: the language of the page, and against forgery the session's token. */
const carried = { csrf: '', language: 'en' };

export function carry(values: Partial<typeof carried>): void {
  Object.assign(carried, values);
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', carried.language);
    if (request.method !== 'GET') request.headers.set('x-csrf-token', carried.csrf);
    return request;
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
