import type { LanesResponse } from '@passback/contracts';
import type { Lane, Ledger } from '@passback/ledger';
import type { LaneEnvironment } from '../lanes/lane-environment.ts';

/** As many districts as the ledger tells at once. */
const MAX_DISTRICTS = 1_000;
const MINUTE_MS = 60_000;

interface LaneSources extends Pick<LaneEnvironment, 'owner'> {
  readonly ledger: Pick<Ledger, 'lanes' | 'districts' | 'sectionAssessments'>;
  readonly requests: Pick<LaneEnvironment['requests'], 'lastMinute'>;
}

/** The lanes as the ledger has them, of one district or of all, with the units that are due in each and how much of its pace is used. */
export async function listLanes(
  { ledger, owner, requests }: LaneSources,
  districtId: string | null,
  now: number,
): Promise<LanesResponse> {
  const [lanes, districts, due] = await Promise.all([
    ledger.lanes.list(),
    ledger.districts.list(),
    ledger.sectionAssessments.dueDistricts(now, MAX_DISTRICTS),
  ]);
  const intervals = new Map(districts.map(({ settings }) => [settings.districtId, settings.powerschool.minIntervalMs]));
  const dueUnits = new Map(due.map(({ districtId: id, units }) => [id, units]));
  return {
    lanes: lanes
      .filter((lane) => districtId === null || lane.districtId === districtId)
      .map((lane) => {
        const intervalMs = Math.max(lane.learnedIntervalMs, intervals.get(lane.districtId) ?? 0);
        return {
          ...laneMessage(lane),
          minIntervalMs: Math.round(intervalMs),
          dueUnits: dueUnits.get(lane.districtId) ?? 0,
          permittedLastMinute: intervalMs > 0 ? Math.max(1, Math.floor(MINUTE_MS / intervalMs)) : 0,
          // What another process sends is not known here.
          ...((lane.owner ?? owner) === owner && { requestsLastMinute: requests.lastMinute(lane.districtId) }),
        };
      }),
  };
}

function laneMessage({ districtId, owner, fence, leasedUntil, circuit }: Lane) {
  return {
    districtId,
    owner: owner ?? '',
    fence,
    leasedUntilMs: leasedUntil,
    circuit: circuit.state,
    circuitCode: circuit.code ?? '',
    circuitOpenSinceMs: circuit.openedAt ?? 0,
  };
}
