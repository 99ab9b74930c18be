import type { Circuit, DueDistrict } from '@passback/ledger';
import type { RequestObserver } from '@passback/powerschool';
import { ATTRIBUTES, HTTP_ATTRIBUTES, METRICS, record } from '@passback/telemetry';
import type { SettledOutcome } from '../unit/settle-outcome.ts';
import type { Outcome } from './outcome-writer.ts';

const SECOND_MS = 1_000;

/** What became of a unit and its scores in one recorded attempt. */
export function measureOutcome({ record: unit, explanation }: SettledOutcome, { result }: Outcome): void {
  const district = { [ATTRIBUTES.district]: unit.districtId };
  const reason = unit.delivery.failure?.code ?? '';
  record(METRICS.attempts, 1, { ...district, [ATTRIBUTES.state]: explanation.state, [ATTRIBUTES.reason]: reason });
  if (result.sent.length > 0)
    record(METRICS.scores, result.sent.length, { ...district, [ATTRIBUTES.state]: 'sent', [ATTRIBUTES.reason]: '' });
  if (result.kept.length > 0) {
    const kept = { [ATTRIBUTES.state]: 'kept', [ATTRIBUTES.reason]: 'SIS_EDIT_KEPT' };
    record(METRICS.scores, result.kept.length, { ...district, ...kept });
  }
  for (const { code } of result.refused)
    record(METRICS.scores, 1, { ...district, [ATTRIBUTES.state]: 'rejected', [ATTRIBUTES.reason]: code });
}

/** Districts that were told of as having work due: once they have none, that is told too. */
export class DueMeasure {
  #told = new Set<string>();

  take(due: readonly DueDistrict[], now: number): void {
    for (const { districtId, units, oldestDueAt } of due) {
      const district = { [ATTRIBUTES.district]: districtId };
      record(METRICS.unitsDue, units, district);
      record(METRICS.oldestDue, Math.max(0, now - oldestDueAt) / SECOND_MS, district);
      this.#told.delete(districtId);
    }
    for (const districtId of this.#told) {
      record(METRICS.unitsDue, 0, { [ATTRIBUTES.district]: districtId });
      record(METRICS.oldestDue, 0, { [ATTRIBUTES.district]: districtId });
    }
    this.#told = new Set(due.map(({ districtId }) => districtId));
  }
}

/** `before`: the code that an alert of an open circuit was raised with is the one that it is cleared with. */
export function measureCircuit(districtId: string, before: Circuit, after: Circuit): void {
  const reason = after.code ?? before.code ?? '';
  const attributes = { [ATTRIBUTES.district]: districtId, [ATTRIBUTES.reason]: reason };
  record(METRICS.circuitOpen, after.state === 'closed' ? 0 : 1, attributes);
}

export function measureRequest(districtId: string, ended: Parameters<RequestObserver['requestEnded']>[0]): void {
  const district = { [ATTRIBUTES.district]: districtId };
  const status = ended.status === null ? {} : { [HTTP_ATTRIBUTES.status]: ended.status };
  record(METRICS.sisDuration, ended.durationMs / SECOND_MS, { ...district, ...status });
  if (ended.waitedMs >= 1) record(METRICS.throttleWait, ended.waitedMs / SECOND_MS, district);
}

/** Share of the permitted requests that were made in `elapsedMs`; nothing where the district sets no pace. */
export function measureUtilisation(
  districtId: string,
  work: { readonly requests: number; readonly intervalMs: number; readonly elapsedMs: number },
): void {
  if (work.intervalMs <= 0 || work.elapsedMs < work.intervalMs) return;
  const share = (work.requests * work.intervalMs) / work.elapsedMs;
  record(METRICS.laneUtilisation, Math.min(1, share), { [ATTRIBUTES.district]: districtId });
}
