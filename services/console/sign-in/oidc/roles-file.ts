import { readFile, stat } from 'node:fs/promises';
import type { Clock, FieldError, Logger } from '@passback/service-kit';
import { OIDC_LIMITS } from './oidc-limits.ts';
import { checkRoles, type Roles } from './roles-schema.ts';

/** The file of roles cannot be used. The message names everything that is wrong in it. */
class RolesFileError extends Error {
  constructor(file: string, errors: readonly FieldError[], cause?: unknown) {
    const lines = errors.map(({ path, message }) => `  ${path} ${message}`.trimEnd());
    super(`OIDC_ROLES_FILE ${file} cannot be used:\n${lines.join('\n')}`, { cause });
    this.name = 'RolesFileError';
  }
}

/** Throws `RolesFileError`. */
async function readRoles(file: string): Promise<Roles> {
  const checked = checkRoles(parsed(file, await text(file)));
  if (!checked.ok) throw new RolesFileError(file, checked.errors);
  return checked.value;
}

async function text(file: string): Promise<string> {
  const { size } = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (size > OIDC_LIMITS.rolesFileBytes)
    throw new RolesFileError(file, [{ path: '', message: `has more than ${OIDC_LIMITS.rolesFileBytes} bytes` }]);
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
}

function unreadable(file: string, error: unknown): RolesFileError {
  const code = (error as NodeJS.ErrnoException).code ?? 'error';
  return new RolesFileError(file, [{ path: '', message: `cannot be read (${code})` }], error);
}

function parsed(file: string, json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    // Without V8's words, which quote the text.
    throw new RolesFileError(file, [{ path: '', message: 'is not valid JSON' }]);
  }
}

/** The file of roles as it is now: read again when it changed; one that cannot be used leaves what was known, and is told of once. */
export class RolesFile {
  readonly #file: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #logger: Pick<Logger, 'info' | 'error'>;
  #known: Roles | null = null;
  #seen = '';
  #lookAt = 0;

  constructor(file: string, clock: Pick<Clock, 'now'>, logger: Pick<Logger, 'info' | 'error'>) {
    this.#file = file;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Throws `RolesFileError`. */
  async begin(): Promise<void> {
    this.#seen = await this.#stamp();
    this.#known = await readRoles(this.#file);
  }

  /** Throws before `begin`. */
  async current(): Promise<Roles> {
    const now = this.#clock.now();
    if (now >= this.#lookAt) {
      this.#lookAt = now + OIDC_LIMITS.rolesLookMs;
      await this.#lookAgain();
    }
    if (this.#known === null) throw new Error('the file of roles was not read yet');
    return this.#known;
  }

  async #lookAgain(): Promise<void> {
    const stamp = await this.#stamp();
    if (stamp === this.#seen) return;
    this.#seen = stamp;
    try {
      this.#known = await readRoles(this.#file);
      this.#logger.info({ rules: this.#known.rules.length }, 'the file of roles was read again');
    } catch (error) {
      this.#logger.error({ err: error }, 'the file of roles changed and cannot be used: what it said before counts on');
    }
  }

  /** Another one for each change; kubelet replaces the file behind a link. */
  async #stamp(): Promise<string> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#file);
      return `${mtimeMs}:${size}:${ino}`;
    } catch {
      return 'away';
    }
  }
}
