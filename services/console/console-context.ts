import type { DeliveryServiceClient, RulesServiceClient } from '@passback/contracts';
import type { PluginOptions } from '@passback/powerschool';
import type { ServiceResources } from '@passback/service-host';
import type { Authorization } from '@passback/service-kit';
import type { Links } from './links/links.ts';
import type { RunCounting } from './runs/run-counting.ts';
import type { RunStreams } from './runs/run-streams.ts';
import type { Sessions } from './sign-in/sessions.ts';
import type { SignInWay } from './sign-in/sign-in-way.ts';

/** What the routes work with. */
export interface ConsoleContext extends Pick<ServiceResources, 'ledger' | 'secrets' | 'clock' | 'logger' | 'operator'> {
  readonly authorization: Authorization;
  readonly sessions: Sessions;
  /** Null where nobody can sign in, and tokens alone count. */
  readonly signInWay: SignInWay | null;
  readonly links: Links;
  readonly runCounting: RunCounting;
  readonly runStreams: RunStreams;
  readonly rules: RulesServiceClient;
  readonly delivery: DeliveryServiceClient;
  /** Of the plugin for PowerSchool that is given out. */
  readonly plugin: PluginOptions;
}
