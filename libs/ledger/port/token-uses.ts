import type { EpochMs } from '@passback/domain';

export interface TokenUse {
  readonly districtId: string;
  /** The first 12 hex digits of the token's hash. */
  readonly token: string;
  readonly at: EpochMs;
}

/** When tokens were last used. */
export interface TokenUseStore {
  /** A later use that is stored stays. */
  record(use: TokenUse): Promise<void>;
  /** Of a district, in any order. */
  list(districtId: string): Promise<TokenUse[]>;
  /** Forgets uses from before `before`, of all districts; how many went. */
  prune(before: EpochMs): Promise<number>;
}
