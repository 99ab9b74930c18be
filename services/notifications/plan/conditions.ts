import type { ReasonCode } from '@passback/domain';
import type { Circuit } from '@passback/ledger';
import type { AlertKind, Condition, NewReason } from './briefing.ts';
import type { Counts, StuckCounts } from './stuck-counts.ts';

/** How the night stands when it is told of. */
export type NightStanding = 'finished' | 'late' | 'failed';

export interface DistrictFacts {
  readonly night: NightStanding;
  readonly circuit: Circuit | null;
  readonly stuck: StuckCounts;
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

const TERMS = 'GRADING_PERIOD_UNKNOWN' satisfies ReasonCode;
const NONE: Readonly<Counts> = { units: 0, scores: 0 };

/**
 * All that is the matter with a district, each under a cause that stays the same as long as it lasts, with what waits for that cause alone.
 * What comes of something that holds the whole district is within that: a night that could not end, terms that could not be read. Why terms
 * cannot be read is not kept anywhere; where it is so for every school, it is told as the district's trouble. Pure.
 */
export function conditionsOf({ night, circuit, stuck }: DistrictFacts): Condition[] {
  const conditions: Condition[] = [];
  const add = (kind: AlertKind, cause: string, rest: Omit<Condition, 'kind' | 'cause'>): void =>
    void conditions.push({ kind, cause, ...rest });
  const blocked = circuit === null || circuit.state === 'closed' ? null : circuit.code;
  const ofCircuit = blocked === null ? {} : { within: `circuit:${blocked}` };
  if (night === 'failed') add('nightFailed', 'nightFailed', { code: null, subject: null, ...NONE, ...ofCircuit });
  if (night === 'late') add('nightLate', 'nightLate', { code: null, subject: null, ...NONE, ...ofCircuit });
  const ofTerms = stuck.byReason.get(TERMS) ?? NONE;
  // Where nothing is left to be sent, no unit has the circuit's own code.
  if (blocked !== null)
    add('districtHeld', `circuit:${blocked}`, {
      ...{ code: blocked, subject: null },
      ...(stuck.byReason.get(blocked) ?? ofTerms),
    });
  if (stuck.isWithoutTerms) add('districtHeld', 'terms', { code: TERMS, subject: null, ...ofTerms, ...ofCircuit });
  const ofDistrict = stuck.isWithoutTerms ? { within: 'terms' } : ofCircuit;
  for (const [school, counts] of stuck.schoolsWithoutTerms)
    add('schoolHeld', `school:${school}`, { code: TERMS, subject: school, ...counts, ...ofDistrict });
  for (const [type, counts] of stuck.typesWithoutCategory)
    add('categoryGone', `category:${type}`, { subject: type, ...counts });
  return conditions;
}

/** The reasons that a district may have for the first time, most scores first. */
export function reasonsOf({ byReason }: StuckCounts): NewReason[] {
  return [...byReason]
    .filter(([code]) => !NO_NEW_REASONS.has(code))
    .map(([code, counts]) => ({ code, ...counts }))
    .sort((one, other) => other.scores - one.scores || (one.code < other.code ? -1 : 1));
}
