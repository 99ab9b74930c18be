import type { Clock } from '@passback/service-kit';

export interface ConnectorOptions {
  /** Tells when a token ends and what is out of date; real time where left out. */
  readonly clock?: Pick<Clock, 'now'>;
}
