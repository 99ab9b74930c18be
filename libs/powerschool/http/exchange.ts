import { type Dispatcher, errors, Pool } from 'undici';
import { systemClock } from '@passback/service-kit';
import { mayHaveChanged } from '../failures/classify.ts';
import { SisError } from '../port/gradebook.ts';
import type { GradebookSettings, SisRequest, SisResponse } from '../port/transport.ts';
import { parseBaseUrl } from './base-url.ts';

/** A section's assignments are about 30 KB, a page of 1,000 categories about 300 KB: 8 MiB is a fault, and memory is finite. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** An answer that is on its way is worth a moment: a write that it acknowledges is not in doubt. */
const CLOSING_MS = 2000;
/** A host that cannot be reached is known sooner than one that is slow. */
const MAX_CONNECT_MS = 10_000;

export interface Moments {
  /** The request is about to go onto an open connection. What this throws, a `SisError`, it fails with; then nothing is sent. */
  sent(): void;
  /** The first of the answer is here. */
  answered(): void;
}

export interface Exchange {
  /** One request and its whole answer. Throws `SisError` `transient` when there is no whole answer within `timeoutMs`. */
  send(request: SisRequest, moments: Moments, signal: AbortSignal | undefined): Promise<SisResponse>;
  /** Ends the connections; what is under way has `CLOSING_MS` to end, and is then cut off. */
  close(): Promise<void>;
}

/** HTTP to one PowerSchool over its own few connections, so that a slow district holds none that another needs. */
export function createExchange(settings: GradebookSettings): Exchange {
  const { origin, prefix } = parseBaseUrl(settings.baseUrl);
  const { timeoutMs } = settings;
  const pool = new Pool(origin, {
    connections: settings.concurrency,
    pipelining: 1,
    connect: { timeout: Math.min(timeoutMs, MAX_CONNECT_MS) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_BODY_BYTES,
  });
  let closing: Promise<void> | null = null;
  return {
    send: (request, moments, signal) =>
      new Promise((resolve, reject) => {
        const handler = new ReplyHandler(request, moments, { resolve, reject });
        handler.limit(timeoutMs, signal);
        pool.dispatch(
          {
            method: request.method,
            path: `${prefix}${request.path}`,
            headers: { accept: 'application/json', ...request.headers },
            body: request.body ?? null,
          },
          handler,
        );
      }),
    close: () => (closing ??= end(pool)),
  };
}

async function end(pool: Pool): Promise<void> {
  const isEnded = new AbortController();
  const ended = pool.close().catch(() => undefined);
  await Promise.race([ended, systemClock.sleep(CLOSING_MS, isEnded.signal)]);
  isEnded.abort();
  await pool.destroy();
}

const LOST = { class: 'transient', code: 'SIS_UNAVAILABLE' } as const;

interface Settle {
  resolve(response: SisResponse): void;
  reject(error: SisError): void;
}

/** Gathers one answer, and tells a request that never left from one whose reply was lost. */
class ReplyHandler implements Dispatcher.DispatchHandler {
  readonly #request: SisRequest;
  readonly #moments: Moments;
  readonly #settle: Settle;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: Record<string, string> = {};
  #settled = false;
  #release = (): void => undefined;

  constructor(request: SisRequest, moments: Moments, settle: Settle) {
    this.#request = request;
    this.#moments = moments;
    this.#settle = settle;
  }

  /** Ends the exchange after `timeoutMs` from now, connecting included, or when `signal` aborts. */
  limit(timeoutMs: number, signal: AbortSignal | undefined): void {
    const timer = setTimeout(() => this.#give(`no whole answer within ${timeoutMs} ms`), timeoutMs);
    const onAbort = (): void => this.#give('given up by the caller', signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) return controller.abort(new errors.RequestAbortedError());
    try {
      this.#moments.sent();
    } catch (error) {
      this.#end();
      this.#settle.reject(error as SisError);
      return controller.abort(new errors.RequestAbortedError());
    }
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    if (status < 200) return;
    this.#moments.answered();
    this.#status = status;
    for (const [name, value] of Object.entries(headers)) {
      this.#headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    this.#end();
    this.#settle.resolve({
      status: this.#status,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks).toString('utf8'),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#moments.answered();
    this.#give(describe(error), error);
  }

  /** Fails the exchange once; afterwards whatever the connection still says is of no interest. */
  #give(what: string, cause?: unknown): void {
    if (this.#settled) return;
    this.#end();
    const sent = this.#controller !== null;
    // Who gives up may say what that is to count as.
    const { class: failureClass, code } = cause instanceof SisError ? cause : LOST;
    this.#settle.reject(
      new SisError(
        { class: failureClass, code, uncertain: sent && mayHaveChanged(this.#request) },
        `${this.#request.method} ${this.#request.route}: ${what}`,
        cause,
      ),
    );
    this.#controller?.abort(new errors.RequestAbortedError());
  }

  #end(): void {
    this.#settled = true;
    this.#release();
  }
}

/** What went wrong, in words that carry no address and no content. */
function describe(error: Error): string {
  const code = 'code' in error ? String(error.code) : error.name;
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host name not found';
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET')
    return 'connection lost before the whole answer';
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return `answer of more than ${MAX_BODY_BYTES} bytes`;
  if (code.includes('TIMEOUT')) return 'no answer in time';
  if (code.startsWith('HPE_')) return 'the answer is not HTTP';
  return `no answer (${code})`;
}
