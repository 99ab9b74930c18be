import type { RunRecord } from '@passback/ledger';
import { traceIdOf } from '@passback/telemetry';

/** What a log line about a run names it by: its ids and its own trace. */
export function runFields({ districtId, runId, traceparent }: Pick<RunRecord, 'districtId' | 'runId' | 'traceparent'>) {
  return { district: districtId, run: runId, run_trace_id: traceIdOf(traceparent) };
}
