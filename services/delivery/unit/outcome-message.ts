import { type DeliveryOutcome, unitKey } from '@passback/contracts';
import type { ScoreState } from '@passback/domain';
import type { OutgoingMessage } from '@passback/messaging';
import type { SettledOutcome } from './settle-outcome.ts';

const OUTCOMES: ReadonlySet<ScoreState> = new Set<ScoreState>(['sent', 'held', 'rejected', 'kept']);

/** The event that tells of an outcome: ids, states and codes only. A score that still waits for its turn has none yet. */
export function outcomeMessage(
  { record, scores }: SettledOutcome,
  attempt: number,
  traceparent: string | null,
): OutgoingMessage<DeliveryOutcome> {
  const { districtId, sectionAssessmentId, delivery, otus, summary } = record;
  return {
    key: unitKey(districtId, sectionAssessmentId),
    ...(traceparent !== null && { headers: { traceparent } }),
    value: {
      districtId,
      sectionAssessmentId,
      runId: delivery.runId ?? '',
      identifier: otus.snapshot.identifier,
      revision: otus.snapshot.revision,
      attempt,
      state: summary.state,
      reason: delivery.failure?.code ?? '',
      scores: scores
        .filter(({ state }) => OUTCOMES.has(state))
        .map(({ scoreId, state, code }) => ({ scoreId, outcome: state, reason: code ?? '' })),
    },
  };
}
