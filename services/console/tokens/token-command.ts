import { parseArgs } from 'node:util';
import { HttpProblem, type FieldError } from '@passback/service-kit';
import type { TokensContext } from './change-tokens.ts';
import { listTokens } from './list-tokens.ts';
import { checkToken, makeDistrictToken, type TokenGiven } from './make-token.ts';
import { revokeToken } from './revoke-token.ts';

const USAGE = `npm run token -- make DISTRICT --label WORDS --role otus|viewer|admin … [--expires INSTANT]   shows it once, on stdout
npm run token -- list DISTRICT                                                               a JSON line each
npm run token -- revoke DISTRICT DIGITS                                                      the first 12 of its hash`;

/** It was not understood what is to be done. */
export class TokenUsageError extends Error {
  override toString(): string {
    return `${this.message}\n${USAGE}`;
  }
}

export interface TokenCommandParts extends TokensContext {
  /** What scripts read. */
  readonly say: (line: string) => Promise<void>;
  /** What people read. */
  readonly tell: (line: string) => void;
}

/** As the operator's own commands are recorded. */
const BY_OPERATOR = 'operator';

/** Carries out one command of the operator on a district's tokens. Throws `TokenUsageError`, an error in words, and what the ledger throws. */
export async function runTokenCommand(args: readonly string[], parts: TokenCommandParts): Promise<void> {
  const [command = '', districtId = '', ...rest] = args;
  if (districtId === '') throw new TokenUsageError('what is to be done, in which district?');
  try {
    await carryOut(command, { districtId, requestedBy: BY_OPERATOR }, rest, parts);
  } catch (error) {
    throw error instanceof HttpProblem ? new Error(`${districtId}: ${error.message}`, { cause: error }) : error;
  }
}

interface Asked {
  readonly districtId: string;
  readonly requestedBy: string;
}

async function carryOut(command: string, asked: Asked, rest: readonly string[], parts: TokenCommandParts) {
  const { ledger, say, tell } = parts;
  switch (command) {
    case 'make':
      return making(asked, tokenOf(rest), parts);
    case 'list':
      if (rest.length > 0) throw new TokenUsageError('list takes a district');
      for (const token of await listTokens(ledger, asked.districtId)) await say(JSON.stringify(token));
      return;
    case 'revoke': {
      const [sha256, ...others] = rest;
      if (sha256 === undefined || others.length > 0) throw new TokenUsageError('revoke takes the digits of one token');
      const { label } = await revokeToken(parts, asked, sha256);
      tell(`revoked${label === undefined ? '' : ` “${label}”`}: no service takes it after 2.5 seconds`);
      return;
    }
    default:
      throw new TokenUsageError(`there is no command ${command}`);
  }
}

async function making(asked: Asked, given: TokenGiven, parts: TokenCommandParts): Promise<void> {
  const made = await makeDistrictToken(parts, { ...asked, isByToken: false }, given);
  if (!made.ok) throw new Error(inWords(made.errors));
  const { token, sha256, expiresAt } = made.value;
  await parts.say(token);
  const end = expiresAt === undefined ? 'it does not expire' : `it expires at ${expiresAt}`;
  parts.tell(`made ${sha256}, ${end}; this is the one time that it is shown`);
}

function tokenOf(args: readonly string[]): TokenGiven {
  const { label, role, expires } = optionsOf(args);
  const given = checkToken({ label, roles: role, ...(expires !== undefined && { expiresAt: expires }) });
  if (!given.ok) throw new TokenUsageError(inWords(given.errors));
  return given.value;
}

function optionsOf(args: readonly string[]) {
  try {
    const options = {
      label: { type: 'string' },
      role: { type: 'string', multiple: true },
      expires: { type: 'string' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new TokenUsageError((error as Error).message);
  }
}

/** By the names of the options. */
const OPTIONS: Readonly<Record<string, string>> = { label: '--label', roles: '--role', expiresAt: '--expires' };

function inWords(errors: readonly FieldError[]): string {
  const named = errors.map(({ path, message }) => {
    const [field = ''] = path.split('[');
    return `${OPTIONS[field] ?? path} ${message}`.trim();
  });
  return [...new Set(named)].join('\n');
}
