import { LedgerError } from './ledger.ts';
import type { ListFilter } from './section-assessments.ts';

/** What one call may ask for. A bound keeps one transaction, one reply and one lock short, whatever the caller holds. */
export const LEDGER_LIMITS = {
  /** Records of one `load`, `scan` or `claimDeliveries`: about 10 MB at 10 kB a unit. */
  unitsPerRead: 1_000,
  /** Writes of one batch: below MongoDB's 48 MB message even when every snapshot is several times the usual size. */
  unitsPerWrite: 1_000,
  /** Items on one page of a list that people read. */
  listPage: 200,
  /** Ids of whoever a list is narrowed to as its teacher. */
  teacherIds: 100,
  /** Districts of one `dueDistricts`: more than an installation has. */
  dueDistricts: 1_000,
  /** Attempts shown of one unit. */
  attemptsPerRead: 100,
  /** Attempts of one append. */
  attemptsPerWrite: 1_000,
  /** Runs of one list. */
  runsPerRead: 1_000,
  /** Changes of settings that are remembered of a district. */
  districtChanges: 100,
  /** Milliseconds of one stretch of reserved time: one turn at the longest interval that a pace may have. */
  reservedMs: 120_000,
  /** Bytes of one entry of the audit log, as JSON: a redrive that names a thousand units is 100 kB. */
  auditBytes: 512 * 1024,
  /** Bytes of one session, as JSON: a person with a role in a thousand districts has 100 kB. */
  sessionBytes: 256 * 1024,
  /** Dead letters that one command names. */
  letterMarksPerWrite: 100,
  /** Dead letters looked at together. */
  letterMarksPerRead: 1_000,
  /** Messages planned together. */
  notificationsPerWrite: 1_000,
  /** Messages taken in hand together. */
  notificationsPerClaim: 100,
  /** Addresses that are told to be silenced. */
  silencedPerRead: 1_000,
  /** Bytes of what one message or one briefing says, as JSON. */
  notificationBytes: 256 * 1024,
} as const;

/** Throws `LedgerError` `LIMIT_EXCEEDED` unless `asked` is a whole number from 0 to `atMost`. */
export function checkLimit(what: string, asked: number, atMost: number): void {
  if (Number.isInteger(asked) && asked >= 0 && asked <= atMost) return;
  throw new LedgerError('LIMIT_EXCEEDED', `${what}: ${asked} is not between 0 and ${atMost}`);
}

/** Throws `LedgerError` `LIMIT_EXCEEDED` for a filter that names more teachers than one question may. */
export function checkListFilter({ teacher }: ListFilter): void {
  if (teacher === undefined) return;
  const ids = teacher.otusUserIds.length + teacher.sisTeacherIds.length;
  checkLimit('ids of a teacher', ids, LEDGER_LIMITS.teacherIds);
}
