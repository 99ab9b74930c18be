import type { DistrictRecord, StaffRefusal } from '../port/districts.ts';
import type { Circuit } from '../port/lanes.ts';
import type { LetterMark } from '../port/letter-marks.ts';
import type { BriefingRecord } from '../port/notifications.ts';
import type { RunRecord } from '../port/runs.ts';
import type { DistrictChange } from '../shared/district-changes.ts';
import type { StoredNotification } from '../shared/notification-records.ts';

export interface AttemptDocument {
  readonly districtId: string;
  readonly sectionAssessmentId: string;
  readonly at: number;
  /** MongoDB removes it by itself after this. */
  readonly expiresAt: Date;
  /** The record as JSON. */
  readonly attempt: string;
}

export interface RunDocument {
  /** `districtId:runId`. */
  readonly _id: string;
  readonly districtId: string;
  readonly runId: string;
  readonly kind: RunRecord['kind'];
  readonly date: string;
  readonly finished: boolean;
  /** The district, in a night or manual run that is not finished; absent in others. A unique index keeps it to one. */
  readonly inProgress?: string;
  readonly version: number;
  readonly startedAt: number;
  /** The record as JSON. */
  readonly run: string;
}

export interface LaneDocument {
  /** The district. */
  readonly _id: string;
  readonly owner: string | null;
  readonly fence: number;
  readonly leasedUntil: number;
  readonly circuit: Circuit;
  readonly learnedIntervalMs: number;
}

export interface PaceDocument {
  /** The district. */
  readonly _id: string;
  readonly reservedUntil: number;
}

export interface DistrictDocument {
  /** The district. */
  readonly _id: string;
  /** JSON: the keys of `categories` are a district's own words, which must not become field names. */
  readonly settings: string;
  readonly version: number;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly changedBy: string;
  readonly evaluatedWith: DistrictRecord['evaluatedWith'];
  /** JSON, since its keys have dots. */
  readonly file?: string;
  /** The last hundred, oldest first. */
  readonly changes: DistrictChange[];
}

export interface StaffDocument {
  /** The district. */
  readonly _id: string;
  readonly revision: number;
  /** JSON. */
  readonly staff: string;
  readonly refusal?: StaffRefusal | null;
}

export interface GradingPeriodsDocument {
  /** District, school and year. */
  readonly _id: string;
  /** The entry as JSON. */
  readonly entry: string;
  /** Left out of what was stored before it was kept. */
  readonly fetchedAt?: number;
}

export interface AuditDocument {
  /** District and entry. */
  readonly _id: string;
  readonly districtId: string;
  readonly entryId: string;
  readonly at: number;
  /** JSON: keys of settings are a district's own words, which must not become field names. */
  readonly entry: string;
}

export interface AuditOutcomeDocument {
  /** As the entry's. */
  readonly _id: string;
  readonly at: number;
  /** JSON. */
  readonly outcome: string;
}

export interface TokenUseDocument {
  /** District and token. */
  readonly _id: string;
  readonly districtId: string;
  readonly token: string;
  readonly at: number;
}

export interface SessionDocument {
  /** The session. */
  readonly _id: string;
  readonly seenAt: number;
  readonly expiresAt: number;
  /** JSON. */
  readonly session: string;
  /** As the session's; left out: 0. */
  readonly revision?: number;
}

export interface LetterMarkDocument extends Omit<LetterMark, 'letterId'> {
  /** The letter. */
  readonly _id: string;
}

export interface NotificationDocument extends Omit<StoredNotification, 'notificationId'> {
  /** The message. */
  readonly _id: string;
}

export interface BriefingDocument extends Omit<BriefingRecord, 'content'> {
  /** District and date. */
  readonly _id: string;
  /** JSON. */
  readonly content: string;
}

export interface SilencedDocument {
  /** District and address. */
  readonly _id: string;
  readonly districtId: string;
  readonly at: number;
  /** JSON. */
  readonly silenced: string;
}
