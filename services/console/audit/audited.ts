import { randomBytes } from 'node:crypto';
import type { AuditChange, AuditCommand, AuditEntry, AuditOutcome, Ledger } from '@passback/ledger';
import { type Clock, HttpProblem, type Logger } from '@passback/service-kit';
import { activeTraceparent, traceIdOf } from '@passback/telemetry';
import { problemOf } from '../http/problems.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

export interface AuditContext {
  readonly ledger: Pick<Ledger, 'audit' | 'districts'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger?: Pick<Logger, 'warn'>;
}

/** A command that somebody asks for. */
export interface Command {
  readonly districtId: string;
  /** The first 12 hex digits of the caller's token's hash, `person:` and those of a person's id, or `file`. */
  readonly requestedBy: string;
  /** Of a person; left out, they are those of the token. */
  readonly roles?: AuditEntry['by']['roles'];
  /** The teacher for whom the person acts, by Otus; left out: for themselves. */
  readonly actingFor?: string;
  readonly command: AuditCommand;
  /** What it is asked with: ids, switches, counts; no secret, and nothing about students. */
  readonly asked?: AuditEntry['asked'];
  readonly changes?: readonly AuditChange[];
}

type Result = Pick<AuditOutcome, 'status' | 'result'>;

/**
 * Carries out a command that is in the audit log: what is asked is written first, then it takes effect, then what came of it is
 * written. Throws `HttpProblem` 503, and does nothing, where the first cannot be written. Where the process ends in between, or the last cannot be
 * written, the entry stays without an outcome: that it was asked is never lost.
 */
export async function audited<T>(
  context: AuditContext,
  command: Command,
  work: () => Promise<T>,
  resultOf: (answer: T) => Result,
): Promise<T> {
  const entryId = await writeAsked(context, command);
  const conclude = (ok: boolean, result: Result): Promise<void> =>
    writeOutcome(context, command, entryId, { at: context.clock.now(), ok, ...result });
  let answer: T;
  try {
    answer = await work();
  } catch (error) {
    await conclude(false, failureOf(error));
    throw error;
  }
  await conclude(true, resultOf(answer));
  return answer;
}

async function writeAsked(context: AuditContext, command: Command): Promise<string> {
  const { ledger, clock } = context;
  const { districtId, requestedBy, roles, actingFor, asked = {}, changes = [] } = command;
  const at = clock.now();
  const entryId = entryIdAt(at);
  try {
    const by =
      roles === undefined ? await caller(ledger.districts, districtId, requestedBy) : person(requestedBy, roles);
    const traceId = traceIdOf(activeTraceparent());
    const entry = { districtId, entryId, at, command: command.command, by, asked, changes, traceId };
    await ledger.audit.append({ ...entry, ...(actingFor !== undefined && { actingFor }) });
  } catch (error) {
    const problem = new HttpProblem(503, 'The audit log cannot be written now', {
      detail: 'the command was not carried out, since it could not be recorded',
      headers: { 'retry-after': String(CONSOLE_LIMITS.retryAfterSeconds) },
    });
    problem.cause = error;
    throw problem;
  }
  return entryId;
}

async function writeOutcome(
  { ledger, logger }: AuditContext,
  { districtId, command }: Command,
  entryId: string,
  outcome: AuditOutcome,
): Promise<void> {
  try {
    await ledger.audit.conclude(districtId, entryId, outcome);
  } catch (error) {
    // The command took effect, and whoever asked has to be told so.
    logger?.warn(
      { err: error, district: districtId, command, entry: entryId },
      'the outcome of a command is not in its log',
    );
  }
}

/** Of the last entry that this process made. */
let last = { at: 0, sameTime: 0 };

/** The time first, in digits that sort as it does, then which one of that time: entries of one process sort as they were made. */
function entryIdAt(at: number): string {
  last = { at, sameTime: at === last.at ? last.sameTime + 1 : 0 };
  const number = last.sameTime.toString(16).padStart(4, '0');
  return `${at.toString(36).padStart(9, '0')}-${number}${randomBytes(6).toString('hex')}`;
}

async function caller(
  districts: Pick<Ledger['districts'], 'get'>,
  districtId: string,
  token: string,
): Promise<AuditEntry['by']> {
  const tokens = (await districts.get(districtId))?.settings.tokens ?? [];
  const grant = tokens.find(({ sha256 }) => sha256.toLowerCase().startsWith(token));
  return { token, label: grant?.label ?? null, roles: grant?.roles ?? [] };
}

function person(token: string, roles: AuditEntry['by']['roles']): AuditEntry['by'] {
  return { token, label: null, roles };
}

const UNKNOWN_FAILURE: Result = { status: 500, result: { title: 'Something went wrong here' } };

function failureOf(error: unknown): Result {
  const problem = problemOf(error);
  if (!(problem instanceof HttpProblem)) return UNKNOWN_FAILURE;
  return { status: problem.status, result: { title: problem.title } };
}
