import type { DistrictRecord } from '@passback/ledger';
import { RequestLog } from '../unit/request-log.ts';
import { DistrictTools } from './district-tools.ts';
import { LaneCondition } from './lane-condition.ts';
import type { LaneEnvironment } from './lane-environment.ts';
import { openGradebook } from './open-gradebook.ts';
import type { Lease } from './lease.ts';
import { measureRequest } from './measure.ts';
import { OutcomeWriter } from './outcome-writer.ts';

/** A lane while this process has it, with all that is open for it. */
export interface OpenLane {
  readonly environment: LaneEnvironment;
  readonly districtId: string;
  readonly lease: Lease;
  readonly condition: LaneCondition;
  readonly tools: DistrictTools;
  readonly writer: OutcomeWriter;
  readonly log: RequestLog;
}

/** `interrupted`: aborts when the units in hand have to be let go of, with what their requests are to fail with. */
export function openLane(
  environment: LaneEnvironment,
  district: DistrictRecord,
  lease: Lease,
  interrupted: AbortSignal,
): OpenLane {
  const { districtId } = lease.taken;
  const condition = new LaneCondition(environment, lease.taken);
  const log = new RequestLog((ended) => {
    environment.requests.add(districtId);
    measureRequest(districtId, ended);
  });
  const signal = AbortSignal.any([lease.lost, interrupted]);
  const tools = new DistrictTools(environment, district, (current) => {
    const { minIntervalMs, timeoutMs } = current.settings.powerschool;
    lease.outlast(timeoutMs);
    return openGradebook(environment, current, {
      observer: log,
      // What only reads may be under way when the lease ends; what may write must be over by then.
      permit: { signal, check: ({ method }) => lease.check(method === 'GET' ? 0 : timeoutMs) },
      learnedIntervalMs: condition.learnedIntervalMs,
      // The setting itself is nothing that had to be learnt.
      onLearnedInterval: (intervalMs) => condition.intervalLearned(intervalMs > minIntervalMs ? intervalMs : 0),
    });
  });
  return { environment, districtId, lease, condition, tools, writer: new OutcomeWriter(environment, lease), log };
}

/** Records what is left to record and closes what was opened; the lease is not this function's. */
export async function closeLane({ writer, condition, tools }: OpenLane): Promise<void> {
  await writer.drain();
  await condition.saved();
  await tools.close();
}
