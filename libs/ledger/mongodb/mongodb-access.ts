import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tlsTrouble } from '@passback/service-kit';
import { MongoServerError } from 'mongodb';

/** Options of the URL that name files which the driver reads when a client is made. */
const FILE_OPTIONS = ['tlsCAFile', 'tlsCertificateKeyFile', 'tlsCRLFile'] as const;
const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;
const MAX_CAUSES = 8;
/** What the system says of a connection, or OpenSSL of a file. */
const SYSTEM_CODE = /\b(?:E[A-Z]{4,}|PEM routines|DECODER routines)\b/;
/** What MongoDB says of a missing right; behind the command's name it repeats the command, with ids in it. */
const NOT_AUTHORIZED = /not authorized on (\S+) to execute command \{ (\w+)/;

/** How MongoDB is reached: the URL, and what stands in the files that it names. */
export class MongodbAccess {
  readonly url: string;
  readonly #options: ReadonlyMap<string, string>;
  readonly #fingerprint: string;

  constructor(url: string) {
    this.url = url;
    const query = url.indexOf('?');
    this.#options = new Map(query < 0 ? [] : new URLSearchParams(url.slice(query + 1)));
    const hash = createHash('sha256').update(url);
    for (const name of FILE_OPTIONS) hash.update(`\n${name}\n`).update(contentOf(this.#options.get(name)));
    this.#fingerprint = hash.digest('hex');
  }

  isSame(other: MongodbAccess): boolean {
    return this.#fingerprint === other.#fingerprint;
  }

  /** Says what an operator can mend: the hosts, the file or the right. Never the user's password, nor what a command carried. */
  explain(error: unknown): string {
    const server = causes(error).find((cause) => cause instanceof MongoServerError);
    if (server?.code === AUTHENTICATION_FAILED)
      return `MongoDB at ${this.#hosts} refuses the user and password of LEDGER_URL`;
    if (server?.code === UNAUTHORIZED) {
      const [, database, command] = NOT_AUTHORIZED.exec(server.message) ?? [];
      const right = command === undefined ? '' : `: ${command} on ${database}`;
      return `the user of LEDGER_URL lacks a right in MongoDB at ${this.#hosts}${right}`;
    }
    const names = {
      host: this.#hosts,
      ca: this.#named('tlsCAFile'),
      certificate: this.#named('tlsCertificateKeyFile'),
    };
    for (const cause of causes(error)) {
      const trouble = tlsTrouble(cause.message, { ...names, ca: names.ca ?? 'the authorities of this system' });
      if (trouble !== null) return `MongoDB cannot be reached: ${trouble}`;
    }
    const code = causes(error).flatMap(({ message }) => SYSTEM_CODE.exec(message)?.[0] ?? [])[0];
    const why = this.fileTrouble() ?? code;
    return `MongoDB at ${this.#hosts} (LEDGER_URL) cannot be reached${why === undefined ? '' : `: ${why}`}`;
  }

  /** What keeps a file that the URL names from being read at this moment; null where nothing does. */
  fileTrouble(): string | null {
    for (const option of FILE_OPTIONS) {
      const file = this.#options.get(option);
      if (file === undefined) continue;
      try {
        readFileSync(file);
      } catch (error) {
        return `${option} (${file}) cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`;
      }
    }
    return null;
  }

  /** Without user and password. */
  get #hosts(): string {
    const [, hosts = ''] = /^[a-z+]+:\/\/(?:[^/?]*@)?([^/?]+)/i.exec(this.url) ?? [];
    return hosts;
  }

  #named(option: (typeof FILE_OPTIONS)[number]): string | null {
    const file = this.#options.get(option);
    return file === undefined ? null : `${option} (${file}) of LEDGER_URL`;
  }
}

function contentOf(file: string | undefined): Buffer {
  if (file === undefined) return Buffer.alloc(0);
  try {
    return readFileSync(file);
  } catch {
    // The driver says it.
    return Buffer.alloc(0);
  }
}

type Cause = { readonly message: string; readonly code?: unknown; readonly cause?: unknown };

/** The error and what caused it; not by class, since an error may come from another realm. */
function causes(error: unknown): Cause[] {
  const found: Cause[] = [];
  for (let current = error; isCause(current) && found.length < MAX_CAUSES; current = current.cause) found.push(current);
  return found;
}

function isCause(error: unknown): error is Cause {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
}
