import type { LocalDate } from './section-assessment.ts';

/** What the rules need to know of a district's settings. */
export interface DistrictRules {
  /** IANA name, as `America/Chicago`. */
  readonly timeZone: string;
  /** Units assigned before this date never pass; null where the district set none. */
  readonly effectiveDate: LocalDate | null;
  readonly paused: boolean;
  /** Past-due work that was not handed in is sent as 0; off by default. */
  readonly pastDueAsZero: boolean;
  /** Assessment type in Otus → category name in the SIS. */
  readonly categories: Readonly<Record<string, string>>;
  /** Characters that a name holds in the SIS. */
  readonly maxTitleLength: number;
}

export type StaffRole = 'teacher' | 'coTeacher' | 'admin';

export interface StaffMember {
  readonly userId: string;
  readonly role: StaffRole;
  readonly sisUserId: string | null;
  readonly inPassbackGroup: boolean;
}

/** Both ends inclusive. */
export interface GradingPeriod {
  readonly name: string;
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** What grading-periods answered for a school and a date. */
export type GradingPeriodAnswer =
  | { readonly kind: 'current'; readonly period: GradingPeriod }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };
