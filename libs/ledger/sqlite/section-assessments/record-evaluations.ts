import type { SQLInputValue } from 'node:sqlite';
import type { EvaluationWrite, WriteResult } from '../../port/section-assessments.ts';
import { firstOfEachUnit } from '../../shared/unit-writes.ts';
import type { SqliteDatabase } from '../sqlite-database.ts';
import { redriveValue } from './unit-row.ts';

const INSERT_UNIT = `
  insert into units (district_id, section_assessment_id, version, changed_at, identifier, section, revision,
    state, reasons, causes, due_at, run_id, redrive, attempt, claim_fence)
  values (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
  on conflict (district_id, section_assessment_id) do nothing`;
const INSERT_DECISION = 'insert into unit_decisions (unit, otus, decision) values (?, ?, ?)';

const SET_SNAPSHOT = ', identifier = ?, section = ?, revision = ?';
const SET_DUE = `, due_at = ?, run_id = ?, redrive = ?, attempt = 0, failure = null,
  sent = null, kept = null, held = null, rejected = null`;

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
    return { conflicts: [...lost.map((write) => write.sectionAssessmentId), ...repeated] };
  });
}

function insert(database: SqliteDatabase, write: EvaluationWrite): boolean {
  const { otus, summary, requestDelivery: request } = write;
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
    request?.dueAt ?? null,
    request?.runId ?? null,
    request === undefined ? 0 : redriveValue(request),
  );
  if (inserted.changes === 0) return false;
  database.run(INSERT_DECISION, inserted.insertedRow, JSON.stringify(otus), JSON.stringify(write.decision));
  return true;
}

function update(database: SqliteDatabase, write: EvaluationWrite): boolean {
  const { otus, summary, requestDelivery: request } = write;
  const values: SQLInputValue[] = [
    write.changedAt,
    summary.state,
    JSON.stringify(summary.reasons),
    JSON.stringify(summary.causes),
  ];
  if (otus !== undefined) {
    values.push(otus.snapshot.identifier, otus.snapshot.section.sisSectionId, otus.snapshot.revision);
  }
  if (request !== undefined) values.push(request.dueAt, request.runId, redriveValue(request));
  const updated = database.get<{ unit: number }>(
    `update units set version = version + 1, changed_at = ?, state = ?, reasons = ?, causes = ?
      ${otus === undefined ? '' : SET_SNAPSHOT} ${request === undefined ? '' : SET_DUE}
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
  return true;
}
