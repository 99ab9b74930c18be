import type { SectionAssessmentStore } from '../../port/section-assessments.ts';
import type { SqliteDatabase } from '../sqlite-database.ts';
import {
  countByState,
  dueDistricts,
  hasPending,
  nextDueAt,
  reasonHits,
  runProgress,
  waitingDistricts,
} from './count-units.ts';
import { claimDeliveries, recordOutcomes } from './deliveries.ts';
import { list, load, scan, scanForRun } from './find-units.ts';
import { recordEvaluations } from './record-evaluations.ts';

export function sqliteSectionAssessments(database: SqliteDatabase): SectionAssessmentStore {
  return {
    load: (districtId, ids) => load(database, districtId, ids),
    recordEvaluations: (writes) => recordEvaluations(database, writes),
    scan: (districtId, options) => scan(database, districtId, options),
    scanForRun: (districtId, options) => scanForRun(database, districtId, options),
    list: (districtId, filter, page) => list(database, districtId, filter, page),
    countByState: (districtId) => countByState(database, districtId),
    reasonHits: (districtId) => reasonHits(database, districtId),
    dueDistricts: (now, limit) => dueDistricts(database, now, limit),
    waitingDistricts: (now, limit) => waitingDistricts(database, now, limit),
    nextDueAt: (districtId) => nextDueAt(database, districtId),
    hasPending: (districtId) => hasPending(database, districtId),
    claimDeliveries: (claim) => claimDeliveries(database, claim),
    recordOutcomes: (writes, token) => recordOutcomes(database, writes, token),
    runProgress: (districtId, runId) => runProgress(database, districtId, runId),
  };
}
