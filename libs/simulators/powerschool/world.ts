import type { PluginAccess } from './access/plugin-access.ts';
import type { SimulatorClock } from './clock.ts';
import type { Gradebook } from './gradebook/gradebook.ts';
import type { Store } from './gradebook/store.ts';
import type { Route } from './http/call.ts';
import type { SourcedIds } from './oneroster/ids.ts';
import type { SimulatorSettings } from './settings.ts';

/** What every handler works on. */
export interface World {
  readonly clock: SimulatorClock;
  readonly gradebook: Gradebook;
  readonly store: Store;
  readonly access: PluginAccess;
  readonly settings: SimulatorSettings;
  /** What Assignment.CreatedByPlugin holds for what the client makes. */
  readonly pluginId: string;
  readonly ids: SourcedIds;
}

export type PowerSchoolRoute = Route<World>;
