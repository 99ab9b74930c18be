import type { StaffStore } from '@passback/ledger';
import type { Logger, Secrets } from '@passback/service-kit';
import type { Publisher } from './publish/publisher.ts';

/** What the routes work with. */
export interface IngestionContext {
  readonly publisher: Publisher;
  /** What is stored of the district's staff; looked at where it can be had. */
  readonly staff: Pick<StaffStore, 'get'>;
  /** Seals addresses of staff. */
  readonly secrets: Pick<Secrets, 'seal'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** Aborted when the process stops and streams have to be ended. */
  readonly stopping: AbortSignal;
}
