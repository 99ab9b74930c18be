import {
  type DecisionPart,
  type DeliveryFailure,
  type DeliveryState,
  NOTHING_IN_SIS,
  type OtusPart,
  type ReasonCode,
  type Repair,
  type SisState,
  type UnitRecord,
  type UnitState,
  type UnitSummary,
} from '@passback/domain';
import { hitsOf, hitsText } from '../../shared/reason-hits.ts';
import type { SqliteDatabase } from '../sqlite-database.ts';

export interface UnitRow {
  readonly unit: number;
  readonly district_id: string;
  readonly section_assessment_id: string;
  readonly version: number;
  readonly changed_at: number;
  readonly state: UnitState;
  readonly reasons: string;
  readonly causes: string;
  readonly due_at: number | null;
  readonly run_id: string | null;
  /** Of `REDRIVES`. */
  readonly redrive: number;
  readonly attempt: number;
  readonly claim: string | null;
  readonly intent: string | null;
  readonly failure: string | null;
  readonly sent: number | null;
  readonly kept: number | null;
  readonly held: number | null;
  readonly rejected: number | null;
  readonly otus: string;
  readonly decision: string;
  readonly sis: string | null;
  /** Null where an earlier release wrote it last. */
  readonly hits: string | null;
}

const SELECT_ROW = `
  select u.unit, u.district_id, u.section_assessment_id, u.version, u.changed_at, u.state, u.reasons, u.causes,
    u.due_at, u.run_id, u.redrive, u.attempt, u.claim, u.intent, u.failure, u.sent, u.kept, u.held, u.rejected,
    d.otus, d.decision, s.sis, h.hits
  from units u join unit_decisions d on d.unit = u.unit left join unit_sis s on s.unit = u.unit
    left join unit_hits h on h.unit = u.unit`;

export const ROW_BY_UNIT = `${SELECT_ROW} where u.unit = ?`;
export const ROW_BY_ID = `${SELECT_ROW} where u.district_id = ? and u.section_assessment_id = ?`;

export function toUnitRecord(row: UnitRow): UnitRecord {
  return {
    districtId: row.district_id,
    sectionAssessmentId: row.section_assessment_id,
    version: row.version,
    changedAt: row.changed_at,
    otus: JSON.parse(row.otus) as OtusPart,
    decision: JSON.parse(row.decision) as DecisionPart,
    sis: row.sis === null ? NOTHING_IN_SIS : (JSON.parse(row.sis) as SisState),
    delivery: toDelivery(row),
    summary: {
      state: row.state,
      reasons: JSON.parse(row.reasons) as ReasonCode[],
      causes: JSON.parse(row.causes) as ReasonCode[],
      ...(row.hits !== null && { hits: hitsOf(row.hits) }),
    },
  };
}

function toDelivery(row: UnitRow): DeliveryState {
  const { sent, kept, held, rejected } = row;
  const hasTally = sent !== null && kept !== null && held !== null && rejected !== null;
  return {
    dueAt: row.due_at,
    runId: row.run_id,
    redrive: row.redrive > 0 && row.redrive !== CHECK,
    repair: REDRIVES[row.redrive] ?? null,
    attempt: row.attempt,
    claim: parseOrNull<NonNullable<DeliveryState['claim']>>(row.claim),
    intent: parseOrNull<NonNullable<DeliveryState['intent']>>(row.intent),
    failure: parseOrNull<DeliveryFailure>(row.failure),
    tally: hasTally ? { sent, kept, held, rejected } : null,
  };
}

/** What of a redrive the column says, by its value: none, one that repairs nothing, and those that do. */
const REDRIVES: readonly (Repair | null)[] = [null, null, 'missing', 'all', 'check'];
/** No redrive, though something is asked for. */
const CHECK = 4;

/** The value of the column. */
export function redriveValue({
  redrive,
  repair,
}: {
  readonly redrive: boolean;
  readonly repair?: Repair | null;
}): number {
  if (!redrive) return repair === 'check' ? CHECK : 0;
  return repair === 'all' ? 3 : repair === 'missing' ? 2 : 1;
}

function parseOrNull<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

export function textOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

const STORE_SIS = 'insert into unit_sis (unit, sis) values (?, ?) on conflict (unit) do update set sis = excluded.sis';

export function storeSis(database: SqliteDatabase, unit: number, sis: SisState): void {
  database.run(STORE_SIS, unit, JSON.stringify(sis));
}

const STORE_HITS =
  'insert into unit_hits (unit, hits) values (?, ?) on conflict (unit) do update set hits = excluded.hits';

export function storeHits(database: SqliteDatabase, unit: number, { hits }: UnitSummary): void {
  if (hits === undefined) database.run('delete from unit_hits where unit = ?', unit);
  else database.run(STORE_HITS, unit, hitsText(hits));
}
