import type { EpochMs } from '@passback/domain';

/** What a person may see and do in one district. */
export interface SessionGrant {
  readonly districtId: string;
  readonly role: 'teacher' | 'viewer' | 'admin';
  /** Of a teacher, by Otus and by the SIS: the units that are theirs. */
  readonly otusUserIds: readonly string[];
  readonly sisTeacherIds: readonly string[];
}

/** How it is found out whether a person still has the roles that their session has. */
export interface SessionRenewal {
  /** What that is found out with, sealed: it may hold a token of who signed them in. */
  readonly sealed: string;
  /** When it is looked next. */
  readonly checkAt: EpochMs;
  /** Since when it could not be found out; null where it could, the last time. */
  readonly awaySince: EpochMs | null;
}

/** A person acts for a teacher: what they see and may do in this district is what the teacher may. */
export interface SessionActing extends Pick<SessionGrant, 'districtId' | 'otusUserIds' | 'sisTeacherIds'> {
  /** The teacher, by Otus. */
  readonly userId: string;
}

/** One person who is signed in, in one browser. */
export interface SessionRecord {
  /** Hex SHA-256 of the cookie's value, which itself is kept nowhere. */
  readonly sessionId: string;
  readonly personId: string;
  /** Of a staff person, to be shown. */
  readonly name: string;
  /** What unsafe requests have to repeat, in hex. */
  readonly csrf: string;
  readonly grants: readonly SessionGrant[];
  /** Everything in all districts, beside the grants. */
  readonly isOperator: boolean;
  readonly createdAt: EpochMs;
  /** The last use that was written. */
  readonly seenAt: EpochMs;
  /** However much it is used. */
  readonly expiresAt: EpochMs;
  /** Left out where the roles count until the session ends. */
  readonly renewal?: SessionRenewal;
  /** Left out where the person acts for nobody. */
  readonly acting?: SessionActing;
  /** How often it was replaced; left out: never. */
  readonly revision?: number;
}

/** Who is signed in. Sessions belong to persons and not to districts, and end by themselves within a day. */
export interface SessionStore {
  /** Throws `LedgerError` `LIMIT_EXCEEDED` for one that is too large. */
  put(session: SessionRecord): Promise<void>;
  /** Also one that has expired, until it is pruned; null where there is none. */
  get(sessionId: string): Promise<SessionRecord | null>;
  /**
   * Puts it in the place of its `revision` before, all but the last use; false, and nothing changes, where another revision or none is
   * stored. Throws `LedgerError` `LIMIT_EXCEEDED` for one that is too large.
   */
  replace(session: SessionRecord & { readonly revision: number }): Promise<boolean>;
  /** A later use that is stored stays; a session that is gone stays gone. */
  seen(sessionId: string, at: EpochMs): Promise<void>;
  delete(sessionId: string): Promise<void>;
  /** Removes those that expired before `before`; how many went. */
  prune(before: EpochMs): Promise<number>;
}
