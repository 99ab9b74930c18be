import type { Ledger, NotificationSettings } from '@passback/ledger';
import type { Clock, Logger, Secrets } from '@passback/service-kit';

/** What the parts of this service work with. */
export interface NotificationsContext {
  readonly ledger: Pick<Ledger, 'notifications' | 'districts' | 'staff' | 'runs' | 'lanes' | 'sectionAssessments'>;
  readonly secrets: Pick<Secrets, 'seal' | 'open'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** This process, in claims. */
  readonly owner: string;
  /** Addresses that are told of every district. */
  readonly operators: readonly string[];
  /** In the demo any run that ended is told of, as nobody waits for a night there. */
  readonly tellsOfAnyRun: boolean;
}

/** Of a district that says nothing about it; only the operators of the platform are told then. */
export const NOBODY_TOLD: NotificationSettings = {
  language: 'en',
  admins: [],
  webhooks: [],
  quietHours: { from: '20:00', to: '06:00' },
  quietDays: [],
  teacherDigest: false,
  morningBy: '07:00',
};
