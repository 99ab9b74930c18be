import { randomUUID } from 'node:crypto';
import {
  type DecisionPart,
  type DeliveryState,
  NO_DELIVERY,
  NOTHING_IN_SIS,
  type OtusPart,
  requestDelivery,
  type SisState,
  type UnitRecord,
} from '@passback/domain';
import { givenAssignment, givenScore, givenUnit, Q2, SECTION } from '../../domain/testing/given.ts';
import type {
  AttemptRecord,
  DistrictSettings,
  EvaluationWrite,
  Ledger,
  OutcomeWrite,
  RunRecord,
  WriteResult,
} from '../index.ts';

/** What a contract suite runs on; `open` gives another connection to the same data, to be closed by the caller. */
export interface LedgerUnderTest {
  readonly ledger: Ledger;
  open(): Promise<Ledger>;
}

/** 2026-11-19 08:00 UTC. Times in the suites count from here; none is taken from the clock. */
export const NOW = 1_795_075_200_000;

/** What the leases of the suites are counted by, on every connection: stands at `NOW` until a test moves it. */
export const leases = {
  now: NOW,
  clock: (): number => leases.now,
};

/** Each test has a district of its own, so that the suites can share one database. */
export function newDistrict(): string {
  return `district-${randomUUID()}`;
}

/** What a batch is answered of which these units had moved on. */
export function conflictsOf(districtId: string, ...ids: readonly string[]): WriteResult {
  return { conflicts: ids.map((sectionAssessmentId) => ({ districtId, sectionAssessmentId })) };
}

/** Ids that could be taken for an operator, a separator, an escape, a property or two characters. */
export const ODD_IDS = [
  'a.b',
  '$where',
  'x:y',
  'x%3Ay',
  '%',
  '__proto__',
  'constructor',
  "o'brien",
  'quote"d',
  'back\\slash',
  'spa ce',
  'ünïcödé 日本 🏫',
];

export function otusPart(id: string, revision = 1): OtusPart {
  return {
    snapshot: givenUnit({
      ...{ sectionAssessmentId: id, identifier: `S-${id}`, revision, assignedAt: null },
      section: { ...SECTION, sisTermId: null },
      scores: [givenScore(1, { scoreId: `sc-${id}`, studentId: 'otus-stu-5', points: 26.5 })],
    }),
    receivedAt: NOW,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };
}

export function decisionPart(): DecisionPart {
  return {
    date: '2026-11-19',
    verdict: 'hold',
    reasons: [{ code: 'DUE_DATE_OUTSIDE_PERIOD', params: { 'due.date': '2026-11-20', $period: 'Q2', days: 3 } }],
    desired: {
      title: 'Mid Term Exam (S130545)',
      dueDate: '2026-11-20',
      assessmentType: 'Quiz',
      category: null,
      totalPoints: 30,
      gradingPeriod: Q2,
    },
    scores: [],
    evaluatedAt: NOW,
    settingsVersion: 4,
  };
}

/** A first evaluation of a unit, held; `changes` make it another. */
export function evaluation(
  districtId: string,
  sectionAssessmentId: string,
  changes: Partial<EvaluationWrite> = {},
): EvaluationWrite {
  return {
    districtId,
    sectionAssessmentId,
    expectedVersion: 0,
    otus: otusPart(sectionAssessmentId),
    decision: decisionPart(),
    summary: { state: 'held', reasons: ['WAITING_FOR_NIGHT'], causes: [] },
    changedAt: NOW,
    ...changes,
  };
}

/** A first evaluation of a unit that is due at `dueAt`. */
export function dueEvaluation(districtId: string, id: string, dueAt: number = NOW, runId = 'night-1'): EvaluationWrite {
  return evaluation(districtId, id, {
    summary: { state: 'due', reasons: [], causes: [] },
    delivery: requestDelivery(NO_DELIVERY, { dueAt, runId, redrive: false }),
  });
}

/** Stores `count` units that are due at `NOW` and gives their ids. */
export async function storeDueUnits(ledger: Ledger, districtId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `sa-${String(index).padStart(4, '0')}`);
  const { conflicts } = await ledger.sectionAssessments.recordEvaluations(
    ids.map((id) => dueEvaluation(districtId, id)),
  );
  if (conflicts.length > 0) throw new Error('a new district has conflicts');
  return ids;
}

