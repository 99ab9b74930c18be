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

export const STAFF_ROLES = ['teacher', 'coTeacher', 'admin'] as const;
type StaffRole = (typeof STAFF_ROLES)[number];

export interface StaffMember {
  readonly userId: string;
  readonly role: StaffRole;
  readonly sisUserId: string | null;
  readonly inPassbackGroup: boolean;
  /** Where the person is written to, sealed; left out where Otus gave none. */
  readonly sealedEmail?: string;
}

/** Both ends inclusive. */
export interface GradingPeriod {
  readonly name: string;
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** A term of a school as PowerSchool has it: a year, a semester, a quarter, a mini-term. */
export interface SchoolTerm extends GradingPeriod {
  /** What a section may name it by (`sisTermId`); empty where PowerSchool does not tell. */
  readonly ids: readonly string[];
  /** How many of its kind make a school year: 1 a year, 2 a semester, 4 a quarter; null where PowerSchool does not tell. */
  readonly portion: number | null;
  /** True where PowerSchool itself calls it a grading period; it mostly does not say. */
  readonly isGradingPeriod: boolean;
}

/** What a district says of PowerSchool's terms, where they do not tell it themselves. */
export interface TermSettings {
  /** How often a school posts grades in a school year; left out, it is found from the terms. */
  readonly gradingPeriodsPerYear?: number;
  /** On a day that no grading period holds: nothing is sent (the default), or the larger term that holds it counts. */
  readonly betweenPeriods?: 'hold' | 'largerTerm';
}

/** What grading-periods answered for a section's term, or a school, and a date. */
export type GradingPeriodAnswer =
  | { readonly kind: 'current'; readonly period: GradingPeriod }
  /** `next` and `last` are those around the date; left out where there is none. */
  | { readonly kind: 'none'; readonly next?: GradingPeriod; readonly last?: GradingPeriod }
  | { readonly kind: 'unknown' };
