import type { SectionAssessmentStore } from '../../port/section-assessments.ts';
import type { MongodbConnection } from '../mongodb-connection.ts';
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

export function mongodbSectionAssessments(connection: MongodbConnection): SectionAssessmentStore {
  return {
    load: (districtId, ids) => connection.run((all) => load(all.sectionAssessments, districtId, ids)),
    recordEvaluations: (writes) => connection.run((all) => recordEvaluations(all.sectionAssessments, writes)),
    scan: (districtId, options) => connection.run((all) => scan(all.sectionAssessments, districtId, options)),
    scanForRun: (districtId, options) =>
      connection.run((all) => scanForRun(all.sectionAssessments, districtId, options)),
    list: (districtId, filter, page) => connection.run((all) => list(all.sectionAssessments, districtId, filter, page)),
    countByState: (districtId) => connection.run((all) => countByState(all.sectionAssessments, districtId)),
    reasonHits: (districtId) => connection.run((all) => reasonHits(all.sectionAssessments, districtId)),
    dueDistricts: (now, limit) => connection.run((all) => dueDistricts(all.sectionAssessments, now, limit)),
    waitingDistricts: (now, limit) => connection.run((all) => waitingDistricts(all.sectionAssessments, now, limit)),
    nextDueAt: (districtId) => connection.run((all) => nextDueAt(all.sectionAssessments, districtId)),
    hasPending: (districtId) => connection.run((all) => hasPending(all.sectionAssessments, districtId)),
    claimDeliveries: (claim) => connection.run((all) => claimDeliveries(all, claim)),
    recordOutcomes: (writes, token) => connection.run((all) => recordOutcomes(all.sectionAssessments, writes, token)),
    runProgress: (districtId, runId) => connection.run((all) => runProgress(all.sectionAssessments, districtId, runId)),
  };
}
