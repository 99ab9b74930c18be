import type { SQLInputValue } from 'node:sqlite';
import { type DeliveryState, NO_DELIVERY } from '@passback/domain';
import type { EvaluationWrite, WriteResult } from '../../port/section-assessments.ts';
import { firstOfEachUnit, conflictsOf } from '../../shared/unit-writes.ts';
import type { SqliteDatabase } from '../sqlite-database.ts';
import { redriveValue, storeHits, storeSis, textOrNull } from './unit-row.ts';

const INSERT_UNIT = `
  insert into units (district_id, section_assessment_id, version, changed_at, identifier, section, revision,
    state, reasons, causes, claim_fence, due_at, run_id, redrive, attempt, intent, failure, sent, kept, held, rejected)
  values (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (district_id, section_assessment_id) do nothing`;
const INSERT_DECISION = 'insert into unit_decisions (unit, otus, decision) values (?, ?, ?)';

const SET_SNAPSHOT = ', identifier = ?, section = ?, revision = ?';
const SET_DELIVERY = `, due_at = ?, run_id = ?, redrive = ?, attempt = ?, intent = ?, failure = ?,
  sent = ?, kept = ?, held = ?, rejected = ?`;

/** Stores evaluations in one transaction; those made from another version than the record has are left out and told. */
export async function recordEvaluations(
  database: SqliteDatabase,
  writes: readonly EvaluationWrite[],
): Promise<WriteResult> {
  const { firsts, repeated } = firstOfEachUnit(writes);
  return database.write(() => {
    const lost = firsts.filter(
      (write) => !(write.expectedVersion === 0 ? insert(database, write) : update(database, write)),
    );
    return conflictsOf(...lost, ...repeated);
  });
}

function insert(database: SqliteDatabase, write: EvaluationWrite): boolean {
  const { otus, summary, delivery = NO_DELIVERY } = write;
  if (otus === undefined) throw new TypeError('The first evaluation of a unit has to bring its snapshot');
  const inserted = database.run(
    INSERT_UNIT,
    write.districtId,
    write.sectionAssessmentId,
    write.changedAt,
    otus.snapshot.identifier,
    otus.snapshot.section.sisSectionId,
    otus.snapshot.revision,
    summary.state,
    JSON.stringify(summary.reasons),
    JSON.stringify(summary.causes),
    ...deliveryValues(delivery),
  );
  if (inserted.changes === 0) return false;
  database.run(INSERT_DECISION, inserted.insertedRow, JSON.stringify(otus), JSON.stringify(write.decision));
  storeHits(database, inserted.insertedRow, summary);
  if (write.sis !== undefined) storeSis(database, inserted.insertedRow, write.sis);
  return true;
}

/** All of a delivery but its claim, which is the lane's, in the order of `SET_DELIVERY`. */
function deliveryValues(delivery: DeliveryState): SQLInputValue[] {
  const { dueAt, runId, attempt, intent, failure, tally } = delivery;
  return [
    ...[dueAt, runId, redriveValue(delivery), attempt, textOrNull(intent), textOrNull(failure)],
    ...[tally?.sent ?? null, tally?.kept ?? null, tally?.held ?? null, tally?.rejected ?? null],
  ];
}

function update(database: SqliteDatabase, write: EvaluationWrite): boolean {
  const { otus, summary, delivery } = write;
  const values: SQLInputValue[] = [
    write.changedAt,
    summary.state,
    JSON.stringify(summary.reasons),
    JSON.stringify(summary.causes),
  ];
  if (otus !== undefined) {
    values.push(otus.snapshot.identifier, otus.snapshot.section.sisSectionId, otus.snapshot.revision);
  }
  if (delivery !== undefined) values.push(...deliveryValues(delivery));
  const updated = database.get<{ unit: number }>(
    `update units set version = version + 1, changed_at = ?, state = ?, reasons = ?, causes = ?
      ${otus === undefined ? '' : SET_SNAPSHOT} ${delivery === undefined ? '' : SET_DELIVERY}
    where district_id = ? and section_assessment_id = ? and version = ? returning unit`,
    ...values,
    write.districtId,
    write.sectionAssessmentId,
    write.expectedVersion,
  );
  if (updated === undefined) return false;
  const decision = JSON.stringify(write.decision);
  if (otus === undefined) database.run('update unit_decisions set decision = ? where unit = ?', decision, updated.unit);
  else {
    const parts = [JSON.stringify(otus), decision] as const;
    database.run('update unit_decisions set otus = ?, decision = ? where unit = ?', ...parts, updated.unit);
  }
  storeHits(database, updated.unit, summary);
  if (write.sis !== undefined) storeSis(database, updated.unit, write.sis);
  return true;
}
