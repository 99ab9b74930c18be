export type SharedKind = 'kafka' | 'mongo';

/** What the keeper of a shared server writes for the processes that use it. */
export interface KeeperState {
  readonly keeperPid: number;
  /** Null where nothing on this machine can start the server. */
  readonly url: string | null;
  readonly error?: string;
}
