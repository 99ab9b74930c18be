import { attemptsContract } from './attempts.contract.ts';
import { auditContract } from './audit.contract.ts';
import { claimsContract } from './claims.contract.ts';
import { countsContract } from './counts.contract.ts';
import { districtDataContract } from './district-data.contract.ts';
import { districtsContract } from './districts.contract.ts';
import { evaluationsContract } from './evaluations.contract.ts';
import { lanesContract } from './lanes.contract.ts';
import { letterMarksContract } from './letter-marks.contract.ts';
import { listsContract } from './lists.contract.ts';
import { notificationsContract } from './notifications.contract.ts';
import { outcomesContract } from './outcomes.contract.ts';
import type { LedgerUnderTest } from './records.fixture.ts';
import { pacesContract } from './paces.contract.ts';
import { runsContract } from './runs.contract.ts';
import { sessionsContract } from './sessions.contract.ts';

/** All that every ledger keeps to. `subject` is asked within tests, when hooks have made it. */
export function ledgerContract(subject: () => LedgerUnderTest): void {
  evaluationsContract(subject);
  listsContract(subject);
  claimsContract(subject);
  outcomesContract(subject);
  countsContract(subject);
  runsContract(subject);
  lanesContract(subject);
  pacesContract(subject);
  districtsContract(subject);
  attemptsContract(subject);
  auditContract(subject);
  sessionsContract(subject);
  letterMarksContract(subject);
  notificationsContract(subject);
  districtDataContract(subject);
}
