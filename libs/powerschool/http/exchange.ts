import { within } from '@passback/service-kit';
import { mayHaveChanged } from '../failures/classify.ts';
import { SisError } from '../port/gradebook.ts';
import type { GradebookSettings, SisRequest, SisResponse } from '../port/transport.ts';
import { forbiddenAddress, isAllowedHost } from './addresses.ts';
import { AnswerBody } from './answer-body.ts';
import { addressRefused, parseBaseUrl } from './base-url.ts';
import { AddressRefusedError, createConnector } from './connector.ts';
import { NO_EXCEPTIONS, type OutboundRules } from './outbound.ts';
import { TurnPassed } from './pacer.ts';
import { type Dispatcher, errors, Pool } from './undici.ts';

/** A section's assignments are about 30 KB, a page of 1,000 categories about 300 KB: 8 MiB is a fault, and memory is finite. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Of an answer's status line, headers and trailers together; a load balancer with its cookies needs about 4 KiB. */
export const MAX_HEADER_BYTES = 32 * 1024;
/** An answer that is on its way is worth a moment: a write that it acknowledges is not in doubt. */
const CLOSING_MS = 2000;
/** A host that cannot be reached is known sooner than one that is slow. */
const MAX_CONNECT_MS = 10_000;

export interface Moments {
  /**
   * The request is about to go onto an open connection. What this throws, it fails with; then nothing is sent. The connection ends with it,
   * unless it is `TurnPassed`: then the request comes again.
   */
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

/**
 * HTTP to one PowerSchool over its own few connections, so that a slow district holds none that another needs. Redirects are answers like
 * any other and not followed; bodies come as they are, and none is unpacked. Throws a district failure for a base URL that is none, or
 * one where no PowerSchool may be.
 */
export function createExchange(settings: GradebookSettings, rules: OutboundRules = NO_EXCEPTIONS): Exchange {
  const { origin, prefix } = parseBaseUrl(settings.baseUrl);
  const url = new URL(origin);
  const isTrusted = settings.isAddressTrusted === true || isAllowedHost(url, rules.allowedHosts);
  const reason = isTrusted ? null : forbiddenAddress(url, rules);
  if (reason !== null) throw addressRefused(reason);
  const { timeoutMs } = settings;
  const pool = new Pool(origin, {
    connections: settings.concurrency,
    pipelining: 1,
    connect: createConnector({ rules, isTrusted, timeoutMs: Math.min(timeoutMs, MAX_CONNECT_MS) }),
    maxHeaderSize: MAX_HEADER_BYTES,
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
  const ended = pool.close().catch(() => undefined);
  await within(CLOSING_MS, ended, { late: () => undefined });
  await pool.destroy();
}

const LOST = { class: 'transient', code: 'SIS_UNAVAILABLE' } as const;

interface Settle {
  resolve(response: SisResponse): void;
  reject(error: unknown): void;
}

/** Gathers one answer, and tells a request that never left from one whose reply was lost. */
class ReplyHandler implements Dispatcher.DispatchHandler {
  readonly #request: SisRequest;
  readonly #moments: Moments;
  readonly #settle: Settle;
  readonly #body = new AnswerBody();
  #controller: Dispatcher.DispatchController | null = null;
  /** Whether a byte of the request may have left. */
  #sent = false;
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
    this.#controller = controller;
    try {
      this.#moments.sent();
    } catch (error) {
      if (!(error instanceof TurnPassed)) return this.#fail(error);
      this.#end();
      this.#settle.reject(error);
      // By this undici lets go of the request, and keeps the connection.
      throw error;
    }
    this.#sent = true;
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
    this.#body.add(chunk);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    this.#end();
    this.#settle.resolve({
      status: this.#status,
      headers: this.#headers,
      body: this.#body.text(),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#moments.answered();
    const reason = refusalOf(error);
    if (reason === null) this.#give(describe(error), error);
    else this.#fail(addressRefused(reason, error));
  }

  /** Fails the exchange for want of a whole answer. */
  #give(what: string, cause?: unknown): void {
    const { method, route } = this.#request;
    // Who gives up may say what that is to count as.
    const { class: failureClass, code } = cause instanceof SisError ? cause : LOST;
    const uncertain = this.#sent && mayHaveChanged(this.#request);
    this.#fail(new SisError({ class: failureClass, code, uncertain }, `${method} ${route}: ${what}`, cause));
  }

  /** Fails the exchange once; afterwards whatever the connection still says is of no interest. */
  #fail(error: unknown): void {
    if (this.#settled) return;
    this.#end();
    this.#settle.reject(error);
    this.#controller?.abort(new errors.RequestAbortedError());
  }

  #end(): void {
    this.#settled = true;
    this.#release();
  }
}

/** OpenSSL's and Node's codes of a certificate that does not hold. */
const UNVERIFIED =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_)/;

/** Why nothing may be sent to who was met there; null when it is no matter of that. */
function refusalOf(error: Error): string | null {
  if (error instanceof AddressRefusedError) return error.message;
  const code = codeOf(error);
  return UNVERIFIED.test(code) ? `the certificate that it shows cannot be verified (${code})` : null;
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.name;
}

/** What went wrong, in words that carry no address and no content. */
function describe(error: Error): string {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host name not found';
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET')
    return 'connection lost before the whole answer';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return `headers of more than ${MAX_HEADER_BYTES} bytes`;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return `answer of more than ${MAX_BODY_BYTES} bytes`;
  if (code.includes('TIMEOUT')) return 'no answer in time';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return `no TLS could be agreed upon (${code})`;
  if (code.startsWith('HPE_')) return 'the answer is not HTTP';
  return `no answer (${code})`;
}
