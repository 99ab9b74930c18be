import type { Ledger } from '../port/ledger.ts';
import { sqliteSectionAssessments } from './section-assessments/sqlite-section-assessments.ts';
import { sqliteAttempts } from './sqlite-attempts.ts';
import { sqliteAudit, sqliteTokenUses } from './sqlite-audit.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import { sqliteDistricts } from './sqlite-districts.ts';
import { sqliteGradingPeriods } from './sqlite-grading-periods.ts';
import { sqliteStaff } from './sqlite-staff.ts';
import { sqliteDistrictData } from './sqlite-district-data.ts';
import { sqliteLanes } from './sqlite-lanes.ts';
import { sqliteLetterMarks } from './sqlite-letter-marks.ts';
import { sqliteNotifications } from './sqlite-notifications.ts';
import { sqlitePaces } from './sqlite-paces.ts';
import { sqliteRuns } from './sqlite-runs.ts';
import { sqliteSessions } from './sqlite-sessions.ts';

/**
 * Opens (and makes) the file with its folder and tables; `:memory:` keeps nothing. Other processes may read and write the
 * same file meanwhile. Throws `LedgerError` `UNAVAILABLE` when the file cannot be opened.
 */
export function openSqliteLedger(options: {
  file: string;
  attemptRetentionDays: number;
  leaseClock: (() => number) | undefined;
}): Ledger {
  const { leaseClock } = options;
  const database = new SqliteDatabase(options.file);
  return {
    sectionAssessments: sqliteSectionAssessments(database),
    attempts: sqliteAttempts(database, options.attemptRetentionDays),
    runs: sqliteRuns(database),
    lanes: sqliteLanes(database, leaseClock ?? Date.now),
    paces: sqlitePaces(database, leaseClock ?? Date.now, leaseClock ?? (() => performance.now())),
    districts: sqliteDistricts(database),
    staff: sqliteStaff(database),
    gradingPeriods: sqliteGradingPeriods(database),
    audit: sqliteAudit(database),
    tokenUses: sqliteTokenUses(database),
    sessions: sqliteSessions(database),
    letterMarks: sqliteLetterMarks(database),
    notifications: sqliteNotifications(database),
    districtData: sqliteDistrictData(database),
    check: () => database.check(),
    close: () => database.close(),
  };
}
