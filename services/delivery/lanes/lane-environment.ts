import type { RetryPolicy } from '@passback/domain';
import type { Ledger } from '@passback/ledger';
import type { Clock, Logger, Troubles } from '@passback/service-kit';
import type { RememberedColumns } from '../unit/section-memory.ts';
import type { Outcome, SettledOutcome } from '../unit/settle-outcome.ts';
import type { CircuitPolicy } from './circuit.ts';
import type { GradebookMeans } from './open-gradebook.ts';
import type { RequestCounts } from './request-counts.ts';

/** What every lane of this process works with. */
export interface LaneEnvironment extends GradebookMeans {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly claimTroubles: Troubles;
  /** Names this process in leases and claims. */
  readonly owner: string;
  readonly leaseMs: number;
  /** Of lanes and commands alike. */
  readonly requests: RequestCounts;
  /** What lanes remember of PowerSchool's columns, bounded for all of them. */
  readonly columns: RememberedColumns;
  readonly retry: RetryPolicy;
  readonly circuit: CircuitPolicy;
  /** From [0, 1): jitter. */
  readonly random: () => number;
  readonly onRecorded: (settled: SettledOutcome, outcome: Outcome) => void;
}
