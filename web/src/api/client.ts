import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema.ts';

/** What went wrong with a call, with the console's own words. */
export class ApiError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
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
  const { title = response.statusText, detail } = (error ?? {}) as { title?: string; detail?: string };
  throw new ApiError(response.status, detail === undefined ? title : `${title}: ${detail}`);
}
