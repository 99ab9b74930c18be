import type { UnitRecord } from '@passback/domain';
import type { AttemptRecord } from '@passback/ledger';
import { attemptRecord } from '../unit/attempt-record.ts';
import { deliverSectionAssessment, untouched } from '../unit/deliver-section-assessment.ts';
import type { DeliveryResult } from '../unit/delivery-result.ts';
import type { Outcome } from '../unit/settle-outcome.ts';
import { inDeliverySpan } from '../unit/trace-delivery.ts';
import type { LaneTools } from '../unit/unit-in-hand.ts';
import type { HeldLane } from './held-lane.ts';

const NOT_WORKED_OUT = 'This unit could not be worked out on our side; that was logged.';

/** One attempt on one unit, with its span, its requests and the row that is kept of it. */
export async function attemptDelivery(
  { environment: { clock }, log, tools }: HeldLane,
  record: UnitRecord,
  runTraceparent: string | null,
): Promise<Outcome> {
  const current = await tools.current();
  const requests: AttemptRecord['requests'][number][] = [];
  const startedAt = clock.now();
  const { result, trace } = await log.collect(requests, () =>
    inDeliverySpan(record, runTraceparent, () => deliverSafely(record, current)),
  );
  const attempt = attemptRecord(record, result, { startedAt, endedAt: clock.now(), requests, ...trace });
  return { record, result, attempt, trace, settingsVersion: current.settingsVersion };
}

/** A record that this program cannot handle must not stop the district's other units. */
async function deliverSafely(record: UnitRecord, tools: LaneTools): Promise<DeliveryResult> {
  try {
    return await deliverSectionAssessment(record, tools);
  } catch (error) {
    tools.unexpected(error, record);
    const cause = { code: 'SIS_UNAVAILABLE', message: NOT_WORKED_OUT, retryAfterMs: null } as const;
    return untouched(record, { kind: 'failed', failure: { ...cause, class: 'transient', isOurs: true } });
  }
}
