import type { IncomingHttpHeaders } from 'node:http';

/** One request, read to its end. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** The route's pattern, as `/ws/xte/section/assignment/{id}`; `unmatched` where no route is. */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What is answered: `body` as JSON, or `raw` as it is; neither = an empty body. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
}

export type Handler<Context> = (call: Call, context: Context) => Reply;

export interface Route<Context> {
  readonly method: string;
  /** Segments in braces are parameters; a slash at the end of a request's path does not count. */
  readonly pattern: string;
  readonly handler: Handler<Context>;
  /** `open` routes need no token. */
  readonly access: 'plugin' | 'open';
}

/** Ends a request with this answer; thrown by the steps of a handler and caught by the pipeline. */
export class Refused extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}
