import { type Ledger, LedgerError } from '../port/ledger.ts';
import { mongodbAttempts } from './mongodb-attempts.ts';
import { mongodbAudit, mongodbTokenUses } from './mongodb-audit.ts';
import { MongodbConnection } from './mongodb-connection.ts';
import { mongodbDistricts } from './mongodb-districts.ts';
import { mongodbGradingPeriods } from './mongodb-grading-periods.ts';
import { mongodbStaff } from './mongodb-staff.ts';
import { mongodbDistrictData } from './mongodb-district-data.ts';
import { mongodbLanes } from './mongodb-lanes.ts';
import { mongodbLetterMarks } from './mongodb-letter-marks.ts';
import { mongodbNotifications } from './mongodb-notifications.ts';
import { mongodbPaces } from './mongodb-paces.ts';
import { ServerClock, serverTime } from './server-clock.ts';
import { mongodbRuns } from './mongodb-runs.ts';
import { mongodbSessions } from './mongodb-sessions.ts';
import { mongodbSectionAssessments } from './section-assessments/mongodb-section-assessments.ts';

/**
 * Opens the ledger in a MongoDB database and creates its indexes. A server that is down is no error: each operation tries
 * again, the indexes first, and throws `LedgerError` `UNAVAILABLE` until it is back.
 */
export async function openMongodbLedger(options: {
  currentUrl: () => string;
  database: string;
  attemptRetentionDays: number;
  leaseClock: (() => number) | undefined;
}): Promise<Ledger> {
  const connection = new MongodbConnection(options.currentUrl, options.database);
  const { leaseClock } = options;
  const serverClock =
    leaseClock === undefined
      ? new ServerClock(() => connection.run(({ database }) => serverTime(database)))
      : { read: async () => ({ atLeast: leaseClock(), atMost: leaseClock() }) };
  await createIndexesIfReachable(connection);
  return {
    sectionAssessments: mongodbSectionAssessments(connection),
    attempts: mongodbAttempts(connection, options.attemptRetentionDays),
    runs: mongodbRuns(connection),
    lanes: mongodbLanes(connection, serverClock),
    paces: mongodbPaces(connection, serverClock, leaseClock ?? (() => performance.now())),
    districts: mongodbDistricts(connection),
    staff: mongodbStaff(connection),
    gradingPeriods: mongodbGradingPeriods(connection),
    audit: mongodbAudit(connection),
    tokenUses: mongodbTokenUses(connection),
    sessions: mongodbSessions(connection),
    letterMarks: mongodbLetterMarks(connection),
    notifications: mongodbNotifications(connection),
    districtData: mongodbDistrictData(connection),
    check: () => connection.check(),
    close: () => connection.close(),
  };
}

async function createIndexesIfReachable(connection: MongodbConnection): Promise<void> {
  try {
    await connection.run(async () => undefined);
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'UNAVAILABLE') return;
    await connection.close();
    throw error;
  }
}
