import { driftBetween, type UnitRecord } from '@passback/domain';
import type { DueDistrict, Lane } from '@passback/ledger';
import type { RequestObserver } from '@passback/powerschool';
import { ATTRIBUTES, HTTP_ATTRIBUTES, METRICS, measure } from '@passback/telemetry';
import type { Outcome, SettledOutcome } from '../unit/settle-outcome.ts';

const SECOND_MS = 1_000;
/** Of fewer permitted requests one more or less is too large a share. */
const LEAST_TURNS = 10;

type Attributes = Readonly<Record<string, string>>;

/** What became of a unit and its scores in one recorded attempt. */
export function measureOutcome({ record: unit }: SettledOutcome, { result, record: claimed }: Outcome): void {
  const district = { [ATTRIBUTES.district]: unit.districtId };
  const reason = unit.delivery.failure?.code ?? '';
  measure(METRICS.attempts, 1, { ...district, [ATTRIBUTES.state]: unit.summary.state, [ATTRIBUTES.reason]: reason });
  if (result.sent.length > 0)
    measure(METRICS.scores, result.sent.length, { ...district, [ATTRIBUTES.state]: 'sent', [ATTRIBUTES.reason]: '' });
  if (result.kept.length > 0) {
    const kept = { [ATTRIBUTES.state]: 'kept', [ATTRIBUTES.reason]: 'SIS_EDIT_KEPT' };
    measure(METRICS.scores, result.kept.length, { ...district, ...kept });
  }
  for (const { code } of result.refused)
    measure(METRICS.scores, 1, { ...district, [ATTRIBUTES.state]: 'rejected', [ATTRIBUTES.reason]: code });
  if (claimed.delivery.repair === 'check') measureCheck(claimed, result);
}

/** What a look found that nobody had in doubt. */
function measureCheck({ districtId, sis: before }: UnitRecord, { sis: after, effect, end }: Outcome['result']): void {
  const district = { [ATTRIBUTES.district]: districtId };
  if (effect !== 'none' && end.kind === 'done') measure(METRICS.unitsChecked, 1, district);
  for (const [reason, count] of Object.entries(driftBetween(before, after)))
    if (count > 0) measure(METRICS.drift, count, { ...district, [ATTRIBUTES.reason]: reason });
}

/** Districts that were told of as having work due: once they have none, that is told too. */
export class DueMeasure {
  #told = new Set<string>();

  take(due: readonly DueDistrict[], now: number): void {
    for (const { districtId, units, oldestDueAt } of due) {
      const district = { [ATTRIBUTES.district]: districtId };
      measure(METRICS.unitsDue, units, district);
      measure(METRICS.oldestDue, Math.max(0, now - oldestDueAt) / SECOND_MS, district);
      this.#told.delete(districtId);
    }
    for (const districtId of this.#told) {
      measure(METRICS.unitsDue, 0, { [ATTRIBUTES.district]: districtId });
      measure(METRICS.oldestDue, 0, { [ATTRIBUTES.district]: districtId });
    }
    this.#told = new Set(due.map(({ districtId }) => districtId));
  }
}

/** Circuits that were told of as open: once one is closed, or open for another reason, that is told too. */
export class CircuitMeasure {
  #told = new Map<string, Attributes>();

  /** `lanes`: those of all districts, as the ledger has them, so that every process tells the same of a lane that any of them has. */
  take(lanes: readonly Pick<Lane, 'districtId' | 'circuit'>[]): void {
    const open = new Map<string, Attributes>();
    for (const { districtId, circuit } of lanes) {
      if (circuit.state === 'closed') continue;
      const attributes = { [ATTRIBUTES.district]: districtId, [ATTRIBUTES.reason]: circuit.code ?? '' };
      open.set(JSON.stringify(attributes), attributes);
    }
    for (const attributes of open.values()) measure(METRICS.circuitOpen, 1, attributes);
    for (const [key, attributes] of this.#told) if (!open.has(key)) measure(METRICS.circuitOpen, 0, attributes);
    this.#told = open;
  }
}

export function measureRequest(districtId: string, ended: Parameters<RequestObserver['requestEnded']>[0]): void {
  const district = { [ATTRIBUTES.district]: districtId };
  const status = ended.status === null ? {} : { [HTTP_ATTRIBUTES.status]: ended.status };
  measure(METRICS.sisDuration, ended.durationMs / SECOND_MS, { ...district, ...status });
  measure(METRICS.throttleWait, Math.max(0, ended.waitedMs) / SECOND_MS, district);
}

/**
 * Share of the permitted requests that were made in `elapsedMs`; nothing where the district sets no pace, or in a time of few
 * requests, of which no share can be told.
 */
export function measureUtilisation(
  districtId: string,
  work: { readonly requests: number; readonly intervalMs: number; readonly elapsedMs: number },
): void {
  if (work.intervalMs <= 0 || work.elapsedMs < LEAST_TURNS * work.intervalMs) return;
  const share = (work.requests * work.intervalMs) / work.elapsedMs;
  measure(METRICS.laneUtilisation, Math.min(1, share), { [ATTRIBUTES.district]: districtId });
}
