import type { EpochMs } from '@passback/domain';
import type { Role } from './districts.ts';
import type { Page } from './section-assessments.ts';

export const AUDIT_COMMANDS = [
  'run',
  'redrive',
  'repair',
  'rebase',
  'settings',
  'reconcile',
  'connectionCheck',
  'export',
  'deletion',
  'replayLetters',
  'dismissLetters',
  'acting',
  'resumeMessages',
] as const;
export type AuditCommand = (typeof AUDIT_COMMANDS)[number];

/** What JSON can hold. */
export type AuditValue =
  null | boolean | number | string | readonly AuditValue[] | { readonly [key: string]: AuditValue | undefined };

/** A setting before and after, by its key (`powerschool.baseUrl`). Of a secret only that it changed. */
export interface AuditChange {
  readonly key: string;
  readonly before: AuditValue;
  readonly after: AuditValue;
}

/** What somebody asked for, written before it takes effect. Ids and settings; no secret, no name and no points of a student. */
export interface AuditEntry {
  readonly districtId: string;
  /** Unique in the district; of one instant, the larger counts as the later. */
  readonly entryId: string;
  readonly at: EpochMs;
  readonly command: AuditCommand;
  readonly by: {
    /** The first 12 hex digits of the token's hash, `person:` and those of a person's id, or `file`. */
    readonly token: string;
    readonly label: string | null;
    readonly roles: readonly (Role | 'operator')[];
  };
  /** The teacher, by Otus, for whom it was asked by somebody who acts for them; left out: for nobody else. */
  readonly actingFor?: string;
  /** What it was asked with. */
  readonly asked: { readonly [key: string]: AuditValue | undefined };
  readonly changes: readonly AuditChange[];
  readonly traceId: string | null;
}

/** What came of it. */
export interface AuditOutcome {
  readonly at: EpochMs;
  readonly ok: boolean;
  /** As HTTP would say it. */
  readonly status: number;
  /** Ids and counts of the answer, or the title of the problem. */
  readonly result: { readonly [key: string]: AuditValue | undefined };
}

export interface AuditedCommand extends AuditEntry {
  /** Null where none was written: it goes on, or its process ended in the middle. */
  readonly outcome: AuditOutcome | null;
}

/** The log of commands. It grows and is cut off at its old end; nothing in it is ever changed. */
export interface AuditStore {
  /** An entry that is there stays as it is. Throws `LedgerError` `LIMIT_EXCEEDED` for one that is too large. */
  append(entry: AuditEntry): Promise<void>;
  /** An outcome that is there stays as it is. */
  conclude(districtId: string, entryId: string, outcome: AuditOutcome): Promise<void>;
  /** Newest first. `limit` at most 200. Throws `LedgerError` `INVALID_CURSOR` for a cursor that is not its own. */
  list(districtId: string, page: { cursor?: string; limit: number }): Promise<Page<AuditedCommand>>;
  /** Removes the entries from before `before`, of all districts; how many went. */
  prune(before: EpochMs): Promise<number>;
}
