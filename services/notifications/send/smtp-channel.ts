import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Channel, Outgoing, SendEnd } from './channel.ts';
import { plainAnswer } from './channel.ts';
import { addressIn, composeMail, type MailOptions } from './mail-message.ts';

export interface SmtpOptions extends MailOptions {
  /** `smtp://host:port` or `smtps://host:port`. */
  readonly url: string;
  /** Whether TLS is needed before anything is said; off only within one's own network. */
  readonly isTlsRequired: boolean;
  /** Asked each time, so that a password that is replaced counts. */
  readonly credentials: () => { readonly user: string; readonly pass: string } | null;
  /** PEM of authorities that are trusted beside the system's. */
  readonly authorities?: readonly string[];
  /** Longest silence of the server. */
  readonly timeoutMs: number;
}

/** How far a message got: by it is known whether the server can have it. */
type Progress = 'envelope' | 'refusedToBegin' | 'begun' | 'ended';

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/** Of an answer to RCPT: what says that there is no such mailbox, and not that we are not liked (RFC 3463: 5.7 is policy). */
const IS_POLICY = /\b5\.7\.\d{1,3}\b/;
const DEFAULT_PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;

/** Mail by SMTP, a connection a message: they are few, and spread over a morning. */
export class SmtpChannel implements Channel {
  readonly #options: SmtpOptions;

  constructor(options: SmtpOptions) {
    this.#options = options;
  }

  async send(outgoing: Outgoing, beginBody: () => Promise<boolean>): Promise<SendEnd> {
    const mail = await composeMail(outgoing, this.#options);
    const connection = new SMTPConnection(this.#connectionOptions());
    const lost = new Promise<never>((_resolve, reject) => connection.once('error', reject));
    // Where it is lost after the end, nobody listens.
    lost.catch(() => undefined);
    const progress: { at: Progress } = { at: 'envelope' };
    try {
      await Promise.race([lost, this.#open(connection)]);
      const envelope = { from: addressIn(this.#options.from), to: [outgoing.addressee.address], size: mail.length };
      const body = bodyStream(mail, beginBody, progress);
      const info = await Promise.race([lost, sendOver(connection, envelope, body)]);
      return { kind: 'sent', ...answerOf(info.response) };
    } catch (error) {
      return endOf(error as SmtpError, progress.at);
    } finally {
      connection.close();
    }
  }

  #connectionOptions() {
    const { url, isTlsRequired, timeoutMs, authorities } = this.#options;
    const { protocol, hostname, port } = new URL(url);
    const secure = protocol === 'smtps:';
    return {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? DEFAULT_PORTS[secure ? 'smtps:' : 'smtp:'] : Number(port),
      secure,
      requireTLS: isTlsRequired && !secure,
      ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs },
      tls: { rejectUnauthorized: true, ...(authorities !== undefined && { ca: [...authorities] }) },
      // A server that is on this machine has no other address.
      allowInternalNetworkInterfaces: true,
    };
  }

  async #open(connection: SMTPConnection): Promise<void> {
    await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
    const credentials = this.#options.credentials();
    if (credentials === null) return;
    await new Promise<void>((resolve, reject) =>
      connection.login({ credentials }, (error) => (error ? reject(error) : resolve())),
    );
  }
}

/** Gives nothing before the ledger knows that it begins: it is read only once the server has said that it takes the message (354). */
function bodyStream(mail: Buffer, beginBody: () => Promise<boolean>, progress: { at: Progress }): Readable {
  async function* body(): AsyncGenerator<Buffer> {
    if (!(await beginBody())) {
      progress.at = 'refusedToBegin';
      throw new Error('somebody else has it in hand');
    }
    progress.at = 'begun';
    yield mail;
    // Behind the last byte comes the line that ends the message: without it a server must not take it (RFC 5321, 4.1.1.4).
    progress.at = 'ended';
  }
  return Readable.from(body());
}

function sendOver(
  connection: SMTPConnection,
  envelope: { from: string; to: string[]; size: number },
  body: Readable,
): Promise<{ response: string }> {
  return new Promise((resolve, reject) => {
    connection.send(envelope, body, (error, info) => {
      if (error) reject(error);
      else resolve({ response: String(info?.response ?? '') });
    });
  });
}

/** What an error proves. A ledger that is away when the message should begin has thrown into the body: nothing went. */
function endOf(error: SmtpError, at: Progress): SendEnd {
  if (at === 'refusedToBegin') return { kind: 'taken' };
  const code = error.responseCode ?? null;
  const text = plainAnswer(error.response ?? error.message);
  if (code === null) return at === 'ended' ? { kind: 'inDoubt', text } : { kind: 'again', code, text };
  const isOfMessage = at === 'ended' || at === 'begun';
  if (code < 500) return { kind: 'again', code, text };
  if (isOfMessage) return { kind: 'refused', code, text, isAddressGone: false };
  // Ours to mend (a password, a sender that is not ours): nobody's address is to suffer for it.
  if (error.command !== 'RCPT TO') return { kind: 'again', code, text };
  return { kind: 'refused', code, text, isAddressGone: !IS_POLICY.test(error.response ?? '') };
}

function answerOf(response: string): { code: number | null; text: string } {
  const code = Number(/^\d{3}/.exec(response)?.[0] ?? Number.NaN);
  return { code: Number.isNaN(code) ? null : code, text: plainAnswer(response) };
}
