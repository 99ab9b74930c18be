import { claimUnit, type UnitRecord } from '@passback/domain';
import { checkLimit, LEDGER_LIMITS } from '../../port/limits.ts';
import type { OutcomeWrite, SectionAssessmentStore, WriteResult } from '../../port/section-assessments.ts';
import { firstOfEachUnit, conflictsOf } from '../../shared/unit-writes.ts';
import type { SqliteDatabase } from '../sqlite-database.ts';
import { redriveValue, ROW_BY_UNIT, storeHits, storeSis, textOrNull, toUnitRecord, type UnitRow } from './unit-row.ts';

const DUE_UNITS = `
  select unit from units
  where district_id = ? and due_at <= ? and claim_fence < ?
  order by due_at, section_assessment_id limit ?`;
const CLAIM = `
  update units set version = ?, changed_at = ?, state = ?, attempt = ?, claim = ?, claim_fence = ?, intent = ?
  where unit = ?`;

const STORE_OUTCOME = `
  update units set version = version + 1, changed_at = ?, state = ?, reasons = ?, causes = ?,
    due_at = ?, run_id = ?, redrive = ?, attempt = ?, claim = ?, claim_fence = ?, intent = ?, failure = ?,
    sent = ?, kept = ?, held = ?, rejected = ?
  where district_id = ? and section_assessment_id = ? and version = ? and claim is not null and claim_fence = ?
  returning unit`;

const STORE_TOKEN = `
  insert into outcome_writes (unit, token) values (?, ?) on conflict (unit) do update set token = excluded.token`;
const HAS_TOKEN = `
  select 1 from outcome_writes o join units u on u.unit = o.unit
  where u.district_id = ? and u.section_assessment_id = ? and o.token = ?`;

type Claim = Parameters<SectionAssessmentStore['claimDeliveries']>[0];

/** Claims in one transaction, so that no unit goes to two callers; a lane that has a newer holder gets nothing. */
export async function claimDeliveries(database: SqliteDatabase, claim: Claim): Promise<UnitRecord[]> {
  checkLimit('deliveries of one claim', claim.limit, LEDGER_LIMITS.unitsPerRead);
  return database.write(() => {
    const lane = database.get<{ fence: number }>('select fence from lanes where district_id = ?', claim.districtId);
    if (lane !== undefined && lane.fence > claim.fence) return [];
    const { districtId, now, fence, limit } = claim;
    const due = database.all<{ unit: number }>(DUE_UNITS, districtId, now, fence, limit);
    return due.flatMap(({ unit }) => {
      const row = database.get<UnitRow>(ROW_BY_UNIT, unit);
      return row === undefined ? [] : [storeClaim(database, unit, claimUnit(toUnitRecord(row), claim))];
    });
  });
}

function storeClaim(database: SqliteDatabase, unit: number, record: UnitRecord): UnitRecord {
  const { delivery } = record;
  database.run(
    CLAIM,
    record.version,
    record.changedAt,
    record.summary.state,
    delivery.attempt,
    textOrNull(delivery.claim),
    delivery.claim?.fence ?? 0,
    textOrNull(delivery.intent),
    unit,
  );
  return record;
}

/** Stores outcomes in one transaction; those whose version or claim is no longer theirs are left out and told. */
export async function recordOutcomes(
  database: SqliteDatabase,
  writes: readonly OutcomeWrite[],
  token?: string,
): Promise<WriteResult> {
  const { firsts, repeated } = firstOfEachUnit(writes);
  return database.write(() => {
    const lost = firsts.filter(
      (write) => !storeOutcome(database, write, token) && !isWrittenBy(database, write, token),
    );
    return conflictsOf(...lost, ...repeated);
  });
}

/** Whether an earlier call with this token stored it. */
function isWrittenBy(database: SqliteDatabase, write: OutcomeWrite, token: string | undefined): boolean {
  if (token === undefined) return false;
  return database.get(HAS_TOKEN, write.districtId, write.sectionAssessmentId, token) !== undefined;
}

function storeOutcome(database: SqliteDatabase, write: OutcomeWrite, token: string | undefined): boolean {
  const { delivery, summary } = write;
  const stored = database.get<{ unit: number }>(
    STORE_OUTCOME,
    write.changedAt,
    summary.state,
    JSON.stringify(summary.reasons),
    JSON.stringify(summary.causes),
    delivery.dueAt,
    delivery.runId,
    redriveValue(delivery),
    delivery.attempt,
    textOrNull(delivery.claim),
    delivery.claim?.fence ?? 0,
    textOrNull(delivery.intent),
    textOrNull(delivery.failure),
    delivery.tally?.sent ?? null,
    delivery.tally?.kept ?? null,
    delivery.tally?.held ?? null,
    delivery.tally?.rejected ?? null,
    write.districtId,
    write.sectionAssessmentId,
    write.expectedVersion,
    write.fence,
  );
  if (stored === undefined) return false;
  storeSis(database, stored.unit, write.sis);
  storeHits(database, stored.unit, summary);
  if (token !== undefined) database.run(STORE_TOKEN, stored.unit, token);
  return true;
}