/** Claims all that is due in a district, up to a hundred. */
export function claimAll(ledger: Ledger, districtId: string, fence: number, now = NOW): Promise<UnitRecord[]> {
  return ledger.sectionAssessments.claimDeliveries({ districtId, owner: `owner-${fence}`, fence, now, limit: 100 });
}

export const WRITTEN: SisState = {
  assignment: givenAssignment({ ref: { assignmentId: '700', sectionAssignmentId: '900' }, writtenAt: NOW }),
  scores: [{ sisStudentId: '81001', points: 26.5, sentAt: NOW, kept: null, refused: null }],
};

/** The outcome of a claimed record: all is in sync, one score sent; `changes` to the delivery make it another. */
export function outcome(record: UnitRecord, fence: number, changes: Partial<DeliveryState> = {}): OutcomeWrite {
  return {
    districtId: record.districtId,
    sectionAssessmentId: record.sectionAssessmentId,
    expectedVersion: record.version,
    fence,
    sis: WRITTEN,
    delivery: {
      ...record.delivery,
      dueAt: null,
      claim: null,
      intent: null,
      tally: { sent: 1, kept: 0, held: 0, rejected: 0 },
      ...changes,
    },
    summary: { state: 'inSync', reasons: [], causes: [] },
    changedAt: NOW + 1_000,
  };
}

export async function loadOne(ledger: Ledger, districtId: string, id: string): Promise<UnitRecord> {
  const [record] = await ledger.sectionAssessments.load(districtId, [id]);
  if (record === undefined) throw new Error(`${id} is not in the ledger`);
  return record;
}

export { NOTHING_IN_SIS };

export function run(districtId: string, runId: string, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    districtId,
    runId,
    kind: 'night',
    date: '2026-11-19',
    state: 'planning',
    version: 1,
    requestedBy: 'clock',
    startedAt: NOW,
    finishedAt: null,
    planner: { owner: 'rules-1', until: NOW + 60_000, cursor: null },
    selection: null,
    units: { planned: 0, inSync: 0, rejected: 0, retrying: 0, held: 0 },
    scores: { sent: 0, kept: 0, held: 0, rejected: 0 },
    reasons: JSON.parse('{"NOT_SUBMITTED": 2, "odd.code$": 1, "__proto__": 3}') as Record<string, number>,
    traceparent: null,
    ...changes,
  };
}

export function settings(districtId: string, changes: Partial<DistrictSettings> = {}): DistrictSettings {
  return {
    districtId,
    name: 'Lincoln USD',
    timeZone: 'America/Chicago',
    nightlyRunAt: '01:00',
    effectiveDate: '2026-08-15',
    paused: false,
    pastDueAsZero: false,
    categories: JSON.parse('{"Quiz": "Quizzes", "Unit 1.2 $": "Tests", "__proto__": "Odd"}') as Record<string, string>,
    powerschool: {
      connector: 'xte',
      baseUrl: 'http://127.0.0.1:4010',
      clientId: 'client',
      clientSecret: 'env:SECRET',
      minIntervalMs: 0,
      concurrency: 4,
      timeoutMs: 15_000,
      maxTitleLength: 50,
    },
    gradingPeriods: null,
    tokens: [{ sha256: 'ab'.repeat(32), roles: ['otus'] }],
    ...changes,
  };
}

export function attempt(districtId: string, id: string, at: number, number = 1): AttemptRecord {
  return {
    districtId,
    sectionAssessmentId: id,
    runId: 'night-1',
    attempt: number,
    revision: 7,
    at,
    durationMs: 321,
    effect: 'create',
    requests: [{ method: 'POST', path: '/ws/xte/section/assignment', status: null, durationMs: 300 }],
    outcome: 'failed',
    code: 'SIS_UNAVAILABLE',
    message: 'socket hang up',
    scores: { sent: 0, kept: 0, refused: 0 },
    traceId: '0af7651916cd43dd8448eb211c80319c',
  };
}
