import type { RetryPolicy } from '@passback/domain';
import type { Ledger } from '@passback/ledger';
import type { Paces } from '@passback/powerschool';
import type { Clock, Logger, Secrets } from '@passback/service-kit';
import type { SettledOutcome } from '../unit/settle-outcome.ts';
import type { CircuitPolicy } from './circuit.ts';
import type { GradebookFactory } from './lane-gradebook.ts';
import type { Outcome } from './outcome-writer.ts';
import type { RequestCounts } from './request-counts.ts';

/** What every lane of this process works with. */
export interface LaneEnvironment {
  readonly ledger: Ledger;
  readonly secrets: Pick<Secrets, 'open'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process in leases and claims. */
  readonly owner: string;
  readonly leaseMs: number;
  readonly createGradebook: GradebookFactory;
  readonly paces: Paces;
  /** Of lanes and commands alike. */
  readonly requests: RequestCounts;
  readonly retry: RetryPolicy;
  readonly circuit: CircuitPolicy;
  /** From [0, 1): jitter. */
  readonly random: () => number;
  readonly onRecorded: (settled: SettledOutcome, outcome: Outcome) => void;
}
