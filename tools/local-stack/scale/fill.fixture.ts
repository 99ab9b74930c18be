import { evaluateSectionAssessment, NO_DELIVERY, NOTHING_IN_SIS, summarize } from '@passback/domain';
import { type EvaluationWrite, fileMemory, type Ledger, LEDGER_LIMITS } from '@passback/ledger';
import { TEACHER } from '../../../libs/domain/testing/given.ts';
import {
  NIGHT,
  NIGHT_AT,
  PERIOD,
  type ScaleDistrict,
  settingsOf,
  snapshotOf,
  STAFF,
} from './many-districts.fixture.ts';

const DAY_MS = 24 * 60 * 60_000;
/** The day before the night: when Otus sent all of it. */
const RECEIVED_AT = NIGHT_AT - DAY_MS;

/** Puts the districts with their units into the ledger, as rules leave them: decided, not yet due, and nothing of them in PowerSchool. */
export async function fillLedger(ledger: Ledger, districts: readonly ScaleDistrict[]): Promise<void> {
  for (const district of districts) {
    const { districtId, first, units } = district;
    const settings = settingsOf(district);
    await ledger.districts.put(settings, { by: 'file', at: RECEIVED_AT, file: fileMemory(settings) });
    await ledger.staff.put({ districtId, revision: 1, staff: STAFF });
    for (let from = first; from < first + units; from += LEDGER_LIMITS.unitsPerWrite) {
      const count = Math.min(LEDGER_LIMITS.unitsPerWrite, first + units - from);
      const writes = Array.from({ length: count }, (_, at) => decidedUnit(district, from + at));
      const { conflicts } = await ledger.sectionAssessments.recordEvaluations(writes);
      if (conflicts.length > 0) throw new Error(`units of ${districtId} were there already`);
    }
    // Nothing but the night is to be done: the clock would go through all of it else, as after a change of settings.
    await ledger.districts.markEvaluated(districtId, { settingsVersion: 1, staffRevision: 1, date: NIGHT });
  }
}

function decidedUnit(district: ScaleDistrict, unit: number): EvaluationWrite {
  const { timeZone, effectiveDate, paused, pastDueAsZero, categories, powerschool } = settingsOf(district);
  const snapshot = snapshotOf(district, unit);
  const decision = evaluateSectionAssessment({
    snapshot,
    rules: { timeZone, effectiveDate, paused, pastDueAsZero, categories, maxTitleLength: powerschool.maxTitleLength },
    assigner: TEACHER,
    gradingPeriod: { kind: 'current', period: PERIOD },
    today: NIGHT,
  });
  if (decision.verdict !== 'send') throw new Error(`unit ${unit} is held`);
  const parts = { snapshot, decision, sis: NOTHING_IN_SIS, delivery: NO_DELIVERY };
  return {
    ...{ districtId: district.districtId, sectionAssessmentId: snapshot.sectionAssessmentId, expectedVersion: 0 },
    otus: { snapshot, receivedAt: RECEIVED_AT, traceparent: null },
    decision: { ...decision, evaluatedAt: RECEIVED_AT, settingsVersion: 1 },
    summary: summarize({ ...parts, previousCauses: [] }),
    sis: NOTHING_IN_SIS,
    changedAt: RECEIVED_AT,
  };
}
