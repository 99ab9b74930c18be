import type { Ledger } from '@passback/ledger';
import type { Authorization, Clock, HttpServer, Logger, Secrets } from '@passback/service-kit';
import { Type } from 'typebox';
import type { CommandClients } from './rpc/clients.ts';

/** What the routes work with. */
export interface ConsoleContext {
  readonly ledger: Ledger;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly authorization: Authorization;
  readonly clients: CommandClients;
}

export type Routes = (server: HttpServer, context: ConsoleContext) => void;

/** Roles that may read, and those that may also command. */
export const READ = ['viewer', 'admin'] as const;
export const COMMAND = ['admin'] as const;

export const DistrictParams = Type.Object({ districtId: Type.String({ minLength: 1, maxLength: 64 }) });
