import type { DistrictRecord, Lane } from '@passback/ledger';
import { RequestLog } from '../unit/request-log.ts';
import { DistrictTools } from './district-tools.ts';
import { LaneCondition } from './lane-condition.ts';
import type { LaneEnvironment } from './lane-environment.ts';
import { openGradebook } from './lane-gradebook.ts';
import type { Lease } from './lease.ts';
import { measureRequest } from './measure.ts';
import { OutcomeWriter } from './outcome-writer.ts';

/** A lane while this process holds it, with all that is open for it. */
export interface HeldLane {
  readonly districtId: string;
  readonly lease: Lease;
  readonly condition: LaneCondition;
  readonly tools: DistrictTools;
  readonly writer: OutcomeWriter;
  readonly log: RequestLog;
}

/** Units of one identifier: one a class, and a class has a few sections; more of them are never looked at. */
const MAX_NAMESAKES = 200;

/** `interrupted`: aborts when the units in hand have to be let go of. */
export function openHeldLane(
  environment: LaneEnvironment,
  district: DistrictRecord,
  lane: Lane,
  lease: Lease,
  interrupted: AbortSignal,
): HeldLane {
  const { ledger, clock, logger, createGradebook, secrets, retry, random, onRecorded } = environment;
  const { districtId } = lane;
  const { fence, lost } = lease;
  const condition = new LaneCondition({ lanes: ledger.lanes, lane, policy: environment.circuit, clock, logger });
  const log = new RequestLog((ended) => measureRequest(districtId, ended));
  const signal = AbortSignal.any([lost, interrupted]);
  const tools = new DistrictTools({
    district,
    districts: ledger.districts,
    clock,
    logger,
    retry,
    open: ({ settings }) =>
      openGradebook(createGradebook, secrets, settings, {
        observer: log,
        learnedIntervalMs: condition.learnedIntervalMs,
        // The setting itself is nothing that had to be learnt.
        onLearnedInterval: (intervalMs) =>
          condition.intervalLearned(intervalMs > settings.powerschool.minIntervalMs ? intervalMs : 0),
      }),
    namesakes: async (identifier) =>
      (await ledger.sectionAssessments.list(districtId, { identifier }, { limit: MAX_NAMESAKES })).items,
    guard: ({ settings }) => ({ signal, mayWrite: () => lease.isHeldFor(settings.powerschool.timeoutMs) }),
  });
  const writer = new OutcomeWriter({ ledger, districtId, fence, retry, random, clock, logger, lost, onRecorded });
  // What waits in the connector for its turn must not be sent any more once another process may hold the lane.
  lost.addEventListener('abort', () => void tools.close(), { once: true });
  return { districtId, lease, condition, tools, writer, log };
}

/** Records what is left to record and closes what was opened; the lease is not this function's. */
export async function closeHeldLane({ writer, condition, tools }: HeldLane): Promise<void> {
  await writer.drain();
  await condition.saved();
  await tools.close();
}
