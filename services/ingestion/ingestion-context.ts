import type { Logger } from '@passback/service-kit';
import type { Publisher } from './publish/publisher.ts';

/** What the routes work with. */
export interface IngestionContext {
  readonly publisher: Publisher;
  readonly logger: Pick<Logger, 'warn'>;
  /** Aborted when the process stops and streams have to be ended. */
  readonly stopping: AbortSignal;
}
