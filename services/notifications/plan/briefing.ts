import type { LocalDate, ReasonCode } from '@passback/domain';

/** What is told of a district until it is over. */
export type AlertKind = 'nightFailed' | 'nightLate' | 'districtHeld' | 'schoolHeld' | 'categoryGone';

/** Something that is the matter with a district as it stands, and that more than one unit waits for. */
export interface Condition {
  readonly kind: AlertKind;
  /** By what it is known until it is over. */
  readonly cause: string;
  /** The reason that the units have for it; null where it is the night itself. */
  readonly code: ReasonCode | null;
  /** A school, or an assessment type; null where it is the whole district. */
  readonly subject: string | null;
  readonly units: number;
  readonly scores: number;
  /** The cause of another condition that this one comes of: it is not told beside it, nor as over where it was told before. */
  readonly within?: string;
}

/** A condition that was told of and is not over. */
export interface OpenAlert extends Pick<Condition, 'kind' | 'cause' | 'code' | 'subject'> {
  /** The night with which it was told. */
  readonly since: LocalDate;
}

/** A reason that this district had never had. */
export interface NewReason {
  readonly code: ReasonCode;
  readonly units: number;
  readonly scores: number;
}

/** What the nights of a week came to. */
export interface WeeklySummary {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly nights: number;
  readonly sent: number;
  readonly kept: number;
  /** As they stand now. */
  readonly heldUnits: number;
  readonly reasons: readonly NewReason[];
}

/** What one night is told to those who look after the district, and by what the next one is made. */
export interface Briefing {
  readonly alerts: readonly Condition[];
  readonly over: readonly OpenAlert[];
  readonly newReasons: readonly NewReason[];
  readonly weekly: WeeklySummary | null;
  /** What is open after it, those of `alerts` among them. */
  readonly open: readonly OpenAlert[];
  /** The night that was told of before; null where none was. */
  readonly previous: LocalDate | null;
  /** All reasons that the district ever had. */
  readonly known: readonly ReasonCode[];
  /** The week that was summed up last, as `2026-W47`. */
  readonly week: string;
}

export interface BriefingFacts {
  readonly date: LocalDate;
  readonly previous: LocalDate | null;
  readonly conditions: readonly Condition[];
  readonly reasons: readonly NewReason[];
  /** Asked for once a week. */
  readonly weekly: WeeklySummary;
}

/** Reasons in a weekly summary: the largest of them. */
const WEEKLY_REASONS = 5;

/**
 * What is told of a night after `last` was told: each cause once until it is over, then once that it is, and not what comes of another; each reason once in the district's
 * life; each week once. Pure.
 */
export function briefingOf(
  last: Briefing | null,
  { date, previous, conditions, reasons, weekly }: BriefingFacts,
): Briefing {
  const before = last?.open ?? [];
  const isOpen = new Set(before.map(({ cause }) => cause));
  const isThere = new Set(conditions.map(({ cause }) => cause));
  const alerts = conditions.filter(({ cause, within }) => within === undefined && !isOpen.has(cause));
  const known = new Set(last?.known ?? []);
  const week = weekOf(date);
  const isNewWeek = last !== null && week > last.week;
  return {
    alerts,
    over: before.filter(({ cause }) => !isThere.has(cause)),
    newReasons: reasons.filter(({ code }) => !known.has(code)),
    weekly: isNewWeek ? { ...weekly, reasons: weekly.reasons.slice(0, WEEKLY_REASONS) } : null,
    open: [
      ...before.filter(({ cause }) => isThere.has(cause)),
      ...alerts.map(({ kind, cause, code, subject }) => ({ kind, cause, code, subject, since: date })),
    ],
    previous,
    known: [...new Set([...known, ...reasons.map(({ code }) => code)])].sort(),
    week: last === null || isNewWeek ? week : last.week,
  };
}

/** What was told before and is not over: for whom the message about it may not have reached. */
export function stillOpen({ open }: Briefing, date: LocalDate): readonly OpenAlert[] {
  return open.filter(({ since }) => since !== date);
}

/** Whether there is anything to say. */
export function isWorthTelling({ alerts, over, newReasons, weekly }: Briefing): boolean {
  return alerts.length > 0 || over.length > 0 || newReasons.length > 0 || weekly !== null;
}

/** The ISO week of a date, in an order that texts have as well. */
export function weekOf(date: LocalDate): string {
  const { weekOfYear, yearOfWeek } = Temporal.PlainDate.from(date);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}
