import type { LanesResponse } from '@passback/contracts';
import type { Ledger } from '@passback/ledger';

/** As many districts as the ledger tells at once. */
const MAX_DISTRICTS = 1_000;

/** The lanes as the ledger has them, of one district or of all, with the units that are due in each. */
export async function listLanes(
  ledger: Pick<Ledger, 'lanes' | 'districts' | 'sectionAssessments'>,
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
      .map((lane) => ({
        districtId: lane.districtId,
        owner: lane.owner ?? '',
        fence: lane.fence,
        leasedUntilMs: lane.leasedUntil,
        minIntervalMs: Math.round(Math.max(lane.learnedIntervalMs, intervals.get(lane.districtId) ?? 0)),
        circuit: lane.circuit.state,
        circuitCode: lane.circuit.code ?? '',
        circuitOpenSinceMs: lane.circuit.openedAt ?? 0,
        dueUnits: dueUnits.get(lane.districtId) ?? 0,
      })),
  };
}
