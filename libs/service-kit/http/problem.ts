import type { FieldError } from '../config/validation.ts';

/** RFC 9457 problem details; `errors` names every wrong field. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

export interface ProblemOptions {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** What the body has besides, for programs; names of RFC 9457's own stay as they are. */
  readonly members?: Readonly<Record<string, string | number>>;
}

/** Thrown by a handler to answer with a problem. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, string | number>>;
  constructor(status: number, title: string, options: ProblemOptions = {}) {
    super(options.detail ?? title);
    this.name = 'HttpProblem';
    this.status = status;
    this.title = title;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }

  body(): Problem {
    return {
      ...this.members,
      type: 'about:blank',
      title: this.title,
      status: this.status,
      ...(this.message === this.title ? {} : { detail: this.message }),
      errors: this.errors,
    };
  }
}
