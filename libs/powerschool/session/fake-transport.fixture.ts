import type { SisRequest, SisResponse, SisTransport } from '../port/transport.ts';

export interface FakeAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request, given its path and query and its body as JSON. */
export type Answering = (asked: { url: URL; json: unknown; request: SisRequest }) => FakeAnswer | Error;

export interface FakeTransport {
  readonly transport: SisTransport;
  /** All but those for a token. */
  readonly requests: SisRequest[];
  /** `METHOD path?query`, decoded, of each of them. */
  asked(): string[];
  tokens: number;
}

/** A transport without a network. Tokens are given out as they are asked for, unless `answering` has an answer for that too. */
export function fakeTransport(answering: Answering, tokenAnswer?: () => FakeAnswer | Error): FakeTransport {
  const fake: FakeTransport = {
    transport: (request) => {
      const url = new URL(request.path, 'http://sis.test');
      const isToken = url.pathname === '/oauth/access_token';
      if (isToken) fake.tokens += 1;
      else fake.requests.push(request);
      const json = isToken || request.body === undefined ? undefined : (JSON.parse(request.body) as unknown);
      const token = { json: { access_token: `token-${fake.tokens}`, expires_in: '2504956' } };
      const answer = isToken ? (tokenAnswer?.() ?? token) : answering({ url, json, request });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(responseOf(answer));
    },
    requests: [],
    asked: () => fake.requests.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`),
    tokens: 0,
  };
  return fake;
}

function responseOf({ status = 200, json, text, headers = {} }: FakeAnswer): SisResponse {
  return { status, headers, body: text ?? (json === undefined ? '' : JSON.stringify(json)) };
}
