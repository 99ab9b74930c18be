import {
  type DeliveryState,
  evaluateSectionAssessment,
  NO_DELIVERY,
  NOTHING_IN_SIS,
  type SisState,
  summarize,
  type UnitRecord,
} from '@passback/domain';
import { DISTRICT, districtSettings, PERIOD, snapshotOf, TODAY, type UnitSketch } from './units.fixture.ts';

/** A unit as the ledger would have it. */
export function recordOf(
  sketch: UnitSketch,
  delivery: Partial<DeliveryState> = {},
  sis: SisState = NOTHING_IN_SIS,
): UnitRecord {
  const snapshot = snapshotOf(sketch);
  const settings = districtSettings();
  const decision = evaluateSectionAssessment({
    snapshot,
    rules: { ...settings, maxTitleLength: settings.powerschool.maxTitleLength },
    assigner: { userId: 'otus-user-12', role: 'teacher', sisUserId: '8301', inPassbackGroup: true },
    gradingPeriod: { kind: 'current', period: PERIOD },
    today: TODAY,
  });
  const state = { ...NO_DELIVERY, ...delivery };
  return {
    districtId: DISTRICT,
    sectionAssessmentId: sketch.id,
    version: 7,
    changedAt: 1,
    otus: { snapshot, receivedAt: 1, traceparent: null },
    decision: { ...decision, evaluatedAt: 1, settingsVersion: 1 },
    sis,
    delivery: state,
    summary: summarize({ snapshot, decision, sis, delivery: state, previousCauses: [] }),
  };
}
