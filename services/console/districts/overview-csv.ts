import { jsonCell } from '../http/csv.ts';
import type { CsvTable } from '../http/send-csv.ts';
import type { DistrictOverview } from './overview-item.ts';

/** How districts stand, as a file; of a night or a lane that is not there the cells are empty. */
export const OVERVIEW_TABLE: CsvTable<DistrictOverview> = {
  name: 'overview',
  columns: [
    ...['districtId', 'name', 'timeZone', 'paused', 'nextNightAt', 'dueUnits', 'oldestDueAt'],
    ...['last night', 'state', 'startedAt', 'finishedAt', 'units', 'scores'],
    ...['circuit', 'circuitCode', 'circuitOpenSince', 'minIntervalMs', 'paceUsed'],
  ],
  rowOf: ({ lastNight: night, lane, ...district }) => [
    ...[district.districtId, district.name, district.timeZone, String(district.paused), district.nextNightAt],
    ...[district.dueUnits, district.oldestDueAt],
    ...(night === null
      ? [null, null, null, null, null, null]
      : [night.date, night.state, night.startedAt, night.finishedAt, jsonCell(night.units), jsonCell(night.scores)]),
    ...(lane === null
      ? [null, null, null, null, null]
      : [lane.circuit, lane.circuitCode, lane.circuitOpenSince, lane.minIntervalMs, lane.paceUsed]),
  ],
};
