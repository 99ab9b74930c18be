import type { EpochMs, UnitRecord } from '@passback/domain';
import type { AttemptRecord } from '@passback/ledger';
import type { DeliveryResult } from './delivery-result.ts';

/** What happened around an attempt, beside what came of it. */
export interface AttemptFacts {
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs;
  readonly requests: AttemptRecord['requests'];
  readonly traceparent: string | null;
  readonly traceId: string | null;
}

const LET_GO = 'The lane let go of this unit; it is tried again.';

/** The row that is kept of an attempt, or null of one that never began. */
export function attemptRecord(record: UnitRecord, result: DeliveryResult, facts: AttemptFacts): AttemptRecord | null {
  const { end } = result;
  if (end.kind === 'givenBack' && facts.requests.length === 0) return null;
  const failure = end.kind === 'done' ? null : end.failure;
  return {
    districtId: record.districtId,
    sectionAssessmentId: record.sectionAssessmentId,
    runId: record.delivery.runId,
    attempt: record.delivery.attempt,
    revision: record.otus.snapshot.revision,
    at: facts.startedAt,
    durationMs: Math.max(0, facts.endedAt - facts.startedAt),
    effect: result.effect,
    requests: facts.requests,
    outcome: end.kind === 'done' ? 'done' : 'failed',
    code: failure?.code ?? null,
    message: failure?.message ?? (end.kind === 'givenBack' ? LET_GO : ''),
    scores: { sent: result.sent.length, kept: result.kept.length, refused: result.refused.length },
    traceId: facts.traceId,
  };
}
