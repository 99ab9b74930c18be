import type { ReasonCode } from '@passback/domain';
import type { Circuit } from '@passback/ledger';
import type { AlertKind, Condition, NewReason } from './briefing.ts';
import type { HeldCounts } from './held-counts.ts';

/** How the night stands when it is told of. */
export type NightStanding = 'finished' | 'late' | 'failed';

export interface DistrictFacts {
  readonly night: NightStanding;
  readonly circuit: Circuit | null;
  readonly held: HeldCounts;
}

/** Told of as alerts, or nobody's business: never as a reason that is new. */
const NO_NEW_REASONS: ReadonlySet<ReasonCode> = new Set([
  'GRADING_PERIOD_UNKNOWN',
  'CATEGORY_INACTIVE',
  'SIS_UNAVAILABLE',
  'SIS_CREDENTIALS',
  'SIS_ACCESS_DENIED',
  'SIS_ADDRESS_REFUSED',
  'WAITING_FOR_NIGHT',
  'DISTRICT_PAUSED',
  'WITHDRAWN',
]);

/** All that is the matter with a district, each under a cause that stays the same as long as it lasts. Pure. */
export function conditionsOf({ night, circuit, held }: DistrictFacts): Condition[] {
  const conditions: Condition[] = [];
  const all = { units: held.units, scores: held.scores };
  const add = (kind: AlertKind, cause: string, rest: Omit<Condition, 'kind' | 'cause'>): void =>
    void conditions.push({ kind, cause, ...rest });
  if (night === 'failed') add('nightFailed', 'nightFailed', { code: null, subject: null, ...all });
  if (night === 'late') add('nightLate', 'nightLate', { code: null, subject: null, ...all });
  if (circuit !== null && circuit.state !== 'closed' && circuit.code !== null)
    add('districtHeld', `circuit:${circuit.code}`, { code: circuit.code, subject: null, ...all });
  const code = 'GRADING_PERIOD_UNKNOWN';
  for (const [school, counts] of held.schoolsWithoutTerms)
    add('schoolHeld', `school:${school}`, { code, subject: school, ...counts });
  for (const [type, counts] of held.typesWithoutCategory)
    add('categoryGone', `category:${type}`, { subject: type, ...counts });
  return conditions;
}

/** The reasons that a district may have for the first time, most scores first. */
export function reasonsOf({ byReason }: HeldCounts): NewReason[] {
  return [...byReason]
    .filter(([code]) => !NO_NEW_REASONS.has(code))
    .map(([code, counts]) => ({ code, ...counts }))
    .sort((one, other) => other.scores - one.scores || (one.code < other.code ? -1 : 1));
}
