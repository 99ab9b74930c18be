import type { FieldError } from '../config/validation.ts';

/** RFC 9457 problem details; `errors` names every wrong field. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

/** Thrown by a handler to answer with a problem. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    title: string,
    options: { detail?: string; errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(options.detail ?? title);
    this.name = 'HttpProblem';
    this.status = status;
    this.title = title;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }

  body(): Problem {
    return {
      type: 'about:blank',
      title: this.title,
      status: this.status,
      ...(this.message === this.title ? {} : { detail: this.message }),
      errors: this.errors,
    };
  }
}
