import { type LocalDate, requestDelivery, type UnitRecord } from '@passback/domain';
import { type EvaluationWrite, type Ledger, LEDGER_LIMITS } from '@passback/ledger';
import type { BenchDistrict } from '../district/bench-district.ts';
import { clonedRecord, PATTERN_UNITS, patternOf } from '../district/cloned-unit.ts';

/** The run that the changed units wait for. */
export const WAITING_RUN = 'bench-waiting';
/** One unit of so many has changed since it was last in sync. */
export const CHANGED_EVERY = 10;
/** When the changed ones are due: later than the bench, so that nobody delivers them. */
export const WAITS_MS = 7 * 24 * 60 * 60 * 1_000;

/** The same units once in sync and once with a change that waits, as the system itself left them. */
export interface Patterns {
  readonly district: BenchDistrict;
  readonly inSync: readonly UnitRecord[];
  readonly changed: readonly UnitRecord[];
}

/** Puts the units of a district into the ledger at once, a tenth of them changed and due by a run in a week. */
export async function fillDistrict(
  ledger: Ledger,
  patterns: Patterns,
  district: BenchDistrict,
  now: number,
): Promise<void> {
  const limit = LEDGER_LIMITS.unitsPerWrite;
  for (let from = 0; from < district.units; from += limit) {
    const units = Array.from({ length: Math.min(limit, district.units - from) }, (_, at) => from + at);
    const writes = units.map((unit) => writeOf(patterns, district, unit, now));
    const { conflicts } = await ledger.sectionAssessments.recordEvaluations(writes);
    if (conflicts.length > 0) throw new Error(`units of ${district.districtId} were there already`);
  }
}

function writeOf(patterns: Patterns, district: BenchDistrict, unit: number, now: number): EvaluationWrite {
  const at = patternOf(unit);
  const isChanged = unit % CHANGED_EVERY === 0;
  const [record, pattern] = [(isChanged ? patterns.changed : patterns.inSync)[at], PATTERN_UNITS[at]];
  if (record === undefined || pattern === undefined) throw new RangeError(`there is no pattern ${at}`);
  const cloned = clonedRecord(record, { district: patterns.district, unit: pattern }, { district, unit });
  const { districtId, sectionAssessmentId, otus, decision, summary, sis, delivery } = cloned;
  const request = { dueAt: now + WAITS_MS, runId: WAITING_RUN, redrive: false };
  return {
    ...{ districtId, sectionAssessmentId, expectedVersion: 0, otus, decision, summary, sis },
    delivery: isChanged ? requestDelivery(delivery, request) : delivery,
    // The first is the newest, and no two changed at once.
    changedAt: now - unit,
  };
}

/** Opens the run that the changed units of the district wait for. */
export async function openWaitingRun(ledger: Ledger, district: BenchDistrict, now: number): Promise<void> {
  const { districtId, units, today } = district;
  const { opened } = await ledger.runs.open({
    ...{ districtId, runId: WAITING_RUN, kind: 'manual', state: 'delivering', version: 1, requestedBy: 'bench' },
    ...{ date: today as LocalDate, startedAt: now, finishedAt: null },
    ...{ planner: null, selection: null, reasons: {}, traceparent: null },
    units: { planned: Math.ceil(units / CHANGED_EVERY), inSync: 0, rejected: 0, retrying: 0, held: 0 },
    scores: { sent: 0, kept: 0, held: 0, rejected: 0 },
  });
  if (!opened) throw new Error(`a run of ${districtId} is there already`);
}
