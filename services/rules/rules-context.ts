import type { Ledger } from '@passback/ledger';
import type { Messaging } from '@passback/messaging';
import type { Clock, Logger } from '@passback/service-kit';
import type { Districts } from './inputs/districts.ts';
import type { GradingPeriods } from './inputs/grading-periods.ts';
import type { ReadBackPolicy } from './runs/read-back.ts';
import type { StaffLists } from './inputs/staff-lists.ts';

/** What the use cases of this service work with. */
export interface RulesContext {
  readonly ledger: Ledger;
  readonly messaging: Messaging;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who this process is: planners are told apart by it. */
  readonly owner: string;
  /** Consumer group of section assessments and staff. */
  readonly group: string;
  readonly districts: Districts;
  readonly staff: StaffLists;
  readonly gradingPeriods: GradingPeriods;
  readonly readBack: ReadBackPolicy;
}
