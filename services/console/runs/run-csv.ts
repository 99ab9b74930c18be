import { jsonCell } from '../http/csv.ts';
import type { CsvTable } from '../http/send-csv.ts';
import type { RunView } from './run-view.ts';

/** The list of runs as a file. */
export const RUN_TABLE: CsvTable<RunView> = {
  name: 'runs',
  columns: [
    ...['runId', 'kind', 'date', 'state', 'requestedBy', 'scheduledAt', 'lateMs', 'startedAt', 'finishedAt'],
    ...['planned', 'inSync', 'rejected', 'retrying', 'held'],
    ...['scores sent', 'scores kept', 'scores held', 'scores rejected'],
    ...['reasons', 'shortfall', 'blockedBy', 'traceId'],
  ],
  rowOf: ({ units, scores, ...run }) => [
    ...[run.runId, run.kind, run.date, run.state, run.requestedBy],
    ...[run.scheduledAt, run.lateMs, run.startedAt, run.finishedAt],
    ...[units.planned, units.inSync, units.rejected, units.retrying, units.held],
    ...[scores.sent, scores.kept, scores.held, scores.rejected],
    ...[jsonCell(run.reasons), jsonCell(run.shortfall), jsonCell(run.blockedBy), run.traceId],
  ],
};
