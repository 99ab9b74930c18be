import type { Collection, Db, IndexDescription } from 'mongodb';
import type {
  AttemptDocument,
  AuditDocument,
  AuditOutcomeDocument,
  BriefingDocument,
  DistrictDocument,
  GradingPeriodsDocument,
  LaneDocument,
  LetterMarkDocument,
  NotificationDocument,
  PaceDocument,
  RunDocument,
  SessionDocument,
  SilencedDocument,
  StaffDocument,
  TokenUseDocument,
} from './documents.ts';
import type { UnitDocument } from './section-assessments/unit-document.ts';

export interface Collections {
  readonly database: Db;
  readonly sectionAssessments: Collection<UnitDocument>;
  readonly attempts: Collection<AttemptDocument>;
  readonly runs: Collection<RunDocument>;
  readonly lanes: Collection<LaneDocument>;
  readonly paces: Collection<PaceDocument>;
  readonly districts: Collection<DistrictDocument>;
  readonly staff: Collection<StaffDocument>;
  readonly gradingPeriods: Collection<GradingPeriodsDocument>;
  readonly audit: Collection<AuditDocument>;
  readonly auditOutcomes: Collection<AuditOutcomeDocument>;
  readonly tokenUses: Collection<TokenUseDocument>;
  readonly sessions: Collection<SessionDocument>;
  readonly letterMarks: Collection<LetterMarkDocument>;
  readonly notifications: Collection<NotificationDocument>;
  readonly briefings: Collection<BriefingDocument>;
  readonly silencedAddresses: Collection<SilencedDocument>;
}

export function collectionsOf(database: Db): Collections {
  return {
    database,
    sectionAssessments: database.collection('sectionAssessments'),
    attempts: database.collection('attempts'),
    runs: database.collection('runs'),
    lanes: database.collection('lanes'),
    // Seconds that a failover may take back are not worth the wait for other members and their disks.
    paces: database.collection('paces', { writeConcern: { w: 1 } }),
    districts: database.collection('districts'),
    staff: database.collection('staff'),
    gradingPeriods: database.collection('gradingPeriods'),
    audit: database.collection('audit'),
    auditOutcomes: database.collection('auditOutcomes'),
    tokenUses: database.collection('tokenUses'),
    sessions: database.collection('sessions'),
    letterMarks: database.collection('letterMarks'),
    notifications: database.collection('notifications'),
    briefings: database.collection('briefings'),
    silencedAddresses: database.collection('silencedAddresses'),
  };
}

const SECTION_ASSESSMENTS: IndexDescription[] = [
  { name: 'byState', key: { districtId: 1, 'summary.state': 1, _id: 1 } },
  // The state stands at the end so that a list by state is filtered within the index.
  { name: 'byChange', key: { districtId: 1, changedAt: -1, _id: -1, 'summary.state': 1 } },
  { name: 'byReason', key: { districtId: 1, 'summary.reasons': 1, changedAt: -1, _id: -1 } },
  // Counted within the index: of what has no hits there is null.
  { name: 'byHits', key: { districtId: 1, 'summary.hits': 1 } },
  { name: 'byIdentifier', key: { districtId: 1, identifier: 1 } },
  { name: 'bySection', key: { districtId: 1, section: 1 } },
  // Few units are due at a time: those only. Queries repeat the condition, as MongoDB asks before it uses such an index.
  {
    name: 'byDue',
    key: { districtId: 1, 'delivery.dueAt': 1, _id: 1 },
    partialFilterExpression: { 'delivery.dueAt': { $gte: 0 } },
  },
  { name: 'byRun', key: { districtId: 1, 'delivery.runId': 1 } },
];

const ATTEMPTS: IndexDescription[] = [
  { name: 'byUnit', key: { districtId: 1, sectionAssessmentId: 1, at: -1, _id: -1 } },
  { name: 'byTime', key: { at: 1 } },
  { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
];

const RUNS: IndexDescription[] = [
  // A night or manual run that is not finished has its district to itself; the others lack the field, and are not in it.
  { name: 'inProgress', key: { inProgress: 1 }, unique: true, sparse: true },
  { name: 'unfinished', key: { finished: 1, startedAt: 1 } },
  { name: 'byStart', key: { districtId: 1, startedAt: -1, runId: -1 } },
  { name: 'byNight', key: { districtId: 1, kind: 1, date: -1 } },
];

const AUDIT: IndexDescription[] = [
  { name: 'byDistrict', key: { districtId: 1, at: -1, entryId: -1 } },
  { name: 'byTime', key: { at: 1 } },
];

const NOTIFICATIONS: IndexDescription[] = [
  // In the order in which they are taken. Databases of earlier releases have a shorter `byDue` beside it, which nothing needs.
  { name: 'inTurn', key: { state: 1, dueAt: 1, _id: 1 } },
  { name: 'byDistrict', key: { districtId: 1, createdAt: -1, _id: -1 } },
  { name: 'byTime', key: { createdAt: 1 } },
];

/** Creates what is missing; does nothing where all are there. */
export async function createIndexes(collections: Collections): Promise<void> {
  await collections.sectionAssessments.createIndexes(SECTION_ASSESSMENTS);
  await collections.attempts.createIndexes(ATTEMPTS);
  await collections.runs.createIndexes(RUNS);
  await collections.gradingPeriods.createIndexes([{ name: 'byTime', key: { fetchedAt: 1 } }]);
  await collections.audit.createIndexes(AUDIT);
  await collections.auditOutcomes.createIndexes([{ name: 'byTime', key: { at: 1 } }]);
  await collections.tokenUses.createIndexes([{ name: 'byDistrict', key: { districtId: 1 } }]);
  await collections.sessions.createIndexes([{ name: 'byExpiry', key: { expiresAt: 1 } }]);
  await collections.letterMarks.createIndexes([{ name: 'byTime', key: { at: 1 } }]);
  await collections.notifications.createIndexes(NOTIFICATIONS);
  await collections.briefings.createIndexes([
    { name: 'byNight', key: { districtId: 1, date: -1 } },
    { name: 'byTime', key: { at: 1 } },
  ]);
  await collections.silencedAddresses.createIndexes([{ name: 'byDistrict', key: { districtId: 1, at: -1 } }]);
}
