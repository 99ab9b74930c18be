import type { DeliveryServiceClient, RulesServiceClient } from '@passback/contracts';
import type { ServiceResources } from '@passback/service-host';
import type { Authorization } from '@passback/service-kit';
import type { RunCounting } from './runs/run-counting.ts';
import type { RunStreams } from './runs/run-streams.ts';

/** What the routes work with. */
export interface ConsoleContext extends Pick<ServiceResources, 'ledger' | 'secrets' | 'clock' | 'logger' | 'operator'> {
  readonly authorization: Authorization;
  readonly runCounting: RunCounting;
  readonly runStreams: RunStreams;
  readonly rules: RulesServiceClient;
  readonly delivery: DeliveryServiceClient;
}
